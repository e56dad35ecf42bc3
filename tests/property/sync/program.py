"""A program with a replica of its own, two workers on it, and what it writes locally."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from sheetanchor import Table, Text
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Column
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.services import numbers
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables
from tests.property.sync.declarations import STAFF, STEPS
from tests.property.sync.scene import Scene
from tests.property.sync.watch import Watch

#: Programs give numbers above those of people.
_OURS = 1_000_000


class Program:
    """One program. a and b choose where and what it writes; what cannot be done is left out.

    faults: what was wrong inside. resynced: tables that were ever compared anew. is_restored: whether its
    replica ever was a backup. follow_up: what follows from rows that the sheet changed.
    """

    def __init__(
        self, name: str, tables: tuple[Table, ...], scene: Scene, new_token: Callable[[], str]
    ) -> None:
        self.name = name
        self.tables = tables
        self._scene = scene
        self._new_token = new_token
        self.held: dict[tuple[str, Key, str], set[Value]] = {}
        self.lists: dict[str, set[tuple[tuple[Value, ...], ...]]] = {}
        self._owed_lists: set[tuple[tuple[Value, ...], ...]] = set()
        self.faults: list[str] = []
        self.resynced: set[str] = set()
        self.is_restored = False
        self.follow_up: Callable[[], object] = lambda: None
        self._given: set[int] = set()
        self._is_behind = False
        self._noted = 0
        self._watch = Watch(self, scene)
        self.replica = scene.new_store(name, tables, self.note)
        self.local = LocalTables(tables, self.replica, scene.clock, FakeWake(scene.clock))
        self.workers = [self._engine(), self._engine()]

    def restart(self, worker: int) -> None:
        """After its worker died."""
        self.workers[worker] = self._engine()

    def table(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    def went_back(self) -> None:
        """Its replica is an older one now, so that it knows nothing of what it did since."""
        self.is_restored = self._is_behind = True
        self._noted = max((kept.number for kept in self.replica.conflicts(1)), default=0)
        self.workers = [self._engine(), self._engine()]
        # What never got into the sheet is gone with its number.
        stood = self._scene.has_stood
        self._given = {each for each in self._given if stood(STAFF.name, each, STAFF.key[0], each)}

    def caught_up(self) -> None:
        """It has read the sheet, and what numbers were given with it."""
        self._is_behind = False

    def rows(self, table: Table) -> Mapping[Key, Row]:
        return self.replica.snapshot(table.name)

    def all_rows(self) -> list[Mapping[Key, Row]]:
        return [dict(self.rows(table)) for table in self.tables]

    def base(self, table: Table) -> Mapping[Key, Any]:
        return self.replica.base(table.name)

    def contents(self, *, has_moved: bool = False) -> object:
        """Everything that a pass without reason must leave alone.

        has_moved: rows or columns stand elsewhere, so that why a table is paused names other cells.
        """
        tables = [(_without_places(self.rows(table)), dict(self.base(table))) for table in self.tables]
        memory = [self.replica.state(name) for name in (facts.INTENT, facts.DEBTS)]
        kept = self.replica.conflicts(10_000)
        # Where a cell stands may be told anew: rows may be sorted.
        conflicts = [replace(each, conflict=replace(each.conflict, address=None)) for each in kept]
        pauses = self.replica.pauses()
        return tables, conflicts, sorted(pauses) if has_moved else pauses, memory

    def asks_anew(self, conflict: Conflict) -> bool:
        """Whether it meets its own writes as if others had made them.

        A resync asks about every difference, whoever made it; a backup knows nothing of what came after it.
        """
        if self.is_restored:
            return True
        return conflict.loss is Loss.NEVER_AGREED and conflict.table in self.resynced

    def note(self) -> None:
        """Look at the replica after a transaction: what it holds, and that its base is no invention."""
        self._note_numbers()
        self._watch.look()
        for table in self.tables:
            (self._note_list if table.is_whole else self._note_rows)(table)

    def write(self, a: int, b: int) -> None:
        """Another value in a field of a row."""
        column = STAFF.columns[1 + b % 3]
        for row in self._some(a):
            self._write(row, column, self._fresh(column, b))

    def clear(self, a: int, b: int) -> None:
        """Blank what may be blank."""
        column = STAFF.columns[2 + b % 2]
        for row in self._some(a):
            self._write(row, column, None)

    def take_back(self, a: int, b: int) -> None:
        """Write again what both sides agreed on."""
        base = self.base(STAFF)
        for row in self._some(a):
            column = STAFF.columns[1 + b % 3]
            agreed = base[row.key].cells.get(column.field) if row.key in base else None
            if agreed is not None:
                self._scene.ledger.replaced(STAFF.name, {column.field: row.values[column.field]})
                self.local.write(STAFF.name, {"employee_id": row.key[0], column.field: agreed.value})

    def create(self, a: int, b: int) -> None:
        number = self._new_number() if self.tables[0].numbered else next(self._scene.numbers)
        values = {column.field: self._fresh(column, b) for column in STAFF.columns[1:]}
        row = self.local.write(STAFF.name, {"employee_id": number, **values})
        self._scene.ledger.added(self.name, STAFF.name, number, row.values)

    def settle(self) -> None:
        """A person says of every row that seems to have got another key that it has, and so it has.

        What was overwritten unseen is looked at, and all left as it is.
        """
        conflicts = Conflicts(self.tables, self.replica, self._scene.clock, FakeWake(self._scene.clock))
        for kept in conflicts.waiting():
            if kept.conflict.loss is Loss.REKEYED:
                new = (kept.conflict.sheet or {})["employee_id"]
                self._scene.ledger.rekeyed(kept.conflict.key[0], new)
                conflicts.keep_sheet(kept.number)
            elif kept.conflict.loss is Loss.OVERWRITTEN:
                conflicts.keep_local(kept.number)

    def delete(self, a: int, b: int) -> None:
        if not self.tables[0].deletions.from_local:
            return
        for row in self._some(a):
            self._scene.ledger.deleted(self.name, STAFF.name, row.key[0], row.values)
            self.local.delete(STAFF.name, row.key)

    def replace(self, a: int, b: int) -> None:
        """Another list: one row added, changed, moved or dropped."""
        before = [dict(row.values) for row in self.rows(STEPS).values()]
        fresh = {column.field: self._fresh(column, b) for column in STEPS.columns}
        after = _another(before, fresh, a % (len(before) + 1), b)
        ledger = self._scene.ledger
        for row in before:
            if row not in after:
                ledger.replaced(STEPS.name, row)
        for row in after:
            if row not in before:
                ledger.added(self.name, STEPS.name, None, row)
        ledger.meant(STEPS.name, after)
        ledger.is_replaced = True
        self.local.replace(STEPS.name, after)

    def _new_number(self) -> int:
        with self.replica.transaction() as tx:
            number = 1 + max(_OURS, numbers.highest(tx, STAFF.name))
            numbers.note(tx, STAFF.name, number)
        if number in self._given and not self._is_behind:
            self.faults.append(f"{self.name}: number {number} was given twice")
        self._given.add(number)
        return number

    def _note_numbers(self) -> None:
        """Of two rows that were given one number one goes on under another."""
        for kept in self.replica.conflicts_after(self._noted):
            self._noted = kept.number
            local, table = kept.conflict.local or {}, self.table(kept.conflict.table)
            if kept.conflict.loss is Loss.COLLIDED:
                new = local[table.key[0]]
                inputs = {name: local[name] for name in local if not table.by_field[name].derived}
                self._scene.ledger.rekeyed(kept.conflict.key[0], new)
                self._scene.ledger.added(self.name, table.name, new, inputs)

    def _engine(self) -> SyncEngine:
        scene = self._scene
        return SyncEngine(
            self.tables,
            scene.sheet,
            self.replica,
            scene.clock,
            self._new_token,
            follow_ups=[self._follow_up],
        )

    def _follow_up(self) -> None:
        self.follow_up()

    def _some(self, a: int) -> list[Row]:
        rows = list(self.rows(STAFF).values())
        return [rows[a % len(rows)]] if rows else []

    def _fresh(self, column: Column, b: int) -> Value:
        number = next(self._scene.numbers)
        return f"n{number}" if isinstance(column.kind, Text) else Decimal(number)

    def _write(self, row: Row, column: Column, value: Value) -> None:
        after = self.local.write(STAFF.name, {"employee_id": row.key[0], column.field: value})
        now, over = after.values[column.field], row.values[column.field]
        self._scene.ledger.edited(self.name, STAFF.name, row.key[0], column.field, value=now, over=over)

    def _note_rows(self, table: Table) -> None:
        for key, row in self.rows(table).items():
            for name, value in row.values.items():
                self.held.setdefault((table.name, key, name), set()).add(value)
        for key, base in self.base(table).items():
            for name, agreed in base.cells.items():
                if not self._has_held(table.name, key, name, agreed.value):
                    self._invented(table, key, name, agreed.value, "replica")
                if not self._scene.has_stood(table.name, key[0], name, agreed.value):
                    self._invented(table, key, name, agreed.value, "sheet")

    def _has_held(self, table: str, key: Key, name: str, value: Value) -> bool:
        """Whether the row ever held it here, under this key or an earlier one."""
        keys = [key, *(cast("Key", (each,)) for each in self._scene.ledger.also[key[0]])]
        return any(value in self.held.get((table, each, name), set()) for each in keys)

    def _note_list(self, table: Table) -> None:
        fields = list(table.by_field)
        seen = self.lists.setdefault(table.name, set())
        seen.add(tuple(tuple(row.values[name] for name in fields) for row in self.rows(table).values()))
        base = self.base(table).values()
        agreed = tuple(tuple(row.cells[name].value for name in fields) for row in base)
        if self.replica.state(facts.DEBTS) is not None:
            # What is owed was read as if it were paid, and will stand there when it is, if it is.
            self._owed_lists.add(agreed)
        elif (
            agreed
            and agreed not in self._owed_lists
            and (agreed not in seen or agreed not in self._scene.lists[table.name])
        ):
            self.faults.append(f"{self.name}: base of {table.name} {agreed} was never on both sides")

    def _invented(self, table: Table, key: Key, name: str, value: Value, side: str) -> None:
        self.faults.append(f"{self.name}: base {table.name} {key} {name} {value} never was in the {side}")


def _without_places(rows: Mapping[Key, Row]) -> dict[Key, object]:
    """Where a pinned cell stands is told anew by each read."""
    return {key: _unplaced(row) if row.pinned else row for key, row in rows.items()}


def _unplaced(row: Row) -> object:
    pinned = {name: pin.computed for name, pin in row.pinned.items()}
    return row.values, row.status, row.version, pinned


_Rows = list[dict[str, Value]]


def _another(before: _Rows, fresh: dict[str, Value], place: int, b: int) -> _Rows:
    after = [dict(row) for row in before]
    if b % 4 == 0 or place >= len(after):
        after.insert(place, fresh)
    elif b % 4 == 1:
        after[place]["rate"] = fresh["rate"]
    elif b % 4 == 2:
        after.append(after.pop(place))
    elif len(after) > 2:
        del after[place]
    return after


ACTS: Mapping[str, tuple[Callable[[Program, int, int], None], int]] = {
    "program writes": (Program.write, 12),
    "program clears": (Program.clear, 2),
    "program takes back": (Program.take_back, 2),
    "program creates": (Program.create, 5),
    "program deletes": (Program.delete, 4),
    "program replaces": (Program.replace, 5),
}
