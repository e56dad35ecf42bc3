"""A failure raises and says what became of the change; it is never an answer and never half a change."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetanchor.compat.hybrid import SheetsView
from sheetanchor.compat.surface import Surface
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetContentError
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.straight import MaybeWrittenError, NotWrittenError
from tests.compat.test_calls import LOCAL, OURS
from tests.compat.world import OldWorkbook, shift

ASKING = [name for name, (_, calls) in OURS.items() if calls != LOCAL]
PUSH = "spreadsheets.batchUpdate"


@pytest.mark.parametrize("name", ASKING)
def test_without_the_sheet_no_method_of_the_sheets_service_answers(workbook: OldWorkbook, name: str) -> None:
    service = workbook.sheets_service()
    before = {tab: workbook.shown(tab) for tab in ("EmployeeSettings", "Shifts", "ActiveBonuses")}
    workbook.world.faults.fail(429, "", times=None)
    call, _ = OURS[name]
    with pytest.raises(RemoteError):
        call(service)
    workbook.world.faults.clear()
    assert {tab: workbook.shown(tab) for tab in before} == before


@pytest.mark.parametrize("call", ["drive.files.get", "spreadsheets.get", PUSH])
def test_a_shift_that_does_not_reach_the_sheet_is_taken_back(workbook: OldWorkbook, call: str) -> None:
    service = workbook.sheets_service()
    workbook.world.faults.fail(403, call, times=None)
    with pytest.raises((RemoteError, OperatorError)):
        service.create_shift(shift(employee_id=1002))
    workbook.world.faults.clear()
    assert len(service.get_all_shifts()) == len(workbook.shown("Shifts")) == 1
    assert [bonus["Applied"] for bonus in service.get_active_bonuses(1002)] == ["false"]
    assert service.create_shift(shift(employee_id=1002)) == 2
    assert len(workbook.shown("Shifts")) == 2


def test_a_quota_that_lasts_is_told_and_nothing_is_written(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.world.faults.fail(429, PUSH, times=None)
    with pytest.raises(NotWrittenError, match="taken back"):
        service.create_shift(shift())
    workbook.world.faults.clear()
    assert len(workbook.shown("Shifts")) == 1


def test_a_short_quota_is_waited_for(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.world.faults.fail(429, PUSH, times=1)
    assert service.create_shift(shift()) == 2


FaultOnce = Callable[[OldWorkbook], object]
LOST: dict[str, FaultOnce] = {
    "applied, then reset": lambda book: book.world.faults.reset(PUSH, applied=True),
    "applied, then silent": lambda book: book.world.faults.time_out(PUSH, applied=True),
    "never arrived": lambda book: book.world.faults.reset(PUSH),
    "twice": lambda book: book.world.faults.duplicate(PUSH),
}


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_makes_no_second_shift(workbook: OldWorkbook, fault: str) -> None:
    service = workbook.sheets_service()
    LOST[fault](workbook)
    assert service.create_shift(shift()) == 2
    assert service.create_shift(shift()) == 2
    assert [row[0] for row in workbook.shown("Shifts")] == ["1", "2"]


def test_what_became_of_a_change_is_settled_by_the_next_call(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.world.faults.before(PUSH, lambda: workbook.world.faults.fail(429, "drive", times=None))
    workbook.world.faults.reset(PUSH, applied=True)
    with pytest.raises(MaybeWrittenError, match="do not repeat"):
        service.create_shift(shift())
    workbook.world.faults.clear()
    assert [record["ID"] for record in service.get_all_shifts()] == [1, 2]
    assert service.create_shift(shift()) == 2
    assert len(workbook.shown("Shifts")) == 2


def test_while_a_table_is_paused_nothing_is_changed_at_all(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.book["ActiveBonuses"].type_at("C1", "Kind")
    with pytest.raises(UnavailableError, match="'Bonus Type'"):
        service.create_shift(shift())
    assert len(workbook.shown("Shifts")) == 1
    workbook.book["ActiveBonuses"].type_at("C1", "Bonus Type")
    assert service.create_shift(shift()) == 2


def test_a_row_that_the_sheet_refuses_is_told_and_taken_back(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.book["Shifts"].protect("A2:P2")
    with pytest.raises(NotWrittenError):
        service.update_shift_field(1, "Total made", "90")
    found = service.get_shift_by_id(1)
    assert found is not None
    assert found["Total made"] == "88.00"


@pytest.mark.parametrize("name", ["ActiveBonuses", "EmployeeRanks"])
def test_a_missing_tab_is_not_an_empty_one(workbook: OldWorkbook, name: str) -> None:
    workbook.book.delete_sheet(workbook.book[name])
    service = workbook.sheets_service()
    asks: dict[str, Callable[[Surface], object]] = {
        "ActiveBonuses": lambda s: s.get_active_bonuses(1002),
        "EmployeeRanks": lambda s: s.get_employee_rank(1002, 2025, 10),
    }
    with pytest.raises(UnavailableError, match=name):
        asks[name](service)
    assert service.get_employee_settings(1001) is not None


def test_a_missing_tab_of_shifts_is_made_as_before(workbook: OldWorkbook) -> None:
    workbook.book.delete_sheet(workbook.book["Shifts"])
    service = workbook.sheets_service()
    assert service.get_all_shifts() == []
    assert service.create_shift(shift()) == 1
    assert workbook.shown("Shifts")[0][:2] == ["1", "2025/11/01 17:05:00"]


@pytest.mark.parametrize(
    ("tab", "cell", "ask"),
    [
        ("EmployeeSettings", "B2", lambda s: s.get_employee_settings(1001)),
        ("DynamicRates", "C2", lambda s: s.get_dynamic_rates()),
        ("Ranks", "B2", lambda s: s.determine_rank(1001, 2025, 11)),
    ],
)
def test_what_was_never_readable_is_a_value_error_and_no_default(
    workbook: OldWorkbook, tab: str, cell: str, ask: Callable[[Surface], object]
) -> None:
    workbook.book[tab].type_at(cell, "bob")
    service = workbook.sheets_service()
    with pytest.raises((SheetContentError, RemoteError)):
        ask(service)
    with pytest.raises((SheetContentError, RemoteError)):
        service.create_shift(shift())
    assert len(workbook.shown("Shifts")) == 1


class TestHybrid:
    def test_answers_and_saves_without_a_network(self, workbook: OldWorkbook) -> None:
        service = workbook.hybrid_service()
        workbook.world.faults.fail(503, "", times=None)
        assert service.get_employee_settings(1001) == {"Hourly wage": 15.0, "Sales commission": 8.0}
        assert service.create_shift(shift()) == 2
        assert service.get_last_shifts(1001)[0]["Total made"] == 160.0
        with pytest.raises(RemoteError):
            service.force_push_to_sheets()
        workbook.world.faults.clear()
        service.force_push_to_sheets()
        assert [row[0] for row in workbook.shown("Shifts")] == ["1", "2"]
        service.shutdown()

    def test_somebody_unknown_here_and_unreachable_there_gets_no_default(self, workbook: OldWorkbook) -> None:
        service = workbook.hybrid_service()
        workbook.world.faults.fail(503, "", times=None)
        for ask in (
            lambda: service.get_employee_settings(7),
            lambda: service.create_shift(shift(employee_id=7)),
        ):
            with pytest.raises(RemoteError):
                ask()
        workbook.world.faults.clear()
        assert len(service.get_all_shifts()) == 1
        service.shutdown()

    def test_starts_without_a_network_where_it_was_filled_before(self, workbook: OldWorkbook) -> None:
        workbook.hybrid_service().shutdown()
        workbook.world.faults.fail(503, "", times=None)
        service = workbook.hybrid_service()
        assert len(service.get_all_shifts()) == 1
        service.shutdown()

    def test_does_not_start_empty_without_a_network(self, workbook: OldWorkbook) -> None:
        workbook.world.faults.fail(503, "", times=None)
        with pytest.raises(RemoteError):
            workbook.hybrid_service()
        workbook.world.faults.clear()
        workbook.hybrid_service().shutdown()

    def test_through_its_view_the_sheet_is_read_and_written_at_once(self, workbook: OldWorkbook) -> None:
        service = workbook.hybrid_service()
        assert isinstance(service.sheets, SheetsView)
        workbook.book["EmployeeSettings"].type_at("B2", "20")
        assert service.sheets.get_employee_settings(1001) == {"Hourly wage": 20.0, "Sales commission": 8.0}
        shift_id = service.sheets.create_shift(shift())
        assert [row[0] for row in workbook.shown("Shifts")] == ["1", str(shift_id)]
        service.shutdown()

    def test_through_its_view_a_saved_change_says_so(self, workbook: OldWorkbook) -> None:
        service = workbook.hybrid_service()
        workbook.world.faults.fail(503, PUSH, times=None)
        with pytest.raises(RemoteError, match="is saved"):
            service.sheets.update_total_sales(1, Decimal(300))
        assert service.get_all_shifts()[0]["Total sales"] == 300.0
        service.shutdown()
