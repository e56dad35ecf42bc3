"""A log in both places: nothing is doubled, and of what people do to a known row either side can be kept."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.kinds import Integer, Text
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.schema import (
    AppendOnlyError,
    Column,
    Deletions,
    Strategy,
    Table,
    ValueRefusedError,
    Writer,
)
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.numbers import number_of
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.history import RowHistory
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemReader
from sheetanchor.services.sync.resync import Resync
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"
WAGE = "hourly_wage"
ORDINARY = replace(
    SETTINGS,
    columns=(*SETTINGS.columns[:2], replace(SETTINGS.columns[2], required=False, default=Decimal(8))),
)
LOG = replace(ORDINARY, strategy=Strategy.APPEND_ONLY)
STAFF = Table(
    "staff",
    "Staff",
    (Column("id", "Id", Integer()), Column("name", "Name", Text())),
    key=("id",),
    numbered=True,
)
VISITS = Table(
    "visits",
    "Visits",
    (Column("day", "Day", Integer()), Column("who", "Who", Integer(), refers_to="staff")),
    key=("day",),
    strategy=Strategy.APPEND_ONLY,
)


@pytest.fixture
def world() -> World:
    """Rows 1001 with 15 and 1002 with 18 on both sides."""
    world = World(LOG, RATES)
    world.sync(2)
    return world


def conflicts(world: World) -> Conflicts:
    return Conflicts(world.tables, world.replica, world.clock, world.wake)


def history(world: World) -> RowHistory:
    return RowHistory(world.tables, world.replica, world.clock, world.wake)


def only(world: World) -> KeptConflict:
    (kept,) = world.replica.conflicts(10)
    return kept


def wages(world: World) -> dict[int, tuple[Value, Value]]:
    """By number: in the replica and in the sheet, None where there is no such row."""
    lines = [row for row in world.settings.values()[1:] if row]
    sheet = {int(str(line[0])): Decimal(str(line[1])) for line in lines}
    assert len(sheet) == len(lines), "a row stands there twice"
    here = {number_of(key): row.values[WAGE] for key, row in world.rows().items()}
    return {number: (here.get(number), sheet.get(number)) for number in sorted({*sheet, *here})}


def both(**values: int) -> dict[int, tuple[Value, Value]]:
    return {int(name[1:]): (Decimal(value), Decimal(value)) for name, value in values.items()}


def test_rows_of_both_sides_end_in_both(world: World) -> None:
    world.local.write(NAME, {"employee_id": 7, WAGE: 20})
    world.settings.append_row({"EmployeeId": Decimal(8), "Hourly wage": Decimal(21)})
    world.quiet()
    assert wages(world) == both(_7=20, _8=21, _1001=15, _1002=18)
    assert world.replica.conflicts(10) == ()


def test_the_program_is_refused_at_once_and_nothing_is_written(world: World) -> None:
    before = dict(world.rows())
    with pytest.raises(AppendOnlyError, match="row 1001 stands in a log"):
        world.local.write(NAME, {"employee_id": 1001, WAGE: 20})
    with pytest.raises(ValueRefusedError, match="may not delete rows"):
        world.local.delete(NAME, (1001,))
    assert world.rows() == before
    assert world.local.write(NAME, {"employee_id": 1001, WAGE: 15}) == before[(1001,)]


def test_a_row_that_is_not_in_the_sheet_yet_cannot_be_changed_either(world: World) -> None:
    world.local.write(NAME, {"employee_id": 7, WAGE: 20})
    with pytest.raises(AppendOnlyError, match="row 7 "):
        world.local.write(NAME, {"employee_id": 7, WAGE: 21})


def edited() -> World:
    world = World(LOG, RATES)
    world.sync(2)
    world.type_wage(1001, Decimal(30))
    world.quiet()
    return world


def deleted() -> World:
    world = World(LOG, RATES)
    world.sync(2)
    world.settings.delete_row(world.place(1001))
    world.quiet()
    return world


def test_an_edit_is_neither_taken_nor_undone_and_is_asked_once() -> None:
    world = edited()
    assert wages(world)[1001] == (Decimal(15), Decimal(30))
    kept = only(world)
    assert (kept.is_waiting, kept.conflict.loss) == (True, Loss.LOG_CHANGED)
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT
    (problem,) = ProblemReader(world.tables, world.replica, CellLinks("1", world.replica)).read()
    assert problem.cell == "B2"
    assert (
        "changed in a log: the sheet holds Hourly wage '30', the program Hourly wage '15.00'"
        in problem.message
    )


def test_a_deleted_row_stays_and_is_asked_about_once() -> None:
    world = deleted()
    assert wages(world)[1001] == (Decimal(15), None)
    kept = only(world)
    assert (kept.is_waiting, kept.conflict.sheet) == (True, None)
    (problem,) = ProblemReader(world.tables, world.replica, CellLinks("1", world.replica)).read()
    assert "the sheet holds no such row" in problem.message


def test_a_correction_kept_is_in_both_and_in_the_history() -> None:
    world = edited()
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert wages(world) == both(_1001=30, _1002=18)
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    newest = world.replica.history(NAME, (1001,))[0]
    assert (newest.side, dict(newest.after or {})[WAGE]) == (Source.SHEETS, Decimal(30))
    assert conflicts(world).waiting() == ()


def test_an_edit_that_is_not_kept_is_written_back() -> None:
    world = edited()
    conflicts(world).keep_local(only(world).number)
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)
    assert conflicts(world).waiting() == ()


def test_a_deletion_kept_takes_the_row_out_of_both_and_it_can_be_restored() -> None:
    world = deleted()
    world.clock.advance(60)
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert wages(world) == both(_1002=18)
    assert history(world).restore(NAME, (1001,), world.clock.now() - timedelta(seconds=30))
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)


def test_a_deletion_not_kept_brings_the_row_back_into_the_sheet() -> None:
    world = deleted()
    conflicts(world).keep_local(only(world).number)
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)
    assert {row.status for row in world.rows().values()} == {SyncStatus.SYNCED}
    assert conflicts(world).waiting() == ()


@pytest.mark.parametrize("keep", ["keep_sheet", "keep_local"])
def test_what_is_edited_again_before_it_is_settled_is_asked_again(keep: str) -> None:
    world = edited()
    world.type_wage(1001, Decimal(31))
    getattr(conflicts(world), keep)(only(world).number)
    world.quiet()
    (waiting,) = conflicts(world).waiting()
    assert (waiting.conflict.sheet or {})[WAGE] == Decimal(31)
    assert world.sheet_wage(1001) == Decimal(31)


def test_an_edit_or_a_deletion_that_people_take_back_is_over() -> None:
    world = edited()
    world.type_wage(1001, Decimal(15))
    world.settings.delete_row(world.place(1002))
    world.quiet()
    world.settings.append_row({"EmployeeId": Decimal(1002), "Hourly wage": "18", "Sales commission": "10"})
    world.quiet()
    assert conflicts(world).waiting() == ()
    assert wages(world) == both(_1001=15, _1002=18)


@pytest.mark.parametrize("keep", ["keep_sheet", "keep_local"])
def test_a_deletion_that_was_taken_back_is_not_settled_any_more(keep: str) -> None:
    world = deleted()
    number = only(world).number
    world.settings.append_row({"EmployeeId": Decimal(1001), "Hourly wage": "15", "Sales commission": "8"})
    world.sync(2)
    with pytest.raises(CannotKeepError):
        getattr(conflicts(world), keep)(number)
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)


def test_what_waits_still_waits_while_its_row_cannot_be_read() -> None:
    world = edited()
    number = only(world).number
    world.settings.type(world.place(1001), "Sales commission", "1,234")
    world.quiet()
    assert only(world).is_waiting
    world.settings.type(world.place(1001), "Sales commission", "8")
    world.quiet()
    assert (only(world).number, only(world).is_waiting) == (number, True)


def test_what_waits_still_waits_while_keys_are_in_doubt() -> None:
    world = deleted()
    place = world.settings.append_row({"Hourly wage": Decimal(9)})
    world.quiet()
    assert only(world).is_waiting
    world.settings.delete_row(place)
    world.quiet()
    assert only(world).is_waiting


def test_a_restored_row_is_a_correction_by_a_person() -> None:
    world = edited()
    world.clock.advance(60)
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert history(world).restore(NAME, (1001,), world.clock.now() - timedelta(seconds=30))
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)


def test_where_deletions_count_for_nothing_the_row_is_back_at_once() -> None:
    world = World(replace(LOG, deletions=Deletions.NOBODY), RATES)
    world.sync(2)
    world.settings.delete_row(world.place(1001))
    world.quiet()
    assert wages(world) == both(_1001=15, _1002=18)
    assert (only(world).conflict.winner, only(world).is_waiting) == (Source.LOCAL, False)
    with pytest.raises(CannotKeepError, match="may not delete rows"):
        conflicts(world).keep_sheet(only(world).number)


def test_what_the_program_won_in_a_column_of_its_own_can_still_be_taken_from_the_sheet() -> None:
    columns = (LOG.columns[0], replace(LOG.columns[1], writer=Writer.LOCAL), *LOG.columns[2:])
    world = World(replace(LOG, columns=columns), RATES)
    world.sync(2)
    world.type_wage(1001, Decimal(30))
    world.quiet()
    assert wages(world)[1001] == (Decimal(15), Decimal(15))
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert wages(world)[1001] == (Decimal(30), Decimal(30))


def test_rebuilding_the_base_asks_about_what_waits_and_ends_when_it_is_settled() -> None:
    world = edited()
    Resync(world.tables, world.replica, world.clock).request(NAME)
    world.quiet()
    (waiting,) = conflicts(world).waiting()
    assert waiting.conflict.loss is Loss.NEVER_AGREED
    conflicts(world).keep_sheet(waiting.number)
    world.quiet()
    assert wages(world) == both(_1001=30, _1002=18)


def declared(world: World, table: Table) -> World:
    """The same replica and spreadsheet under another declaration."""
    world.tables = tuple(table if each.name == table.name else each for each in world.tables)
    world.engine = world.new_engine()
    world.engine.run_pass(full=True)
    return world


def test_a_table_that_becomes_a_log_loses_nothing_that_was_under_way() -> None:
    world = World(replace(ORDINARY, deletions=Deletions.BOTH), RATES)
    world.sync(2)
    for number in (3, 4, 5):
        world.settings.append_row({"EmployeeId": Decimal(number), "Hourly wage": Decimal(number)})
    world.sync(2)
    world.local.write(NAME, {"employee_id": 1001, WAGE: 20})
    world.local.write(NAME, {"employee_id": 7, WAGE: 21})
    world.local.delete(NAME, (3,))
    world.type_wage(1002, Decimal(19))
    declared(world, LOG).quiet()
    assert wages(world) == {**both(_3=3, _4=4, _5=5, _7=21, _1001=20), 1002: (Decimal(18), Decimal(19))}
    losses = {kept.conflict.key: kept.conflict.loss for kept in world.replica.conflicts(10)}
    assert losses == {(3,): Loss.DELETED_AND_EDITED, (1002,): Loss.LOG_CHANGED}


def test_a_log_that_becomes_an_ordinary_table_settles_what_waited() -> None:
    world = edited()
    world.settings.append_row({"EmployeeId": Decimal(9), "Hourly wage": Decimal(9), "Sales commission": "8"})
    world.settings.append_row({"EmployeeId": Decimal(10), "Hourly wage": Decimal(9), "Sales commission": "8"})
    world.sync(2)
    world.settings.delete_row(world.place(9))
    world.quiet()
    declared(world, ORDINARY).quiet()
    assert wages(world) == both(_10=9, _1001=30, _1002=18)
    assert conflicts(world).waiting() == ()


def test_numbers_of_a_numbered_log_are_never_given_twice() -> None:
    world = World(replace(LOG, numbered=True), RATES)
    world.sync(2)
    number = world.local.add(NAME, {WAGE: 20}).key
    world.sync(2)
    world.settings.delete_row(world.place(int(str(number[0]))))
    world.quiet()
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert number not in world.rows()
    assert world.local.add(NAME, {WAGE: 20}).key == (int(str(number[0])) + 1,)


def test_a_row_of_a_log_follows_the_number_of_what_it_refers_to() -> None:
    world = World(STAFF, VISITS)
    world.sheet.add_tab("Staff", [["Id", "Name"]])
    visits = world.sheet.add_tab("Visits", [["Day", "Who"]])
    world.sync(2)
    other = World(STAFF, VISITS, beside=world)
    other.sync(2)
    ours, theirs = world.local.add("staff", {"name": "Ann"}), other.local.add("staff", {"name": "Bob"})
    assert ours.key == theirs.key == (1,)
    world.local.write("visits", {"day": 7, "who": 1})
    other.sync(2)
    world.quiet()
    assert world.rows(VISITS)[(7,)].values["who"] == 2
    assert visits.values()[1:] == [[7, 2]]


def test_a_row_that_is_in_the_sheet_follows_as_well() -> None:
    world = World(STAFF, VISITS)
    staff = world.sheet.add_tab("Staff", [["Id", "Name"], [Decimal(4), "Ann"]])
    visits = world.sheet.add_tab("Visits", [["Day", "Who"], [Decimal(7), Decimal(4)]])
    world.sync(2)
    staff.type(1, "Id", Decimal(9))
    world.quiet()
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert visits.values()[1:] == [[7, 9]]
