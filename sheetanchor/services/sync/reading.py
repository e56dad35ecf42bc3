"""Reading the spreadsheet, and finding out what became of a batch that was never answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.sync.errors import FenceLostError
from sheetanchor.domain.sync.fence import Fence, FenceStep, next_step
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sheet import Applied, Fetched, Sheet, TabRef
from sheetanchor.services.sync import facts, memory
from sheetanchor.services.sync.fence_seen import note_seen
from sheetanchor.services.sync.numbering import highest_given
from sheetanchor.services.sync.sent import Intent
from sheetanchor.services.sync.titles import bound_to


@dataclass(frozen=True, slots=True)
class Read:
    """What a round has read.

    turn: the replica's, as it was before. left_open: the batch of which no answer came; found: whether it was
    applied. is_traceless: whether neither a fence nor a trace of the last one is there.
    spreadsheet: its id, None where nobody tells. other_than: that of the one that the replica was synced
    with, where it is another one.
    """

    turn: str | None
    version: str
    at: datetime
    fetched: Fetched
    left_open: Intent | None = None
    found: Applied | None = None
    is_traceless: bool = False
    spreadsheet: str | None = None
    other_than: str | None = None


class SheetReader:
    """Reads all tabs; nothing may be merged before the outcome of every batch is known.

    Where it is another spreadsheet than before that can only be found out in the other one.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        sheet: Sheet,
        replica: Replica,
        new_token: Callable[[], str],
        spreadsheet: str | None = None,
    ) -> None:
        self._tables = tables
        self._sheet = sheet
        self._replica = replica
        self._new_token = new_token
        self._spreadsheet = spreadsheet

    def read(self, version: str, at: datetime) -> Read | None:
        """Read everything, and what became of a batch left open; None where that has to be barred first."""
        turn = self._replica.state(facts.TURN)
        fetched = self._sheet.fetch([self._ref(table) for table in self._tables])
        read = Read(turn, version, at, fetched, spreadsheet=self._spreadsheet, other_than=self._other_than())
        return read if read.other_than is not None else self._found_out(read)

    def _other_than(self) -> str | None:
        known = self._replica.state(facts.SPREADSHEET)
        return known if self._spreadsheet is not None and known != self._spreadsheet else None

    def _found_out(self, read: Read) -> Read | None:
        fetched = read.fetched
        left_open = memory.intent(self._replica.state(facts.INTENT))
        is_traceless = self._is_traceless(fetched.fence)
        if left_open is None:
            return replace(read, is_traceless=is_traceless)
        if fetched.fence == left_open.step.before:
            self._bar(left_open, fetched.fence, is_traceless=is_traceless)
            return None
        found = self._sheet.find_applied(left_open.writes, left_open.step)
        if fetched.fence is None and (found is None or not found.is_sure):
            self._bar(left_open, None, is_traceless=is_traceless)
            return None
        return replace(read, left_open=left_open, found=found, is_traceless=is_traceless)

    def step(self, tx: Transaction, before: Fence | None) -> FenceStep:
        """The next step, with the numbers that were given until now."""
        return self._step(tx, before, highest=highest_given(tx, self._tables))

    def _step(
        self,
        tx: Transaction,
        before: Fence | None,
        *,
        highest: Mapping[str, int] | None = None,
        is_open: bool = False,
    ) -> FenceStep:
        """A step to a fence that says `highest`, by default what the one before it said.

        Where the fence is gone and a batch under way would set up the number known last, we take that number:
        then only one of the two can be applied.
        """
        known = int(tx.state(facts.FENCE) or 0)
        is_contested = before is None and is_open
        step = next_step(
            before, self._new_token(), at_least=known if is_contested else known + 1, highest=highest
        )
        tx.set_state(facts.FENCE, str(step.after.number))
        return step

    def _is_traceless(self, fence: Fence | None) -> bool:
        """Costs a request only where there is no fence: people may delete it, and leave the hidden tab."""
        if self._replica.state(facts.TRACELESS) is not None:
            return True
        token = self._replica.state(facts.FENCE_MARK)
        if fence is not None or token is None:
            return False
        last = Fence(int(self._replica.state(facts.FENCE_SEEN) or 0), token)
        found = self._sheet.find_applied((), FenceStep(None, last))
        return found is None or not found.is_sure

    def _bar(self, intent: Intent, fence: Fence | None, *, is_traceless: bool) -> None:
        """Move the fence past a batch of which nobody knows whether it is still under way.

        Nothing is merged before: it might come meanwhile, and what it overwrites would go unnoticed. Where
        there was no fence it may have been applied before that was deleted: it stays open.
        """
        with self._replica.transaction() as tx:
            step = self._step(tx, fence, is_open=True)
            if is_traceless:
                tx.set_state(facts.TRACELESS, "1")
        try:
            self._sheet.push((), step)
        except FenceLostError:
            if fence is None:
                # The name may be taken by a fence whose tab is gone: then its batch cannot come any more.
                self._skip_to(step.after.number + 1)
            return
        if fence is not None:
            with self._replica.transaction() as tx:
                note_seen(tx, step.after)
                memory.forget_intent(tx, intent)

    def _skip_to(self, number: int) -> None:
        with self._replica.transaction() as tx:
            tx.set_state(facts.FENCE, str(number))

    def _ref(self, table: Table) -> TabRef:
        return TabRef(table.name, table.tab, bound_to(self._replica, table))
