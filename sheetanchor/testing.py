"""The contract that a table has to pass, whoever declares it: subclass TableContract in your tests.

It needs pytest, no spreadsheet and no credentials. See docs/plugins.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, tzinfo
from itertools import count
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.cells import CellFormat, Written
from sheetanchor.domain.tables.schema import AppendOnlyError, Table, Writer
from sheetanchor.domain.tables.values import Key, Value, Values
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables

_ALL = 1000
_ENOUGH = 3


class TableContract:
    """Give it a table and three rows or more, as a program would write them; pytest does the rest.

    The first three rows have to differ from each other in a column beside the key, where there is one that
    both sides write. zone: of wall-clock times that the table leaves to the settings.
    """

    table: Table
    rows: Sequence[Mapping[str, object]]
    zone: tzinfo = UTC

    @pytest.fixture(autouse=True)
    def _on_a_desk(self, tmp_path: Path) -> Iterator[None]:
        with self.desk(tmp_path):
            yield

    @contextmanager
    def desk(self, folder: Path) -> Iterator[None]:
        """Around every test: folder is where its replicas stand."""
        assert not self.table.is_local, f"table {self.table.name!r} has no tab, and nothing to keep equal"
        self._table = self.table.in_zone(self.zone)
        self._values = [self._table.accept(row) for row in self.rows]
        self._worlds: list[_World] = []
        self._folder = folder
        try:
            yield
        finally:
            for world in self._worlds:
                world.close()

    def test_the_rows_are_enough_to_tell_something(self) -> None:
        """The other tests would say little without."""
        assert len(self._values) >= _ENOUGH, f"give {_ENOUGH} rows or more"
        if not self._table.is_whole:
            keys = {self._table.key_of(row) for row in self._values}
            assert len(keys) == len(self._values), "two rows have one key"
        assert self._disputable() or not self._shared(), (
            f"the first three rows differ in none of the columns {self._shared()}"
        )

    def test_what_a_program_writes_is_read_by_another_as_it_was_written(self) -> None:
        """Every kind gives back from a cell what it wrote there."""
        world = self._world()
        world.write(self._values)
        world.rests()
        other = self._world(beside=world)
        other.rests()
        assert world.rows() == other.rows() == self._expected(self._values)

    def test_what_people_type_is_read_as_it_is_meant(self) -> None:
        """Every value can stand in a cell."""
        assert self._agreed().rows() == self._expected(self._values)

    def test_columns_of_people_and_the_order_of_rows_mean_nothing(self) -> None:
        """In a list the order is what it says, so that there only columns are added."""
        world = self._agreed()
        before, pushed = world.rows(), len(world.sheet.pushed)
        world.tab.insert_column(0, "Of people")
        if not self._table.is_whole:
            world.tab.move_row(1, len(self._values))
        world.rests()
        assert (world.rows(), len(world.sheet.pushed)) == (before, pushed)

    def test_a_row_that_people_delete_is_deleted_kept_or_asked_about_as_declared(self) -> None:
        """Nothing that a log holds is lost."""
        world = self._agreed()
        world.tab.delete_row(1)
        world.rests()
        if self._table.is_whole:
            assert world.rows() == self._expected(self._values[1:])
        elif self._table.is_log and self._table.deletions.from_sheet:
            assert world.rows() == self._expected(self._values)
            assert [kept.conflict.key for kept in world.waiting()] == [self._table.key_of(self._values[0])]
        elif self._table.deletions.from_sheet:
            assert world.rows() == self._expected(self._values[1:])
        else:
            assert world.rows() == self._expected(self._values)
            assert len(world.lines()) == len(self._values)

    def test_what_both_sides_change_is_decided_or_asked_and_neither_is_lost(self) -> None:
        """A strategy of the table's own is asked here; where it fails, its error is told."""
        if self._table.is_log:
            pytest.skip("rows of a log are changed by neither side")
        world = self._disputed()
        assert world.complaints() == [], "\n".join(world.complaints())
        for field in self._disputable():
            self._require_kept(world, field)

    def test_what_is_decided_is_decided_so_every_time(self) -> None:
        """A strategy depends on the row alone."""
        if self._table.is_log:
            pytest.skip("in a log nothing is decided")
        first, second = self._disputed(), self._disputed()
        is_same = (first.rows(), first.lines()) == (second.rows(), second.lines())
        assert is_same, "what was decided once is decided otherwise the second time"

    def test_a_row_of_a_log_is_written_once(self) -> None:
        """A program is refused, and nothing is written."""
        world = self._log()
        for field in self._disputable():
            with pytest.raises(AppendOnlyError):
                world.write([{**self._named(self._values[0]), field: self._values[1][field]}])
        world.rests()
        assert world.rows() == self._expected(self._values)

    @pytest.mark.parametrize("keep", ["keep_sheet", "keep_local"])
    def test_what_people_change_in_a_log_waits_and_either_side_can_be_kept(self, keep: str) -> None:
        """Until then it is neither taken nor undone."""
        world = self._log()
        edits = {field: self._values[2][field] for field in self._disputable()}
        world.type(1, edits)
        theirs = world.lines()
        world.rests()
        assert (world.rows(), world.lines()) == (self._expected(self._values), theirs)
        assert {kept.conflict.field for kept in world.waiting()} == set(edits)
        for kept in world.waiting():
            getattr(world.conflicts, keep)(kept.number)
        world.rests()
        first = {**self._values[0], **(edits if keep == "keep_sheet" else {})}
        assert world.rows() == self._expected([first, *self._values[1:]])
        assert world.waiting() == ()

    def _world(self, beside: "_World | None" = None) -> "_World":
        sheet = MemorySheet() if beside is None else beside.sheet
        if beside is None:
            sheet.add_tab(self._table.tab, [[column.header for column in self._table.columns]])
        world = _World(self._table, sheet, self._folder / f"replica{len(self._worlds)}.db")
        self._worlds.append(world)
        return world

    def _agreed(self) -> "_World":
        """People typed all rows, and the program knows them."""
        world = self._world()
        for values in self._values:
            world.type(world.tab.append_row({}), values)
        world.rests()
        return world

    def _log(self) -> "_World":
        if not self._table.is_log:
            pytest.skip("the table is no log")
        return self._agreed()

    def _disputed(self) -> "_World":
        """Both sides gave the first row what another one holds."""
        world, fields = self._agreed(), self._disputable()
        ours = {**self._values[0], **{field: self._values[1][field] for field in fields}}
        rest = self._values[1:] if self._table.is_whole else ()
        world.write([ours, *rest])
        world.type(1, {field: self._values[2][field] for field in fields})
        world.rests()
        return world

    def _require_kept(self, world: "_World", field: str) -> None:
        ours, theirs = self._values[1][field], self._values[2][field]
        here = (
            next(iter(world.rows().values()))[field]
            if self._table.is_whole
            else world.row(self._first)[field]
        )
        assert here in (ours, theirs), (
            f"{field}: {here!r} is neither what the program wrote nor what people typed"
        )
        sides = [(kept.conflict.local or {}, kept.conflict.sheet or {}) for kept in world.kept()]
        assert any(local.get(field) == ours and sheet.get(field) == theirs for local, sheet in sides), (
            f"{field}: no conflict keeps both {ours!r} and {theirs!r}"
        )

    @property
    def _first(self) -> Key:
        return self._table.key_of(self._values[0])

    def _named(self, values: Values) -> Values:
        return {field: values[field] for field in self._table.key}

    def _expected(self, rows: Sequence[Values]) -> dict[Key, Values]:
        if self._table.is_whole:
            return {(place,): values for place, values in enumerate(rows)}
        return {self._table.key_of(values): values for values in rows}

    def _shared(self) -> list[str]:
        """What both sides write beside the key."""
        return [
            column.field
            for column in self._table.columns
            if column.field not in self._table.key and not column.derived and column.writer is Writer.BOTH
        ]

    def _disputable(self) -> list[str]:
        """Those of them in which the first three rows differ from each other."""
        first = self._values[:_ENOUGH]
        return [field for field in self._shared() if len({row[field] for row in first}) == _ENOUGH]


class _World:
    """A program with a replica on disk, at a spreadsheet in memory."""

    def __init__(self, table: Table, sheet: MemorySheet, path: Path) -> None:
        self.sheet = sheet
        self.tab = sheet.tab(table.tab)
        self._table = table
        self._clock = FakeClock()
        wake = FakeWake(self._clock)
        self._replica = SqliteReplica(path, [table], self._clock)
        self._local = LocalTables([table], self._replica, self._clock, wake)
        self.conflicts = Conflicts([table], self._replica, self._clock, wake)
        numbers, name = count(), path.stem
        self._engine = SyncEngine(
            [table], sheet, self._replica, self._clock, lambda: f"{name}x{next(numbers)}"
        )

    def close(self) -> None:
        self._replica.close()

    def rows(self) -> dict[Key, Values]:
        found = self._replica.snapshot(self._table.name)
        return {key: dict(row.values) for key, row in found.items()}

    def row(self, key: Key) -> Values:
        return self.rows()[key]

    def lines(self) -> list[Sequence[object]]:
        """What stands in the tab below its header."""
        return [line for line in self.tab.values()[1:] if any(value is not None for value in line)]

    def write(self, rows: Sequence[Values]) -> None:
        """As a program: one by one, or a list as a whole."""
        if self._table.is_whole:
            self._local.replace(self._table.name, rows)
            return
        for values in rows:
            self._local.write(self._table.name, values)

    def type(self, place: int, values: Values) -> None:
        """As people: into plain cells."""
        for field, value in values.items():
            self.tab.type(place, self._table.by_field[field].header, self._cell(field, value))

    def rests(self) -> None:
        """Passes until there is nothing to do; then two more write nothing."""
        for _ in range(4):
            self._pass()
        pushed, rows = len(self.sheet.pushed), self.rows()
        self._pass()
        self._pass()
        assert len(self.sheet.pushed) == pushed, "a pass without reason wrote to the sheet"
        assert self.rows() == rows, "a pass without reason changed the replica"
        pauses, held = dict(self._replica.pauses()), self._replica.held(self._table.name)
        assert not pauses, next(iter(pauses.values()), "")
        assert not held, "; ".join(cell.message() for cell in held)

    def kept(self) -> tuple[KeptConflict, ...]:
        return self._replica.conflicts(_ALL)

    def waiting(self) -> tuple[KeptConflict, ...]:
        return self.conflicts.waiting()

    def complaints(self) -> list[str]:
        """What a strategy of the table's own failed at."""
        lines = SqliteSyncLog(self._replica.database, self._clock).recent(_ALL)
        return [line.message for line in lines if line.status == "undecided"]

    def _pass(self) -> None:
        self._engine.run_pass(full=True)
        self._clock.advance(60)

    def _cell(self, field: str, value: Value) -> Written:
        return None if value is None else self._table.by_field[field].kind.write(value, CellFormat.PLAIN)
