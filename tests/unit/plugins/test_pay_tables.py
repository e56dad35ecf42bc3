"""The built-in tables of shifts, ranks' records and bonuses: their headers, cells and fields."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sheetanchor import PluginSettings, Strategy, Table
from sheetanchor.domain.errors import PluginError
from sheetanchor.domain.sync.decode import DecodedTab, decode
from sheetanchor.domain.sync.encode import encoded
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.plugins import (
    active_bonuses,
    chat,
    dynamic_rates,
    employee_ranks,
    ranks,
    request_results,
    shifts,
)
from sheetanchor.plugins.shifts import product_field, shifts_table

ZONE = ZoneInfo("America/New_York")
SETTINGS = PluginSettings(zone=ZONE)


def headers(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def read(table: Table, *lines: list[Any]) -> DecodedTab:
    rows = tuple(tuple(Cell(value) for value in line) for line in lines)
    return decode(table.in_zone(ZONE), Tab(1, table.tab, len(rows), len(rows[0]), rows), {})


def written(table: Table, tab: DecodedTab) -> list[object]:
    cells = encoded(tab, tab.rows[0].values, 0)
    return [cells[tab.columns[column.field]] for column in table.columns]


def test_shifts_has_its_headers_in_order_with_one_column_per_product() -> None:
    table, *beside = shifts.sheetanchor_tables(SETTINGS)
    assert (table.name, table.tab) == ("shifts", "Shifts")
    assert all(each.is_local for each in beside)
    assert headers(table) == [
        *("ID", "Date", "EmployeeId", "EmployeeName", "Clock in", "Clock out", "Worked hours/shift"),
        *("Model A", "Model B", "Model C"),
        *("Total sales", "Net sales", "%", "Total per hour", "Commissions", "Total made"),
    ]


def test_the_shifts_tab_and_the_products_are_those_of_the_settings() -> None:
    settings = PluginSettings(zone=ZONE, products=("Model D",), shifts_tab="Work")
    table, *_ = shifts.sheetanchor_tables(settings)
    assert table.tab == "Work"
    assert headers(table)[7] == "Model D"
    assert len(table.columns) == 14


def test_employee_ranks_and_active_bonuses_have_their_headers_in_order() -> None:
    assert headers(employee_ranks.TABLE) == [
        *("EmployeeId", "Current Rank", "Previous Rank", "Month", "Year", "Notified", "Last Updated")
    ]
    assert headers(active_bonuses.TABLE) == [
        *("ID", "EmployeeId", "Bonus Type", "Value", "Applied", "Shift ID", "Created At")
    ]
    assert employee_ranks.TABLE.key == ("employee_id", "year", "month")


def test_people_may_delete_rows_and_many_gone_look_like_an_accident() -> None:
    for table in (shifts_table("Shifts", ()), employee_ranks.TABLE, active_bonuses.TABLE):
        assert table.deletions.from_sheet
        assert not table.deletions.from_local
        assert table.made_by_program


def test_what_stands_beside_them_has_no_tab() -> None:
    local = (shifts.TERMS, employee_ranks.REWARDS, active_bonuses.MONEY, request_results.TABLE)
    assert all(table.strategy is Strategy.LOCAL for table in local)


def test_what_pay_was_worked_out_from_keeps_history_and_what_passes_through_does_not() -> None:
    kept = (shifts.TERMS, employee_ranks.REWARDS, active_bonuses.MONEY, chat.OPEN_SHIFTS)
    passing = (chat.INBOX, chat.DIALOGUES, chat.OUTBOX, chat.PEOPLE, request_results.TABLE)
    assert all(table.keeps_history for table in kept)
    assert not any(table.keeps_history for table in passing)


def test_headers_are_found_wherever_they_stand_beside_foreign_columns() -> None:
    table = shifts_table("Shifts", ("Model A",))
    line: dict[str, object] = dict.fromkeys(headers(table), "")
    line |= {"ID": 7, "Date": "2025/11/01 17:05:00", "EmployeeId": 1001, "Model A": "500.00", "Old": "x"}
    backwards = list(reversed(line))
    tab = read(table, backwards, [_cell(line[header]) for header in backwards])
    assert tab.held == ()
    assert tab.rows[0].values["product_model_a"] == 500


def _cell(value: object) -> object:
    return Decimal(value) if isinstance(value, int) else value


def test_a_sample_row_of_shifts_is_read_and_written_as_numbers_and_text() -> None:
    table = shifts_table("Shifts", ("Model A", "Model B", "Model C"))
    moment = ["2025/11/01 09:00:00", "2025/11/01 17:00:00"]
    line = ["1", "2025/11/01 17:05:00", "1001", "ann", *moment, "8.00", "500.00", "", ""]
    line += ["500.00", "400.00", "10.00", "120.00", "40.00", "160.00"]
    tab = read(table, list(headers(table)), line)
    assert tab.held == ()
    expected = [_number(cell) for cell in line]
    assert written(table, tab) == expected


def _number(cell: str) -> object:
    try:
        return Decimal(cell)
    except ArithmeticError:
        return cell or None


def test_applied_and_notified_are_written_as_words() -> None:
    bonus = ["1", "1001", "percent_next", "3.00", "FALSE", "", "2025/11/01 12:00:00"]
    tab = read(active_bonuses.TABLE, headers(active_bonuses.TABLE), bonus)
    assert written(active_bonuses.TABLE, tab)[4] == "false"
    record = ["1001", "Hustler", "Rookie", "11", "2025", True, "2025/11/01 12:00:00"]
    tab = read(employee_ranks.TABLE, headers(employee_ranks.TABLE), record)
    assert written(employee_ranks.TABLE, tab)[5] == "true"


@pytest.mark.parametrize("value", ["-1", "2000000000", "1,234", "ten"])
def test_an_amount_that_cannot_be_paid_on_holds_its_row(value: str) -> None:
    table = shifts_table("Shifts", ("Model A",))
    line = ["1", "2025/11/01", "1001", "ann", "", "", "", value, *[""] * 6]
    (held,) = read(table, headers(table), line).held
    assert (held.address, held.key) == ("H2", (1,))


def test_a_shift_without_a_day_is_held() -> None:
    table = shifts_table("Shifts", ())
    assert read(table, headers(table), ["1", "", "1001", *[""] * 10]).held[0].header == "Date"


def test_a_bonus_without_a_value_is_one_of_nothing() -> None:
    bonus = ["1", "1001", "percent_next", "", "", "", ""]
    assert read(active_bonuses.TABLE, headers(active_bonuses.TABLE), bonus).rows[0].values["value"] == 0


def test_a_record_need_not_know_the_rank_before() -> None:
    record = ["1001", "Rookie", "", "11", "2025", "true", ""]
    tab = read(employee_ranks.TABLE, headers(employee_ranks.TABLE), record)
    assert (tab.held, tab.rows[0].values["previous_rank"]) == ((), None)


@pytest.mark.parametrize("table", [dynamic_rates.TABLE, ranks.TABLE])
def test_a_max_amount_is_only_shown_so_none_is_too_great(table: Table) -> None:
    line = {"Rank Name": "Rookie", "Min Amount": "0", "Max Amount": "9999999999", "Percentage": "2"}
    assert read(table, headers(table), [line.get(header, "") for header in headers(table)]).held == ()
    too_great = {**line, "Min Amount": "9999999999"}
    held = read(table, headers(table), [too_great.get(header, "") for header in headers(table)]).held
    assert held[0].header == "Min Amount"


class TestFieldsOfProducts:
    def test_a_plain_name_is_its_own_field(self) -> None:
        assert product_field("Model A") == "product_model_a"

    def test_the_field_does_not_depend_on_the_other_products_or_their_order(self) -> None:
        before = shifts_table("Shifts", ("Model A", "Model B")).by_field
        after = shifts_table("Shifts", ("Model C", "Model B")).by_field
        assert before["product_model_b"] == after["product_model_b"]

    def test_case_and_spaces_do_not_matter_as_in_headers(self) -> None:
        assert product_field("  model   a ") == product_field("MODEL A")

    def test_other_signs_are_told_apart(self) -> None:
        names = ["Model-A", "Model A", "Model_A", "Model+A", "\N{FIRE}", "\N{SPARKLES}", "Ärger", "x" * 70]
        fields = [product_field(name) for name in names]
        assert len(set(fields)) == len(names)
        assert len(shifts_table("Shifts", names).columns) == 13 + len(names)

    def test_a_product_called_like_a_column_is_refused(self) -> None:
        with pytest.raises(PluginError, match="two columns have one header"):
            shifts_table("Shifts", ("total sales",))
