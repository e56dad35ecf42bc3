"""People and a program at work on one table at once, with every law of the merge watched after each pass."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from sheetanchor.domain.sync.outcomes import Loss, TablePlan
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from tests.property.sync.merge.sides import Line, Sides
from tests.unit.domain.sync.crew import CREW

WORKERS = st.integers(1, 6)
WAGES, SHARES = st.integers(10, 13), st.integers(1, 4)
NOTES = st.sampled_from(["", "🧑‍🚀", "=1+1", "x"])
FIELDS: dict[str, st.SearchStrategy[Any]] = {"wage": WAGES, "share": SHARES, "note": NOTES}
Said = dict[tuple[Key, str], Value]


def cell_of(name: str, value: Any, style: int) -> Cell:
    """A value as people type it: as a number, as text, as a percentage."""
    if name == "note":
        return Cell(value or None)
    plain = [Cell(Decimal(value)), Cell(f" {value}.00 ")]
    if name != "worker":
        plain += [Cell(f"{value},0")]
    if name == "share":
        plain += [Cell(f"{value}%"), Cell(Decimal(value) / 100, CellFormat.PERCENT)]
    return plain[style % len(plain)]


def canonical(name: str, value: Any) -> Value:
    return (value or None) if name == "note" else Decimal(value)


class CrewMachine(RuleBasedStateMachine):
    """Edits, sorts, inserts, deletes, unreadable cells and passes, in any order."""

    table: Table = CREW

    def __init__(self) -> None:
        super().__init__()
        self.sides = Sides(self.table)
        self.owner: dict[Line, Key] = {}
        self.broken: dict[Line, tuple[int, Cell]] = {}
        self.copies: list[Line] = []
        self.sheet_said: Said = {}
        self.local_said: Said = {}
        self.sheet_deleted: set[Key] = set()
        self.local_deleted: set[Key] = set()

    def line(self, key: Key) -> Line | None:
        return next((line for line, owner in self.owner.items() if owner == key), None)

    @rule(worker=WORKERS, name=st.sampled_from(sorted(FIELDS)), data=st.data(), style=st.integers(0, 4))
    def type(self, worker: int, name: str, data: st.DataObject, style: int) -> None:
        line = self.line((worker,))
        if line is None or line in self.broken:
            return
        value = data.draw(FIELDS[name])
        line.put(self.sides.column(name), cell_of(name, value, style))
        self.sheet_said[((worker,), name)] = canonical(name, value)

    @rule(worker=WORKERS, share=SHARES)
    def compute(self, worker: int, share: int) -> None:
        line = self.line((worker,))
        if line is not None and line not in self.broken:
            line.put(self.sides.column("share"), Cell(Decimal(share), is_formula=True))
            self.sheet_said[((worker,), "share")] = Decimal(share)

    @rule(worker=WORKERS, wage=WAGES, share=SHARES, note=NOTES, place=st.integers(0, 9))
    def add(self, worker: int, wage: int, share: int, note: str, place: int) -> None:
        key: Key = (worker,)
        if self.line(key) is not None:
            return
        line = Line()
        values = {"worker": worker, "wage": wage, "share": share, "note": note}
        for name, value in values.items():
            line.put(self.sides.column(name), cell_of(name, value, place))
            if name != "worker":
                self.sheet_said[(key, name)] = canonical(name, value)
        line.put(self.sides.column("foreign"), Cell(f"remark on {worker}"))
        self.sides.lines.insert(place, line)
        self.owner[line] = key
        self.sheet_deleted.discard(key)

    @rule(worker=WORKERS)
    def remove(self, worker: int) -> None:
        line = self.line((worker,))
        if line is None or self.copies:
            return
        self._drop(line)
        self.sheet_deleted.add((worker,))
        self.sheet_said = {said: value for said, value in self.sheet_said.items() if said[0] != (worker,)}

    @rule(order=st.randoms(use_true_random=False), is_spread=st.booleans())
    def sort(self, order: Any, is_spread: bool) -> None:
        order.shuffle(self.sides.lines)
        if is_spread:
            self.sides.lines.insert(len(self.sides.lines) // 2, Line())

    @rule(
        worker=WORKERS,
        name=st.sampled_from(["worker", "wage", "share"]),
        bad=st.sampled_from(["1,234", "bob"]),
    )
    def garble(self, worker: int, name: str, bad: str) -> None:
        line = self.line((worker,))
        is_new = (worker,) in self.sides.local and (worker,) not in self.sides.base
        is_ambiguous = name == "worker" and (is_new or self.copies)
        if line is not None and line not in self.broken and not is_ambiguous:
            column = self.sides.column(name)
            self.broken[line] = (column, line.at(column))
            line.put(column, Cell(bad))

    @rule(worker=WORKERS)
    def copy(self, worker: int) -> None:
        line = self.line((worker,))
        if line is not None and line not in self.broken:
            self.copies.append(Line(list(line.cells)))
            self.sides.lines.append(self.copies[-1])

    @precondition(lambda self: self.broken or self.copies)
    @rule()
    def mend(self) -> None:
        for line, (column, cell) in self.broken.items():
            line.put(column, cell)
        self.broken = {}
        self.sides.lines = [line for line in self.sides.lines if line not in self.copies]
        self.copies = []

    @rule(worker=WORKERS, wage=WAGES, share=st.none() | SHARES, note=st.none() | NOTES)
    def write(self, worker: int, wage: int, share: int | None, note: str | None) -> None:
        key: Key = (worker,)
        named = {name: value for name, value in (("share", share), ("note", note)) if value is not None}
        if key not in self.sides.local and self.line(key) in self.broken:
            return
        self.sides.write({"worker": worker, "wage": wage, **named})
        for name, value in {"wage": wage, **named}.items():
            self.local_said[(key, name)] = canonical(name, value)
        self.local_deleted.discard(key)

    @rule(worker=WORKERS)
    def delete(self, worker: int) -> None:
        if self.sides.local.pop((worker,), None) is not None:
            self.local_deleted.add((worker,))
            self.local_said = {said: value for said, value in self.local_said.items() if said[0] != (worker,)}

    @rule(is_applied=st.booleans(), is_answered=st.booleans())
    def sync(self, is_applied: bool, is_answered: bool) -> None:
        self.sides.resolve()
        self._forget_what_was_agreed_anyway()
        before = _Before(self)
        plan = self.sides.sync(is_applied=is_applied, is_answered=is_answered)
        self._adopt()
        before.check(plan)
        self._check_nothing_said_is_lost()

    def teardown(self) -> None:
        """Whatever happened, a few quiet passes bring both sides together, and then nothing is left to do."""
        self.mend()
        for _ in range(4):
            self.sync(is_applied=True, is_answered=True)
        sides = self.sides
        plan = sides.plan()
        assert not plan.has_push
        assert (plan.store, plan.drop, plan.base, plan.forget) == ((), (), (), ())
        assert not plan.is_incomplete
        assert all(conflict.winner is None for conflict in plan.conflicts)
        waiting = sides.open | self._proposed_keys(plan)
        remote, mine = (
            {key: row for key, row in side.items() if key not in waiting}
            for side in (sides.remote(), sides.mine())
        )
        assert remote == mine
        assert not any(row.is_pending for key, row in sides.local.items() if key not in waiting)

    def _proposed_keys(self, plan: TablePlan) -> set[Key]:
        """Rows that a person has to tell from rows given another key."""
        proposals = [each.sheet for each in plan.conflicts if each.loss is Loss.REKEYED]
        return {self.table.key_of(row) for row in proposals if row is not None}

    def _drop(self, line: Line) -> None:
        self.sides.lines.remove(line)
        self.broken.pop(line, None)
        del self.owner[line]

    def _adopt(self) -> None:
        """Lines that a push added or took away."""
        column = self.sides.column("worker")
        known = {*self.owner, *self.copies}
        for line in self.sides.lines:
            value = line.at(column).value
            if line not in known and isinstance(value, Decimal):
                self.owner[line] = (int(value),)
        for line in [line for line in self.owner if line not in self.sides.lines]:
            key = self.owner[line]
            assert key in self.local_deleted, f"{key} was deleted in the sheet by nobody"
            self._drop_owner(line)

    def _drop_owner(self, line: Line) -> None:
        del self.owner[line]
        self.broken.pop(line, None)

    def _forget_what_was_agreed_anyway(self) -> None:
        """To type what both sides agreed on already changes nothing, so nobody said it."""
        for said in (self.sheet_said, self.local_said):
            for key, name in list(said):
                base = self.sides.base.get(key)
                cell = None if base is None else base.cells.get(name)
                before = self.table.by_field[name].default if cell is None else cell.value
                if said[(key, name)] == before:
                    del said[(key, name)]

    def _check_nothing_said_is_lost(self) -> None:
        remote, mine = self.sides.remote(), self.sides.mine()
        for (key, name), value in list(self.local_said.items()):
            is_kept = any(
                kept.key == key and kept.local is not None and kept.local.get(name) == value
                for kept in self.sides.kept
            )
            assert is_kept or mine.get(key, {}).get(name) == value, f"the program's {key} {name} {value}"
            if is_kept or remote.get(key, {}).get(name) == value:
                del self.local_said[(key, name)]
        for (key, name), value in list(self.sheet_said.items()):
            is_kept = any(
                kept.key == key and kept.sheet is not None and kept.sheet.get(name) == value
                for kept in self.sides.kept
            )
            is_hidden = key not in remote and self.line(key) is not None
            assert is_kept or is_hidden or remote[key][name] == value, f"the boss's {key} {name} {value}"
            if is_kept or mine.get(key, {}).get(name) == value:
                del self.sheet_said[(key, name)]


class _Before:
    """How things stood before a pass, and what a pass may do to them."""

    def __init__(self, machine: CrewMachine) -> None:
        self.machine = machine
        sides = machine.sides
        sheet = sides.sheet()
        self.held, self.in_doubt = sheet.held_keys, sheet.keys_in_doubt
        self.local = dict(sides.local)
        self.lines = {line: list(line.cells) for line in sides.lines}
        self.is_agreed = {key for key, row in sides.base.items() if key in sides.local}

    def check(self, plan: TablePlan) -> None:
        self._check_deletions()
        self._check_held_rows()
        self._check_cells_of_people(plan)
        if self.in_doubt:
            assert plan.drop == ()
            assert not {insert.key for insert in plan.inserts} & self.is_agreed

    def _check_deletions(self) -> None:
        gone = self.local.keys() - self.machine.sides.local.keys()
        assert gone <= self.machine.sheet_deleted, f"{gone} deleted in the replica by nobody"

    def _check_held_rows(self) -> None:
        now: dict[Key, Row] = self.machine.sides.local
        assert {key: now.get(key) for key in self.held} == {key: self.local.get(key) for key in self.held}
        for line, cells in self.lines.items():
            key = self.machine.owner.get(line)
            if key in self.held or line in self.machine.copies or line in self.machine.broken:
                assert line in self.machine.sides.lines
                assert line.cells == cells

    def _check_cells_of_people(self, plan: TablePlan) -> None:
        foreign = self.machine.sides.column("foreign")
        for line in self.machine.sides.lines:
            if line not in self.lines:
                assert line.at(foreign).is_empty
                continue
            before = Line(self.lines[line])
            assert line.at(foreign) == before.at(foreign)
            for column, cell in enumerate(before.cells):
                assert not cell.is_formula or line.at(column) == cell
        written = [*(change.cells for change in plan.updates), *(change.cells for change in plan.inserts)]
        assert all(cells and foreign not in cells for cells in written)
