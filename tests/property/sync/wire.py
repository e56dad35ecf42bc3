"""A spreadsheet and a replica on which every input and output is a point where the program may die."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.sheet import MemorySheet, _Failure
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.errors import OperatorError, SheetanchorError
from sheetanchor.domain.sync.errors import (
    Act,
    FenceLostError,
    QuotaError,
    ServiceUnavailableError,
    Suspect,
    WriteRefusedError,
)
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import Applied, Fetched, TabRef, TabWrite, TabWritten
from tests.property.sync.faults import label


class CrashError(Exception):
    """The program died here."""


class Points:
    """Counts inputs and outputs down to the one where the program dies."""

    def __init__(self) -> None:
        self._left: int | None = None
        self.faults: Counter[str] = Counter()

    def die_in(self, points: int) -> None:
        self._left = points

    def spare(self) -> None:
        self._left = None

    @property
    def is_spared(self) -> bool:
        """Whether nobody is about to die."""
        return self._left is None

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Nobody dies meanwhile."""
        left, self._left = self._left, None
        yield
        self._left = left

    def reach(self, what: str) -> None:
        """Die here if it is time."""
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            self._left = None
            self.faults[f"crash at {what}"] += 1
            raise CrashError(what)


class Wire(MemorySheet):
    """Keeps every batch that is sent, to deliver it late or again.

    on_write is called after every batch that was applied. given_up_at: how many calls there were when the
    last one was refused for something that time does not heal.
    """

    def __init__(self, points: Points, on_write: Callable[[], None]) -> None:
        super().__init__()
        self._points = points
        self._on_write = on_write
        self.batches: list[tuple[Sequence[TabWrite], FenceStep]] = []
        self.inserted: list[list[Cell]] = []
        self._protected: set[tuple[int, int]] = set()
        self._was_protected = False
        self.given_up_at = 0

    def requests(self) -> int:
        """How many were sent so far."""
        return self.calls.total()

    def version(self) -> str:
        self._points.reach("version")
        return super().version()

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        self._points.reach("fetch")
        fetched = super().fetch(refs)
        self._points.reach("after fetch")
        return fetched

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        self._points.reach("push")
        batch = (writes, step)
        self.batches.append(batch)
        try:
            written = super().push(writes, step)
        except (OperatorError, QuotaError, ServiceUnavailableError):
            # It was turned away or never sent, so that it cannot come late.
            self.batches = [each for each in self.batches if each is not batch]
            raise
        self._points.reach("after push")
        return written

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        self._points.reach("find_applied")
        return super().find_applied(writes, step)

    def apply(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        before = {id(line) for tab in self._tabs.values() for line in tab.lines()}
        written = super().apply(writes, step)
        for tab in self._tabs.values():
            self.inserted += [line for line in tab.lines() if id(line) not in before]
        self._on_write()
        return written

    def protect(self, sheet_id: int, column: int, *, is_named: bool) -> None:
        """Refuse what writes into a column until it is calm; is_named: whether a refusal says which row."""
        self.names_suspects = is_named
        self._protected.add((sheet_id, column))
        self._was_protected = True

    def _require_allowed(self, writes: Sequence[TabWrite]) -> None:
        super()._require_allowed(writes)
        for number, write in enumerate(writes):
            rows = [(Act.UPDATE, each, row.cells) for each, row in enumerate(write.updates)]
            rows += [(Act.INSERT, each, row.cells) for each, row in enumerate(write.inserts)]
            for act, each, cells in rows:
                for column in cells:
                    if (write.sheet_id, column) in self._protected:
                        suspect = Suspect(number, act, each, column)
                        raise WriteRefusedError(
                            "the column is protected", suspects=[suspect] if self.names_suspects else []
                        )

    def is_inserted(self, line: list[Cell]) -> bool:
        """Whether a program inserted this row."""
        return any(line is each for each in self.inserted)

    def deliver(self, number: int) -> bool:
        """A batch arrives late or once more; whether it was applied."""
        try:
            self.apply(*self.batches[number])
        except (FenceLostError, WriteRefusedError):
            return False
        return True

    def bring_back(self, tab: MemoryTab) -> None:
        """Undo the deletion of a tab."""
        self._change()
        self._tabs[tab.sheet_id] = tab

    def _begin(self, method: str) -> _Failure | None:
        """Count what goes wrong by its kind."""
        try:
            failure = super()._begin(method)
        except SheetanchorError as error:
            self._points.faults[label(error, method)] += 1
            if isinstance(error, OperatorError):
                self.given_up_at = self.calls.total()
            raise
        if failure is not None:
            self._points.faults[label(failure.error, method, is_applied=True)] += 1
        return failure

    @property
    def is_calm(self) -> bool:
        """Whether nothing is about to fail, and nobody about to act."""
        return not (self._failures or self._interruptions)

    def calm(self) -> None:
        """No more faults, and nobody acts in between."""
        self._failures.clear()
        self._interruptions.clear()

    def lift(self) -> bool:
        """Protect nothing any more; whether anything ever was."""
        self._protected.clear()
        return self._was_protected


class Store(MemoryReplica):
    """A replica on which an engine may die before, within and after each transaction.

    on_commit is called after every transaction.
    """

    def __init__(self, tables: Sequence[Table], points: Points, on_commit: Callable[[], None]) -> None:
        super().__init__(tables)
        self._points = points
        self._on_commit = on_commit

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self._points.reach("transaction")
        with super().transaction() as tx:
            yield tx
            self._points.reach("commit")
        self._on_commit()
        self._points.reach("after commit")
