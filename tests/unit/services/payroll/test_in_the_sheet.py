"""Shifts and bonuses on their way between people's tabs and the use cases, through the engine."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.payroll.recompute import Recomputed
from sheetanchor.services.sync.engine import SyncEngine
from tests.unit.services.payroll.world import RANKS, RATES, SETTINGS, PayWorld, edit

NUMBERS = ("8.00", "500.00", "", "", "500.00", "400.00", "10.00", "120.00", "40.00", "160.00")
OLD = [
    *("1", "2025/11/01 10:00:00", "1001", "ann", "2025/11/01 01:00:00", "2025/11/01 09:00:00"),
    *NUMBERS,
]


_TOKENS = count()


class Office:
    """A spreadsheet with all tabs, an engine, and the use cases on the replica between them."""

    def __init__(self, *shifts: list[Any], without: str | None = None) -> None:
        self.pay = PayWorld(seed=False)
        self.sheet = MemorySheet()
        lines: dict[str, list[list[Any]]] = {
            "EmployeeSettings": [list(line) for line in SETTINGS],
            "DynamicRates": [list(line) for line in RATES],
            "Ranks": [[name, low, high, "", *codes] for name, low, high, *codes in RANKS],
            "Shifts": [list(line) for line in shifts],
        }
        self.tabs = {
            table.tab: self._tab(table.tab, [column.header for column in table.columns], lines)
            for table in self.pay.tables
            if not table.is_local and table.tab != without
        }
        self.engine = self._engine()

    def share(self, other: "Office") -> None:
        """Work on the other office's spreadsheet, with a replica of its own."""
        self.sheet, self.tabs = other.sheet, other.tabs
        self.engine = self._engine()

    def _engine(self) -> SyncEngine:
        def token() -> str:
            return f"token{next(_TOKENS)}"

        return SyncEngine(self.pay.tables, self.sheet, self.pay.replica, self.pay.clock, token)

    def _tab(self, title: str, headers: list[str], lines: dict[str, list[list[Any]]]) -> MemoryTab:
        rows = [[_cell(value) for value in line] for line in lines.get(title, [])]
        return self.sheet.add_tab(title, [headers, *rows])

    def sync(self, passes: int = 4) -> None:
        for _ in range(passes):
            self.engine.run_pass()
            self.pay.clock.advance(1)

    def line(self, tab: str, place: int = 1) -> list[CellValue]:
        return self.tabs[tab].values()[place]

    def numbers(self, place: int = 1) -> list[CellValue]:
        """Hours, the three products and the figures of a shift's row."""
        return [value or None for value in self.line("Shifts", place)[6:]]


def _cell(value: Any) -> CellValue:
    return Decimal(value) if isinstance(value, int) else value


def decimals(*values: str) -> list[Decimal | None]:
    return [Decimal(value) if value else None for value in values]


def test_a_new_shift_is_in_its_tab_after_a_pass_with_numbers_and_moments_as_text() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    office.sync()
    assert office.line("Shifts")[:6] == [
        *(Decimal(1), "2025/11/01 17:05:04", Decimal(1001), "ann"),
        *("2025/11/01 09:00:00", "2025/11/01 17:00:00"),
    ]
    assert office.numbers() == decimals(*NUMBERS)
    assert office.line("EmployeeRanks")[:6] == [
        *(Decimal(1001), "Rookie", "Rookie", Decimal(11), Decimal(2025), "false"),
    ]


def test_a_reward_is_in_its_tab_as_it_was_granted() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="2000")
    office.sync()
    assert office.line("ActiveBonuses")[:6] == [
        *(Decimal(1), Decimal(1001), "flat_immediate", Decimal(10), "true", Decimal(1)),
    ]


def test_when_all_is_agreed_nothing_is_written_any_more() -> None:
    office = Office(OLD)
    office.sync()
    office.pay.create(A="2000")
    office.pay.edit_product(edit(2), "Model A", Decimal(700))
    office.sync()
    pushed = len(office.sheet.pushed)
    assert office.pay.recompute() == Recomputed()
    office.sync()
    assert len(office.sheet.pushed) == pushed


def test_a_shift_of_another_program_counts_and_is_not_touched() -> None:
    office = Office(OLD)
    office.sync()
    office.pay.recompute()
    assert office.pay.create(A="500").card.shift.percent == 12
    office.sync()
    assert [value or "" for value in office.line("Shifts")] == OLD


def test_a_shift_that_the_boss_types_gets_its_figures_in_the_sheet() -> None:
    office = Office(OLD)
    office.sync()
    office.pay.recompute()
    tab = office.tabs["Shifts"]
    typed = {"ID": "2", "Date": "2025/10/20 18:00", "EmployeeId": "1002", "Model B": "500"}
    typed |= {"Clock in": "2025/10/20 09:00", "Clock out": "2025/10/20 17:00"}
    for header, value in typed.items():
        tab.type(2, header, value)
    office.sync(1)
    office.pay.recompute()
    office.sync()
    assert office.numbers(2)[4:] == decimals("500", "400", "12", "144", "48", "192")
    assert tab.cell(2, "Model B").value == "500"


def test_products_that_the_boss_corrects_change_the_pay_in_the_sheet() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    office.sync()
    office.tabs["Shifts"].type(1, "Model C", "$1,000.00")
    office.sync(1)
    office.pay.recompute()
    office.sync()
    assert office.numbers()[4:] == decimals("1500", "1200", "12", "120", "144", "264")


def test_a_deleted_shift_counts_no_more_and_its_id_is_not_given_again() -> None:
    office = Office(OLD)
    office.sync()
    office.pay.create(A="1000")
    office.sync()
    office.tabs["Shifts"].delete_row(2)
    office.sync()
    saved = office.pay.create(A="400")
    assert (saved.card.shift.id, saved.card.shift.percent) == (3, Decimal(10))


def test_without_its_tab_no_shift_is_made_and_the_reason_is_told() -> None:
    office = Office(without="Shifts")
    office.sync()
    with pytest.raises(UnavailableError, match="Shifts"):
        office.pay.create(A="500")


def test_a_newcomer_is_in_the_list_of_employees_after_a_pass() -> None:
    office = Office()
    office.sync()
    office.pay.create(who=1009, A="500")
    office.sync()
    assert office.line("EmployeeSettings", 4) == [Decimal(1009), Decimal(15), Decimal(8)]
