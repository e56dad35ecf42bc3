"""A spreadsheet in memory, for tests of what builds on one."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import Act, FenceLostError, Suspect, WriteRefusedError
from sheetanchor.domain.sync.fence import ROWS, TOKENS, Fence, FenceStep, Kept
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue
from sheetanchor.ports.sheet import (
    Applied,
    Fetched,
    Overwritten,
    RowInsertion,
    RowWrite,
    Sheet,
    TabRef,
    TabWrite,
    TabWritten,
)

_HEADER = 0


@dataclass(frozen=True, slots=True)
class _Failure:
    method: str
    error: SheetanchorError
    is_applied: bool


class _Notes:
    """What the spreadsheet itself remembers of the last batches, and no longer than the real one does."""

    def __init__(self) -> None:
        self._tokens: dict[int, str] = {}
        self._kept: dict[str, tuple[Kept, tuple[Overwritten, ...]]] = {}

    def token(self, number: int) -> str | None:
        """The token in the place of this number."""
        return self._tokens.get(number % TOKENS)

    def before(self, token: str) -> tuple[Overwritten, ...] | None:
        """What the batch of a token overwrote, if that is kept still."""
        return self._kept[token][1] if token in self._kept else None

    def note(self, step: FenceStep, before: tuple[Overwritten, ...]) -> Kept:
        """One more batch, whose rows may take the place of those of others."""
        kept = step.kept_before.following(_count(before), 0)
        end = max(ROWS, step.kept_before.stop, kept.stop)
        self._kept = {
            token: (known, rows)
            for token, (known, rows) in self._kept.items()
            if not _count(rows)
            or (known.stop <= end and (known.stop <= kept.start or kept.stop <= known.start))
        }
        self._kept[step.after.token] = kept, before
        self._tokens[step.after.number % TOKENS] = step.after.token
        return kept


def _count(before: tuple[Overwritten, ...]) -> int:
    return sum(len(each.updates) + len(each.deletes) for each in before)


class MemorySheet(Sheet):
    """Tabs of cells. `tab` gives the one that a person edits; every change moves the version on.

    calls: how often each method was called, failed calls included.
    pushed: all batches that were applied, oldest first. fence: the one that stands. names_suspects: whether a
    refusal says which row it is about.
    """

    def __init__(self) -> None:
        self._tabs: dict[int, MemoryTab] = {}
        self._changes = 1
        self._failures: deque[_Failure] = deque()
        self._interruptions: deque[tuple[str, Callable[[], None]]] = deque()
        self.calls: Counter[str] = Counter()
        self.pushed: list[tuple[TabWrite, ...]] = []
        self.fence: Fence | None = None
        self.names_suspects = True
        self._undeletable: set[int] = set()
        self._refused: set[tuple[int, int, CellValue]] = set()
        self._notes: _Notes | None = None
        self._taken: set[int] = set()

    def add_tab(
        self,
        title: str,
        rows: Iterable[Sequence[Cell | CellValue]] = (),
        *,
        sheet_id: int | None = None,
        size: tuple[int, int] = (1000, 26),
    ) -> MemoryTab:
        """A new tab, its header row first; size is how many rows and columns the grid has at least."""
        self._change()
        number = max(self._tabs, default=0) + 1 if sheet_id is None else sheet_id
        self._tabs[number] = MemoryTab(number, title, rows, size, self._change)
        return self._tabs[number]

    def tab(self, title: str) -> MemoryTab:
        """The tab of this title; raises KeyError where there is none."""
        for tab in self._tabs.values():
            if tab.title == title:
                return tab
        raise KeyError(f"there is no tab {title!r}")

    def rename_tab(self, title: str, new: str) -> None:
        """Give a tab another title."""
        self._change()
        self.tab(title).title = new

    def delete_tab(self, title: str) -> None:
        """Delete a tab."""
        self._change()
        del self._tabs[self.tab(title).sheet_id]

    def delete_hidden_tab(self) -> None:
        """Delete what the program keeps of its batches, the fence included; its name stays taken."""
        self._change()
        self._taken |= set() if self.fence is None else {self.fence.number}
        self._notes, self.fence = None, None

    def clear_hidden_tab(self) -> None:
        """Empty all cells of the hidden tab; the fence is a name and stays."""
        self._change()
        self._notes = _Notes()

    def fail_next(
        self, method: str, error: SheetanchorError, *, times: int = 1, is_applied: bool = False
    ) -> None:
        """Have the next calls of a method raise error; a push may have been applied."""
        self._failures.extend([_Failure(method, error, is_applied)] * times)

    def interrupt_next(self, method: str, action: Callable[[], None]) -> None:
        """Have a person act just before the next call of `method` takes effect."""
        self._interruptions.append((method, action))

    def close(self) -> None:
        """There is nothing to give back."""

    def version(self) -> str:
        """The number of changes so far."""
        self._begin("version")
        return str(self._changes)

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """The tabs and the fence as they stand."""
        self._begin("fetch")
        taken = {ref.sheet_id for ref in refs if ref.sheet_id in self._tabs}
        free = {tab.title: tab for tab in self._tabs.values() if tab.sheet_id not in taken}
        found = {
            ref.table: self._tabs[ref.sheet_id] if ref.sheet_id in self._tabs else free.get(ref.title)
            for ref in refs
        }
        tabs: dict[str, Tab | None] = {
            table: None if tab is None else tab.read() for table, tab in found.items()
        }
        by_title = {tab.title: tab.sheet_id for tab in self._tabs.values()}
        called = {table: tab.title for table, tab in found.items() if tab is not None}
        namesakes = {
            ref.table: by_title[ref.title]
            for ref in refs
            if called.get(ref.table, ref.title) != ref.title and ref.title in by_title
        }
        return Fetched(tabs, self.fence, namesakes)

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """All writes or none; WriteRefusedError where a row, column or tab is not there."""
        failure = self._begin("push")
        written = self.apply(writes, step)
        if failure is not None:
            raise failure.error
        return written

    def apply(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """What the server does with a batch that reaches it, be it late or for the second time."""
        if self.fence != step.before or step.after.number in self._taken:
            raise FenceLostError(f"the fence is {self.fence}, not {step.before}. Nothing was applied.")
        self._require_allowed(writes)
        written = self._apply(writes)
        self._change()
        self._notes = self._notes or _Notes()
        self.fence = replace(step.after, kept=self._notes.note(step, tuple(each.before for each in written)))
        self.pushed.append(tuple(writes))
        return written

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        """As long as the notes tell."""
        del writes
        self._begin("find_applied")
        if self._notes is None:
            return Applied(None, is_sure=False)
        was_applied = step.was_applied(self.fence, self._notes.token)
        if was_applied:
            return Applied(self._notes.before(step.after.token))
        return None if was_applied is False else Applied(None, is_sure=False)

    def _begin(self, method: str) -> _Failure | None:
        """Count, let a person act, fail; a failure that comes after the work is handed back."""
        self.calls[method] += 1
        for interruption in [each for each in self._interruptions if each[0] == method][:1]:
            self._interruptions.remove(interruption)
            interruption[1]()
        for failure in [each for each in self._failures if each.method == method][:1]:
            self._failures.remove(failure)
            if method != "push" or not failure.is_applied:
                raise failure.error
            return failure
        return None

    def refuse(self, sheet_id: int, column: int, value: CellValue) -> None:
        """Have every batch that writes this value into this column refused for good."""
        self._refused.add((sheet_id, column, value))

    def refuse_deletions(self, sheet_id: int) -> None:
        """Have every batch that deletes a row of this tab refused for good."""
        self._undeletable.add(sheet_id)

    def relent(self) -> None:
        """Refuse nothing any more, as when a protection is lifted: that moves the version on as well."""
        self._refused.clear()
        self._undeletable.clear()
        self._change()

    def _require_allowed(self, writes: Sequence[TabWrite]) -> None:
        for number, write in enumerate(writes):
            acts = [(Act.UPDATE, each, row.cells) for each, row in enumerate(write.updates)]
            acts += [(Act.INSERT, each, row.cells) for each, row in enumerate(write.inserts)]
            for act, each, cells in acts:
                for column, value in cells.items():
                    if (write.sheet_id, column, value) in self._refused:
                        raise self._refusal(f"{value} may not be written", Suspect(number, act, each, column))
            if write.deletes and write.sheet_id in self._undeletable:
                raise self._refusal("rows may not be deleted", Suspect(number, Act.DELETE, 0))

    def _refusal(self, said: str, suspect: Suspect) -> WriteRefusedError:
        return WriteRefusedError(said, suspects=[suspect] if self.names_suspects else [])

    def _apply(self, writes: Sequence[TabWrite]) -> tuple[TabWritten, ...]:
        before = {number: [(line, list(line)) for line in tab.lines()] for number, tab in self._tabs.items()}
        try:
            return tuple(_apply(self._tabs[write.sheet_id], write) for write in writes)
        except (IndexError, KeyError) as error:
            for number, lines in before.items():
                for line, cells in lines:
                    line[:] = cells
                self._tabs[number].restore(line for line, _ in lines)
            raise WriteRefusedError(f"no such row, column or tab: {error}") from error

    def _change(self) -> None:
        self._changes += 1


def _apply(tab: MemoryTab, write: TabWrite) -> TabWritten:
    doomed = [tab.line(place) for place in write.deletes]
    before = _before(write, [tab.line(update.place) for update in write.updates], doomed)
    updated = [_update(tab, update) for update in write.updates]
    inserted = _insert(tab, write.inserts)
    for line in doomed:
        tab.delete_row(next(place for place, other in enumerate(tab.lines()) if other is line))
    if tab.row_count <= _HEADER + 1 and doomed:
        tab.add_rows(1)
    return TabWritten(
        header=_cells(tab.line(_HEADER), write.width),
        updates=tuple(_cells(line, write.width) for line in updated),
        inserts=tuple(_cells(line, write.width) for line in inserted),
        before=before,
    )


def _update(tab: MemoryTab, update: RowWrite) -> list[Cell]:
    for column, value in update.cells.items():
        tab.set_at(update.place, column, value)
    return tab.line(update.place)


def _insert(tab: MemoryTab, inserts: Sequence[RowInsertion]) -> list[list[Cell]]:
    """From the bottom up, and at one place from the last to the first, so that the order given holds."""
    lines: dict[int, list[Cell]] = {}
    numbered = sorted(enumerate(inserts), key=lambda each: (each[1].before, each[0]), reverse=True)
    for number, insert in numbered:
        if insert.before >= tab.row_count:
            tab.add_rows(insert.before + 1 - tab.row_count)
        tab.insert_rows(insert.before, 1)
        lines[number] = _update(tab, RowWrite(insert.before, insert.cells))
    return [lines[number] for number in range(len(inserts))]


def _before(write: TabWrite, updated: Sequence[list[Cell]], doomed: Sequence[list[Cell]]) -> Overwritten:
    end = None if write.column_count else write.width
    rows = [[_told(cell) for cell in line[:end]] for line in (*updated, *doomed)]
    filled = (column + 1 for row in rows for column, cell in enumerate(row) if not cell.is_empty)
    width = max([write.width, *filled])
    padded = [_cells(row, width) for row in rows]
    return Overwritten(tuple(padded[: len(updated)]), tuple(padded[len(updated) :]))


def _told(cell: Cell) -> Cell:
    return replace(cell, is_formula=cell.formula is not None)


def _cells(line: list[Cell], width: int) -> tuple[Cell, ...]:
    return tuple([*line, *[EMPTY] * width][:width])
