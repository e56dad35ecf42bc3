"""One pass: what it asks, what it moves, what it leaves alone."""

from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.domain.sync.errors import OutcomeUnknownError, QuotaError, ServiceUnavailableError
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.report import Outcome
from tests.unit.services.sync.world import NOON, RANKS, RATES, SETTINGS, World


@pytest.fixture
def world() -> World:
    world = World()
    world.sync()
    return world


def calls(world: World) -> dict[str, int]:
    before = dict(world.sheet.calls)
    world.sync()
    return {name: count - before.get(name, 0) for name, count in world.sheet.calls.items()}


def test_the_first_pass_fills_the_replica(world: World) -> None:
    assert world.wage(1001) == Decimal(15)
    assert len(world.rows(RATES)) == 3
    assert len(world.rows(RANKS)) == 2
    row = world.rows()[(1002,)]
    assert (row.status, row.source, row.version) == (SyncStatus.SYNCED, Source.SHEETS, 1)
    assert row.last_synced_at == NOON


def test_an_unchanged_pass_asks_for_the_version_and_nothing_else(world: World) -> None:
    assert calls(world) == {"version": 1, "fetch": 0}
    assert world.sync().outcome is Outcome.UNCHANGED


def test_a_changed_sheet_is_read_by_one_more_request(world: World) -> None:
    world.type_wage(1001, Decimal(16))
    assert calls(world) == {"version": 1, "fetch": 1}
    assert world.wage(1001) == Decimal(16)


def test_pending_rows_of_all_tables_go_into_one_write(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    assert calls(world) == {"version": 1, "fetch": 1, "push": 1}
    assert world.sheet_wage(1001) == Decimal(20)


def test_a_full_pass_reads_whatever_the_version_says(world: World) -> None:
    assert world.engine.run_pass(full=True).outcome is Outcome.DONE


def test_a_pushed_row_is_synced_and_only_its_changed_cell_is_written(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal("16.5")})
    assert world.rows()[(1001,)].status is SyncStatus.PENDING
    world.sync()
    (write,) = world.sheet.pushed[-1]
    assert [update.cells for update in write.updates if update.cells] == [{1: Decimal("16.5")}]
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    world.quiet()


def test_different_cells_of_one_row_are_both_kept(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "sales_commission": Decimal(9)})
    world.type_wage(1001, "16,50")
    world.quiet()
    assert world.rows()[(1001,)].values["sales_commission"] == Decimal(9)
    assert world.wage(1001) == Decimal("16.50")
    assert world.settings.cell(1, "Sales commission").value == Decimal(9)
    assert world.sheet_wage(1001) == "16,50"


def test_a_pending_edit_is_not_overwritten_by_a_pull(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.type_wage(1002, Decimal(19))
    world.quiet()
    assert (world.wage(1001), world.wage(1002)) == (Decimal(20), Decimal(19))


def test_where_both_changed_one_cell_the_sheet_wins_and_the_loser_is_kept(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.type_wage(1001, Decimal(17))
    world.quiet()
    assert world.wage(1001) == Decimal(17)
    conflict = world.replica.conflicts(10)[0].conflict
    assert conflict.local == {"hourly_wage": Decimal(20)}
    assert conflict.winner is Source.SHEETS


def test_equal_edits_are_no_conflict(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.type_wage(1001, "$20.00")
    world.quiet()
    assert world.replica.conflicts(10) == ()
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_a_new_local_row_is_inserted_below_the_others(world: World) -> None:
    world.local.write(
        "employee_settings",
        {"employee_id": 1003, "hourly_wage": Decimal(15), "sales_commission": Decimal(8)},
    )
    world.quiet()
    assert world.settings.values()[3] == [Decimal(1003), Decimal(15), Decimal(8)]
    assert world.rows()[(1003,)].status is SyncStatus.SYNCED


def test_a_deleted_sheet_row_is_believed_at_the_second_read(world: World) -> None:
    world.settings.delete_row(world.place(1002))
    world.sync()
    assert (1002,) in world.rows()
    world.sync()
    assert (1002,) not in world.rows()
    world.quiet()


def test_a_list_replaced_by_the_program_reaches_the_sheet(world: World) -> None:
    steps = [(0, 1), (300, 2), (500, 3), (900, 5)]
    rows = [{"min_amount": Decimal(least), "percentage": Decimal(rate)} for least, rate in steps]
    world.local.replace("dynamic_rates", rows)
    world.quiet()
    assert [Decimal(str(row[0])) for row in world.rates.values()[1:]] == [least for least, _ in steps]
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.SYNCED}


def test_a_list_shortened_by_the_program_reaches_the_sheet(world: World) -> None:
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(0)}])
    world.quiet()
    assert len(world.rates.values()) == 2


@pytest.mark.parametrize("bad", ["1,234", "abc", "", "-3", True])
def test_a_cell_that_cannot_be_read_holds_its_row_and_nothing_else(world: World, bad: str | bool) -> None:
    world.type_wage(1001, bad)
    world.type_wage(1002, Decimal(19))
    report = world.report()
    assert (world.wage(1001), world.wage(1002)) == (Decimal(15), Decimal(19))
    assert report.held == 1
    (held,) = world.replica.held("employee_settings")
    assert (held.tab, held.address) == ("EmployeeSettings", "B2")


def test_a_mended_cell_clears_itself(world: World) -> None:
    world.type_wage(1001, "abc")
    world.sync()
    world.type_wage(1001, "17")
    world.sync()
    assert world.replica.held("employee_settings") == ()
    assert world.wage(1001) == Decimal(17)


def test_a_pending_edit_of_a_held_row_waits_for_the_cell(world: World) -> None:
    world.type_wage(1001, "abc")
    world.local.write("employee_settings", {"employee_id": 1001, "sales_commission": Decimal(9)})
    world.sync(2)
    assert world.sheet.pushed == []
    assert world.rows()[(1001,)].status is SyncStatus.PENDING


def test_one_bad_cell_holds_a_list_as_a_whole(world: World) -> None:
    tab = world.sheet.tab("DynamicRates")
    tab.type(2, "Min Amount", "five hundred")
    tab.type(1, "Percentage", Decimal(1))
    report = world.report(RATES)
    assert report.paused is not None
    assert "DynamicRates!A3" in report.paused
    assert [row.values["percentage"] for row in world.rows(RATES).values()] == [0, 2, 4]


def test_a_paused_table_does_not_delay_the_others(world: World) -> None:
    world.sheet.delete_tab("DynamicRates")
    world.type_wage(1001, Decimal(16))
    assert world.report(RATES).paused is not None
    assert world.wage(1001) == Decimal(16)
    assert len(world.rows(RATES)) == 3
    assert "no tab 'DynamicRates'" in world.replica.pauses()["dynamic_rates"]


def test_a_renamed_tab_goes_on_working(world: World) -> None:
    world.sheet.rename_tab("EmployeeSettings", "Wages 2026")
    world.type_wage(1001, Decimal(16))
    world.sync()
    assert world.wage(1001) == Decimal(16)


def test_a_moved_column_is_followed_by_its_header(world: World) -> None:
    world.settings.move_column("Sales commission", 0)
    world.settings.insert_column(1, "Note")
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.quiet()
    assert world.settings.cell(1, "Hourly wage").value == Decimal(20)
    assert world.wage(1002) == Decimal(18)


@pytest.mark.parametrize(
    ("column", "header", "said"),
    [(1, "Wage per hour", "does not hold 'Hourly wage'"), (2, "Hourly wage", "holds more than once")],
)
def test_a_broken_header_pauses_the_table(world: World, column: int, header: str, said: str) -> None:
    world.settings.set_at(0, column, header)
    paused = world.report().paused
    assert paused is not None
    assert ("does not hold" in paused) or (said in paused)
    assert world.wage(1001) == Decimal(15)


def test_an_emptied_tab_pauses_the_table_and_keeps_the_rows(world: World) -> None:
    while len(world.settings.values()) > 1:
        world.settings.delete_row(1)
    world.sync(3)
    assert len(world.rows()) == 2
    assert "empty" in world.replica.pauses()["employee_settings"]


def test_sorting_the_sheet_changes_nothing(world: World) -> None:
    world.settings.sort("Sales commission", descending=True)
    before = world.rows()
    world.quiet()
    assert world.rows() == before


def test_a_percent_cell_is_read_and_written_as_shown(world: World) -> None:
    world.settings.type(1, "Sales commission", Cell(Decimal("0.08"), CellFormat.PERCENT))
    world.sync()
    assert world.rows()[(1001,)].values["sales_commission"] == Decimal(8)
    world.local.write("employee_settings", {"employee_id": 1001, "sales_commission": Decimal("8.5")})
    world.quiet()
    assert world.settings.cell(1, "Sales commission").value == Decimal("0.085")


def test_a_failed_fetch_leaves_everything_and_is_in_the_log(world: World) -> None:
    world.type_wage(1001, Decimal(16))
    world.sheet.fail_next("fetch", RemoteError("503"))
    with pytest.raises(RemoteError):
        world.sync()
    assert world.wage(1001) == Decimal(15)
    assert world.replica.state(facts.LAST_ERROR) == "RemoteError: 503"
    assert world.replica.sync_log.recent(1)[0].status == "failed"
    world.sync()
    assert world.wage(1001) == Decimal(16)
    assert world.replica.state(facts.LAST_ERROR) is None


def test_an_unchanged_pass_ends_a_failure(world: World) -> None:
    world.sheet.fail_next("version", RemoteError("503"))
    with pytest.raises(RemoteError):
        world.sync()
    world.sync()
    assert world.status.read().last_error is None


@pytest.mark.parametrize("is_applied", [False, True])
def test_a_push_without_an_answer_is_found_out_by_the_next_pass(world: World, is_applied: bool) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.sheet.fail_next("push", OutcomeUnknownError("read timed out"), is_applied=is_applied)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(20)
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    assert world.replica.conflicts(10) == ()


def test_a_failed_push_keeps_deletions_of_a_list_too(world: World) -> None:
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(0)}])
    world.sheet.fail_next("push", RemoteError("503"))
    with pytest.raises(RemoteError):
        world.sync()
    world.quiet()
    assert len(world.rates.values()) == 2


def test_a_row_edited_again_while_it_was_pushed_stays_pending(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})

    def edit_again() -> None:
        world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(21)})

    world.sheet.interrupt_next("push", edit_again)
    world.sync()
    assert world.rows()[(1001,)].status is SyncStatus.PENDING
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(21)


def test_a_table_that_the_replica_lost_is_read_again(world: World) -> None:
    replica = MemoryReplica(world.tables)
    SyncEngine(world.tables, world.sheet, replica, world.clock, lambda: "other").run_pass()
    assert replica.snapshot(SETTINGS.name).keys() == world.rows().keys()


def test_the_status_tells_what_waits(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    state = world.status.read()
    first = state.tables[0]
    assert (first.table, first.rows, first.pending, first.paused) == (SETTINGS.name, 2, 1, None)
    assert first.agreed_at == NOON
    assert state.last_fetch_at == NOON


def test_a_column_that_people_compute_is_read_and_never_written(world: World) -> None:
    world.settings.type_formula(2, "Hourly wage", Decimal(18))
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.quiet()
    assert world.sheet_wage(1001) == "15.00"
    assert world.wage(1001) == Decimal(15)
    conflict = world.replica.conflicts(10)[0].conflict
    assert conflict.local == {"hourly_wage": Decimal(20)}


def test_a_new_row_leaves_a_computed_column_to_people(world: World) -> None:
    world.settings.type_formula(2, "Sales commission", Decimal(10))
    world.local.write(
        "employee_settings",
        {"employee_id": 1003, "hourly_wage": Decimal(15), "sales_commission": Decimal(8)},
    )
    world.sync()
    assert world.settings.values()[3] == [Decimal(1003), Decimal(15)]


def test_an_implausible_change_pauses_its_table_alone(world: World) -> None:
    for worker in range(1003, 1010):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.sync()
    for worker in range(1001, 1007):
        world.settings.delete_row(world.place(worker))
    world.rates.type(1, "Percentage", "1")
    world.sync(3)
    assert "lost 6 of 9 rows" in world.replica.pauses()["employee_settings"]
    assert len(world.rows()) == 9
    assert world.rows(RATES)[(0,)].values["percentage"] == 1


@pytest.mark.parametrize(
    "error", [QuotaError("429"), ServiceUnavailableError("never sent"), OperatorError("no permission")]
)
def test_a_batch_that_was_turned_away_leaves_nothing_to_find_out(
    world: World, error: SheetanchorError
) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.sheet.fail_next("push", error)
    with pytest.raises(type(error)):
        world.sync()
    assert world.replica.state(facts.INTENT) is None
    assert calls(world) == {"version": 1, "fetch": 1, "push": 1}
    assert world.sheet_wage(1001) == Decimal(20)
