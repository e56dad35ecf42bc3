"""What people do with conflicts: look at them, keep the sheet's side or the local one."""

from collections.abc import Sequence

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.conflict_ways import objection
from sheetanchor.services.sync.follow_ups import note_due
from sheetanchor.services.sync.lost_values import put_back, restore_loser
from sheetanchor.services.sync.move_base import move_base
from sheetanchor.services.sync.newer import require_known
from sheetanchor.services.sync.settlement import CannotKeepError, Settlement

_ALL = 2**31
#: Conflicts of a list that are about one cell of it.
_ALONE = (Loss.NOT_WRITABLE, Loss.OVERWRITTEN)


class Conflicts:
    """The conflicts of all tables. What is decided here reaches the other side with the next pass."""

    def __init__(self, tables: Sequence[Table], replica: Replica, clock: Clock, wake: Wake) -> None:
        self._tables = {table.name: table for table in tables}
        self._replica = replica
        self._clock = clock
        self._wake = wake

    def waiting(self) -> tuple[KeptConflict, ...]:
        """Those that wait for a person, the newest first."""
        return self._replica.conflicts(_ALL, only_open=True)

    def newest(self, limit: int) -> tuple[KeptConflict, ...]:
        """Decided and waiting ones, the newest first."""
        return self._replica.conflicts(limit)

    def show(self, number: int) -> KeptConflict:
        """One conflict; raises UnknownConflictError."""
        return self._replica.conflict(number)

    def keep_sheet(self, number: int, over: str | None = None) -> tuple[KeptConflict, ...]:
        """Let the sheet's side stand; gives what was settled, for a list all its conflicts at once.

        One that waits is settled by the next pass. Of one that was decided for the local side, or was
        overwritten unseen, the lost values are written as the program writes. Raises UnknownConflictError,
        CannotKeepError, and ChangedSinceError where something else stands there by now; over: what that
        error named, to have it overwritten.
        """
        return self._keep(number, Source.SHEETS, over)

    def keep_local(self, number: int, over: str | None = None) -> tuple[KeptConflict, ...]:
        """Let the local side stand; otherwise as `keep_sheet`."""
        return self._keep(number, Source.LOCAL, over)

    def _keep(self, number: int, side: Source, over: str | None) -> tuple[KeptConflict, ...]:
        at = self._clock.now()
        with self._replica.transaction() as tx:
            kept = self._replica.conflict(number)
            table = self._table(kept.conflict.table)
            refusal = objection(table, kept, side)
            if refusal is not None:
                raise CannotKeepError(kept, refusal)
            settled = self._company(table, kept)
            settlement = Settlement(tx, table, kept, settled, side, at)
            history = self._replica.history(table.name, None if table.is_whole else kept.conflict.key)
            require_known(settlement, history, over)
            if kept.conflict.loss is Loss.OVERWRITTEN:
                put_back(settlement)
            elif kept.is_waiting:
                move_base(settlement, tuple(self._tables.values()))
            else:
                restore_loser(settlement, history)
            for each in settled:
                tx.decide_conflict(each.number, side, at)
            tx.set_state(facts.SHEET_VERSION, None)
            note_due(tx)
        self._wake.wake()
        return tuple(self._replica.conflict(each.number) for each in settled)

    def _company(self, table: Table, kept: KeptConflict) -> tuple[KeptConflict, ...]:
        """The conflicts that can only be settled together: all of one list and one pass."""
        if not table.is_whole or kept.conflict.loss in _ALONE:
            return (kept,)
        others = self.waiting() if kept.is_waiting else self._replica.conflicts_after(0)
        return tuple(
            other
            for other in others
            if other.conflict.table == table.name
            and other.conflict.loss not in _ALONE
            and (kept.is_waiting or other.at == kept.at)
        )

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]
