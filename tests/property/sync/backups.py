"""What operators restore: a replica from a backup, a spreadsheet to an older version."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.sync.fence import Fence
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.services.sync import facts
from tests.property.sync.page import Meaning
from tests.property.sync.people import Hand
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene
from tests.property.sync.wire import Store

_Found = set[tuple[str, str, Meaning]]


class Backups:
    """The copies of one program's replica."""

    def __init__(self, program: Program, scene: Scene) -> None:
        self._program = program
        self._scene = scene
        self._copies = [self._store._content] if isinstance(program.replica, Store) else []

    @property
    def _store(self) -> Store:
        assert isinstance(self._program.replica, Store)
        return self._program.replica

    def take(self, _a: int, _b: int) -> None:
        """A copy of the replica as it is."""
        self._copies.append(self._store._content)

    def restore(self, a: int, _b: int) -> None:
        """Go on from a copy; what stood in this replica alone is gone with the disk.

        What a batch overwrote unseen is known to the replica alone until it is put right, so that a disk lost
        right then is left out here, as is one with an unanswered batch; the copy may hold either.
        """
        program = self._program
        state = program.replica.state
        if state(facts.INTENT) is not None or state(facts.DEBTS) is not None:
            return
        self._scene.revived |= self._told_to_be_back()
        before, rows = self._held(), {table.name: dict(program.rows(table)) for table in program.tables}
        self._store._content = self._copies[a % len(self._copies)]
        program.went_back()
        self._tell_gone(before - self._held())
        for table in program.tables:
            if not table.is_whole:
                self._tell_rows(table.name, {key[0] for key in rows[table.name]})
        program.note()

    def _held(self) -> _Found:
        """All values of the replica, those in conflicts included."""
        program = self._program
        found: _Found = set()
        for table in program.tables:
            for row in program.rows(table).values():
                found.update((table.name, name, value) for name, value in row.values.items())
        for kept in program.replica.conflicts(10_000):
            for side in (kept.conflict.sheet, kept.conflict.local):
                found.update((kept.conflict.table, name, value) for name, value in (side or {}).items())
        return found

    def _told_to_be_back(self) -> set[Meaning]:
        """Rows of which a conflict tells that they are back; it is gone with the disk."""
        conflicts = (kept.conflict for kept in self._program.replica.conflicts(10_000))
        return {each.key[0] for each in conflicts if each.loss is Loss.DELETED_AND_EDITED}

    def _tell_gone(self, gone: _Found) -> None:
        standing: _Found = set()
        for page in self._scene.pages:
            for row in page.rows():
                standing.update((page.table.name, name, value) for name, value in row.items())
        for table, name, value in gone - standing:
            self._scene.ledger.replaced(table, {name: value})

    def _tell_rows(self, name: str, before: set[Meaning]) -> None:
        """New rows that never got into the sheet are gone; those that wait in the copy are added again."""
        page = next(page for page in self._scene.pages if page.table.name == name)
        standing = {row[page.table.key[0]] for row in page.rows()}
        rows, base = self._program.rows(page.table), self._program.base(page.table)
        after = {key[0] for key in rows}
        for key in before - after - standing:
            self._scene.ledger.deleted(self._program.name, name, key, {})
        # A deletion that never got into the sheet is gone with the disk.
        self._scene.revived |= standing - before
        # What the program has deleted since looks as if people had, which the table may not carry over.
        is_believed = self._program.table(name).deletions.from_sheet
        unsure = (key for key in rows if not is_believed or key not in base or rows[key].is_pending)
        self._scene.revived |= {key[0] for key in unsure}


@dataclass(frozen=True)
class _Version:
    """The spreadsheet at a moment: its rows themselves with what stood in them."""

    fence: Fence | None
    tabs: Sequence[tuple[MemoryTab, str, Sequence[tuple[list[Cell], list[Cell]]]]]


class Versions:
    """The version history of the spreadsheet."""

    def __init__(self, scene: Scene, hands: Sequence[Hand]) -> None:
        self._scene = scene
        self._hands = hands
        self._known = [self._now()]

    def keep(self) -> None:
        """The present version can be gone back to."""
        if not any(hand.is_away for hand in self._hands):
            self._known.append(self._now())

    def older(self, a: int) -> _Version | None:
        """One with an older fence than the present one, if there is one."""
        fence = self._scene.sheet.fence
        number = 0 if fence is None else fence.number
        older = [each for each in self._known if each.fence is not None and each.fence.number < number]
        return older[a % len(older)] if older else None

    def go_to(self, version: _Version) -> _Version:
        """Restore it; the version until now."""
        now, sheet = self._now(), self._scene.sheet
        for tab, title, lines in version.tabs:
            for line, cells in lines:
                line[:] = cells
            tab.restore(line for line, _ in lines)
            tab.title = title
        sheet.fence = version.fence
        sheet._change()
        return now

    def _now(self) -> _Version:
        tabs = [page.tab for page in self._scene.pages]
        lines = [(tab, tab.title, [(line, list(line)) for line in tab.lines()]) for tab in tabs]
        return _Version(self._scene.sheet.fence, lines)
