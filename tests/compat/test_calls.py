"""How many requests each method sends, beside what the predecessor sent (docs/compat.md)."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.compat.surface import Surface
from tests.compat.test_signatures import METHODS
from tests.compat.world import Calls, OldWorkbook, shift

DOCS = Path(__file__).parents[2] / "docs" / "compat.md"

READ, CHANGE = Calls(0, 0, 1), Calls(1, 1, 2)
LOCAL = Calls(0, 0, 0)
AT = "2025/11/01 17:05:00"
SHIFT = {"Date": AT, "Model A": Decimal(300)}

#: What the predecessor's sheets service needed, reads and writes together, without its cache; None where it
#: had no such method or the call failed.
PREDECESSOR: dict[str, int | None] = {
    "get_worksheet": 1,
    "ensure_headers": 2,
    "get_next_id": 2,
    "create_shift": 14,
    "find_row_by_id": 2,
    "get_shift_by_id": 5,
    "update_shift_field": 5,
    "update_total_sales": 17,
    "update_shift_totals": None,
    "recalculate_worked_hours": None,
    "get_last_shifts": 2,
    "get_all_shifts": 2,
    "get_products": None,
    "get_employee_settings": 2,
    "create_default_employee_settings": 2,
    "get_dynamic_rates": 2,
    "calculate_dynamic_rate": 4,
    "get_ranks": 2,
    "determine_rank": 4,
    "get_rank_bonuses": 2,
    "get_rank_text": 2,
    "get_employee_rank": 2,
    "update_employee_rank": 7,
    "mark_rank_notified": 4,
    "get_active_bonuses": 2,
    "create_bonus": 3,
    "create_active_bonus": None,
    "apply_bonus": 5,
    "mark_bonus_applied": None,
    "get_shift_applied_bonuses": 2,
    "get_models_from_shift": 0,
    "find_previous_shift_with_models": 2,
    "find_shifts_with_model": 2,
    "apply_percent_prev_bonus": 2,
    "apply_percent_all_bonus": 2,
}

#: One call of each, and what it asks for where nothing changed in the sheet since the last one. Where
#: something did, one read comes on top.
OURS: dict[str, tuple[Callable[[Surface], object], Calls]] = {
    "get_worksheet": (lambda s: s.get_worksheet(), Calls(1, 0, 1)),
    "ensure_headers": (lambda s: s.ensure_headers(), Calls(2, 0, 1)),
    "get_next_id": (lambda s: s.get_next_id(), READ),
    "create_shift": (lambda s: s.create_shift(shift()), CHANGE),
    "find_row_by_id": (lambda s: s.find_row_by_id(1), Calls(1, 0, 1)),
    "get_shift_by_id": (lambda s: s.get_shift_by_id(1), READ),
    "update_shift_field": (lambda s: s.update_shift_field(1, "Total made", "90"), CHANGE),
    "update_total_sales": (lambda s: s.update_total_sales(1, Decimal(300)), CHANGE),
    "update_shift_totals": (lambda s: s.update_shift_totals(1), CHANGE),
    "recalculate_worked_hours": (lambda s: s.recalculate_worked_hours(1), CHANGE),
    "get_last_shifts": (lambda s: s.get_last_shifts(1002), READ),
    "get_all_shifts": (lambda s: s.get_all_shifts(), READ),
    "get_products": (lambda s: s.get_products(), LOCAL),
    "get_employee_settings": (lambda s: s.get_employee_settings(1001), READ),
    "create_default_employee_settings": (lambda s: s.create_default_employee_settings(7), CHANGE),
    "get_dynamic_rates": (lambda s: s.get_dynamic_rates(), READ),
    "calculate_dynamic_rate": (lambda s: s.calculate_dynamic_rate(1001, AT, Decimal(1)), READ),
    "get_ranks": (lambda s: s.get_ranks(), READ),
    "determine_rank": (lambda s: s.determine_rank(1001, 2025, 11), READ),
    "get_rank_bonuses": (lambda s: s.get_rank_bonuses("Closer"), READ),
    "get_rank_text": (lambda s: s.get_rank_text("Closer"), READ),
    "get_employee_rank": (lambda s: s.get_employee_rank(1002, 2025, 10), READ),
    "update_employee_rank": (lambda s: s.update_employee_rank(1002, "Closer", 2025, 10, AT), CHANGE),
    "mark_rank_notified": (lambda s: s.mark_rank_notified(1002, 2025, 10), CHANGE),
    "get_active_bonuses": (lambda s: s.get_active_bonuses(1002), READ),
    "create_bonus": (lambda s: s.create_bonus(1001, "flat", 10.0, AT), CHANGE),
    "create_active_bonus": (lambda s: s.create_active_bonus(1001, "flat", 10.0), CHANGE),
    "apply_bonus": (lambda s: s.apply_bonus(1, 1), CHANGE),
    "mark_bonus_applied": (lambda s: s.mark_bonus_applied(1), CHANGE),
    "get_shift_applied_bonuses": (lambda s: s.get_shift_applied_bonuses(1), READ),
    "get_models_from_shift": (lambda s: s.get_models_from_shift(SHIFT), LOCAL),
    "find_previous_shift_with_models": (
        lambda s: s.find_previous_shift_with_models(1001, ["Model A"], AT),
        READ,
    ),
    "find_shifts_with_model": (lambda s: s.find_shifts_with_model("Model A", AT, 1001, AT), READ),
    "apply_percent_prev_bonus": (lambda s: s.apply_percent_prev_bonus(1001, SHIFT, 1.0), READ),
    "apply_percent_all_bonus": (lambda s: s.apply_percent_all_bonus(1001, SHIFT, 2.0), READ),
}
#: What makes a call have something to change.
PREPARED: dict[str, Callable[[Surface], object]] = {
    "update_shift_totals": lambda s: s.update_total_sales(1, 9),
    "recalculate_worked_hours": lambda s: s.update_shift_field(1, "Worked hours/shift", "9"),
    "mark_rank_notified": lambda s: s.update_employee_rank(1002, "Closer", 2025, 10, AT),
}
#: What the hybrid service has to ask the network for; all else is answered and saved here.
HYBRID = {
    "get_worksheet": Calls(1, 0, 0),
    "ensure_headers": Calls(2, 0, 0),
    "find_row_by_id": Calls(1, 0, 0),
    "create_default_employee_settings": Calls(1, 0, 0),
}


def open_tab(service: Surface) -> None:
    """Gspread's object is opened once for all calls."""
    assert service.spreadsheet.title


@pytest.mark.parametrize("name", OURS)
def test_the_sheets_service_asks_for_this_much(workbook: OldWorkbook, name: str) -> None:
    service = workbook.sheets_service()
    open_tab(service)
    PREPARED.get(name, Surface.get_products)(service)
    service.get_ranks()
    call, expected = OURS[name]
    assert workbook.calls_of(lambda: call(service)) == expected


def test_a_change_in_the_sheet_costs_one_read_more(workbook: OldWorkbook) -> None:
    service = workbook.sheets_service()
    workbook.book["EmployeeSettings"].type_at("B2", "16")
    assert workbook.calls_of(lambda: service.get_employee_settings(1001)) == Calls(1, 0, 1)
    workbook.book["EmployeeSettings"].type_at("B2", "17")
    assert workbook.calls_of(lambda: service.create_shift(shift())) == Calls(2, 1, 2)


@pytest.mark.parametrize("name", OURS)
def test_the_hybrid_service_asks_for_next_to_nothing(workbook: OldWorkbook, name: str) -> None:
    service = workbook.hybrid_service()
    open_tab(service)
    call, _ = OURS[name]
    PREPARED.get(name, Surface.get_products)(service)
    assert workbook.calls_of(lambda: call(service)) == HYBRID.get(name, LOCAL)
    service.shutdown()


def test_a_burst_of_changes_is_one_write(workbook: OldWorkbook) -> None:
    service = workbook.hybrid_service()

    def finish() -> None:
        shift_id = service.create_shift(shift(products={"Model A": 5000}))
        service.update_employee_rank(1001, service.determine_rank(1001, 2025, 11), 2025, 11, AT)
        service.create_bonus(1001, "flat_immediate", 25.0, AT, shift_id)
        service.update_shift_field(shift_id, "Total made", "705.00")
        service.mark_rank_notified(1001, 2025, 11)
        service.force_push_to_sheets()

    counted = workbook.calls_of(finish)
    assert counted.reads + counted.writes <= 3
    service.shutdown()


def test_every_method_is_counted() -> None:
    assert OURS.keys() == PREDECESSOR.keys() == METHODS.keys()


@pytest.mark.parametrize("name", [name for name in OURS if PREDECESSOR[name]])
def test_no_method_asks_for_more_than_before(name: str) -> None:
    _, ours = OURS[name]
    before = PREDECESSOR[name]
    assert before is not None
    assert ours.reads + ours.writes <= before


@pytest.mark.parametrize("name", METHODS)
def test_the_document_says_the_same(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|(.+)\|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None
    before, sheets, hybrid = (cell.strip() for cell in row[1].split("|")[-3:])
    _, ours = OURS[name]
    assert before == ("none" if PREDECESSOR[name] is None else str(PREDECESSOR[name]))
    local = HYBRID.get(name, LOCAL)
    assert (sheets, hybrid) == (f"{ours.reads + ours.writes}", f"{local.reads + local.writes}")
