"""Every signature that an existing bot may call, in one table, so that none drifts."""

import inspect
from collections.abc import Iterator

import pytest

from sheetanchor import compat
from sheetanchor.compat import HybridService, SheetsService
from sheetanchor.compat.hybrid import SheetsView

#: Both services. Names before the star may be given by position.
METHODS = {
    "get_worksheet": "()",
    "ensure_headers": "(ws=None)",
    "get_next_id": "()",
    "create_shift": (
        "(shift_data=None, employee_name=None, shift_date=None, clock_in=None, clock_out=None, "
        "product_sales=None, *, employee_id=None)"
    ),
    "find_row_by_id": "(shift_id)",
    "get_shift_by_id": "(shift_id)",
    "update_shift_field": "(shift_id, field=None, value=None, *, field_name=None, new_value=None)",
    "update_total_sales": "(shift_id, total_sales=None, *, product_sales=None)",
    "update_shift_totals": "(shift_id)",
    "recalculate_worked_hours": "(shift_id)",
    "get_last_shifts": "(employee_id, limit=3)",
    "get_all_shifts": "()",
    "get_products": "()",
    "get_employee_settings": "(employee_id)",
    "create_default_employee_settings": "(employee_id)",
    "get_dynamic_rates": "()",
    "calculate_dynamic_rate": "(employee_id, shift_date, current_total_sales=Decimal('0'))",
    "get_ranks": "()",
    "determine_rank": "(employee_id, year, month)",
    "get_rank_bonuses": "(rank_name)",
    "get_rank_text": "(rank_name)",
    "get_employee_rank": "(employee_id, year, month)",
    "update_employee_rank": "(employee_id, new_rank, year, month, last_updated=None, *, total_sales=None)",
    "mark_rank_notified": "(employee_id, year, month)",
    "get_active_bonuses": "(employee_id)",
    "create_bonus": "(employee_id, bonus_type, value, created_at=None, shift_id=None)",
    "create_active_bonus": "(employee_id, bonus_type, value)",
    "apply_bonus": (
        "(bonus_id=None, shift_id=None, value=None, of_shift=None, *, employee_id=None, bonus_type=None)"
    ),
    "mark_bonus_applied": "(bonus_id)",
    "get_shift_applied_bonuses": "(shift_id)",
    "get_models_from_shift": "(shift)",
    "find_previous_shift_with_models": "(employee_id, models, before_date)",
    "find_shifts_with_model": "(model, date, exclude_employee, before_time)",
    "apply_percent_prev_bonus": "(employee_id, current_shift, bonus_value)",
    "apply_percent_all_bonus": "(employee_id, current_shift, bonus_value)",
}
PROPERTIES = {"spreadsheet", "cache_manager"}

#: The hybrid service alone.
HYBRID_METHODS = {
    "force_sync_from_sheets": "()",
    "force_push_to_sheets": "()",
    "get_sync_stats": "()",
    "shutdown": "()",
}
HYBRID_PROPERTIES = {"sheets", "sheets_service"}

CONSTRUCTORS = {
    SheetsService: "(cache_manager=None, *, container=None)",
    HybridService: (
        "(cache_manager=None, db_path='data/reference_data.db', sync_interval=300, auto_sync=True, *, "
        "container=None)"
    ),
}


def shown(function: object) -> str:
    assert callable(function)
    signature = inspect.signature(function)
    plain = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for name, parameter in signature.parameters.items()
        if name != "self"
    ]
    return str(inspect.Signature(plain))


def public(service: type) -> Iterator[str]:
    return (name for name in dir(service) if not name.startswith("_"))


@pytest.mark.parametrize("service", [SheetsService, HybridService, SheetsView])
@pytest.mark.parametrize("name", METHODS)
def test_both_services_have_it(service: type, name: str) -> None:
    assert shown(getattr(service, name)) == METHODS[name]


@pytest.mark.parametrize("name", HYBRID_METHODS)
def test_the_hybrid_service_has_it(name: str) -> None:
    assert shown(getattr(HybridService, name)) == HYBRID_METHODS[name]


@pytest.mark.parametrize("service", CONSTRUCTORS)
def test_the_constructors_are_as_before(service: type) -> None:
    assert shown(service.__init__) == CONSTRUCTORS[service]  # type: ignore[misc]


def test_nothing_public_is_missing_from_the_tables() -> None:
    assert set(public(SheetsService)) == METHODS.keys() | PROPERTIES
    hybrid = METHODS.keys() | PROPERTIES | HYBRID_METHODS.keys() | HYBRID_PROPERTIES
    assert set(public(HybridService)) == hybrid


def test_the_old_alias_is_there() -> None:
    assert compat.HybridSheetsService is HybridService
