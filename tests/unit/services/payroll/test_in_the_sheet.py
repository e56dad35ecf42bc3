"""Shifts and bonuses on their way between people's tabs and the use cases, through the engine."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.payroll.left_shifts import LeftShifts
from sheetanchor.services.payroll.rank_codes import FaultyCodes
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import Problem, ProblemReader
from tests.unit.services.payroll.world import RANKS, RATES, SETTINGS, PayWorld, edit

NUMBERS = ("8.00", "500.00", "", "", "500.00", "400.00", "10.00", "120.00", "40.00", "160.00")
OLD = [
    *("1", "2025/11/01 10:00:00", "1001", "ann", "2025/11/01 01:00:00", "2025/11/01 09:00:00"),
    *NUMBERS,
]


_TOKENS = count()
_HEADERS = {"percent": "%", "hours": "Worked hours/shift"}


class Office:
    """A spreadsheet with all tabs, an engine with its follow-ups, and the use cases on the replica."""

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

        return SyncEngine(
            self.pay.tables,
            self.sheet,
            self.pay.replica,
            self.pay.clock,
            token,
            follow_ups=[self.pay.recompute, self.pay.check_codes],
        )

    def _tab(self, title: str, headers: list[str], lines: dict[str, list[list[Any]]]) -> MemoryTab:
        rows = [[_cell(value) for value in line] for line in lines.get(title, [])]
        return self.sheet.add_tab(title, [headers, *rows])

    def sync(self, passes: int = 4) -> None:
        for _ in range(passes):
            self.engine.run_pass()
            self.pay.clock.advance(1)

    def line(self, tab: str, place: int = 1) -> list[CellValue]:
        return self.tabs[tab].values()[place]

    def type_shift(self, place: int = 1, /, **cells: Any) -> None:
        """The boss types into a row of Shifts, by header with _ for spaces, and passes follow."""
        for header, value in cells.items():
            self.tabs["Shifts"].type(place, _HEADERS.get(header, header.replace("_", " ")), value)
        self.sync()

    def problems(self) -> list[tuple[str, str | None, str | None]]:
        """Kind, cell and row of each, as the lists show them."""
        return [(problem.kind.value, problem.cell, problem.row) for problem in self.listed()]

    def listed(self) -> tuple[Problem, ...]:
        """All of each."""
        replica, links = self.pay.replica, CellLinks("1Sheet", self.pay.replica)
        ranks = next(table for table in self.pay.tables if table.name == "ranks")
        findings = [LeftShifts(replica), FaultyCodes(replica, ranks)]
        return ProblemReader(self.pay.tables, replica, links, findings).read()

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
    office.sync()
    assert len(office.sheet.pushed) == pushed


def test_a_shift_of_another_program_counts_and_is_not_touched() -> None:
    office = Office(OLD)
    office.sync()
    assert office.pay.create(A="500").card.shift.percent == 12
    office.sync()
    assert [value or "" for value in office.line("Shifts")] == OLD


def test_a_shift_that_the_boss_types_gets_its_figures_in_the_sheet() -> None:
    office = Office(OLD)
    office.sync()
    tab = office.tabs["Shifts"]
    typed = {"ID": "2", "Date": "2025/10/20 18:00", "EmployeeId": "1002", "Model B": "500"}
    typed |= {"Clock in": "2025/10/20 09:00", "Clock out": "2025/10/20 17:00"}
    for header, value in typed.items():
        tab.type(2, header, value)
    office.sync()
    assert office.numbers(2)[4:] == decimals("500", "400", "12", "144", "48", "192")
    assert tab.cell(2, "Model B").value == "500"


def test_products_that_the_boss_corrects_change_the_pay_in_the_sheet() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    office.sync()
    office.tabs["Shifts"].type(1, "Model C", "$1,000.00")
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


PAID = ("8.00", "500.00", "", "", "500.00", "400.00", "10.00", "120.00", "40.00", "160.00")


def with_a_shift(**sold: str) -> Office:
    """Ann's shift of 8 hours, in the sheet since the last pass."""
    office = Office()
    office.sync()
    office.pay.create(**(sold or {"A": "500"}))
    office.sync()
    return office


def test_a_figure_that_the_boss_types_over_stands_and_all_else_follows_from_it() -> None:
    office = with_a_shift()
    office.type_shift(percent="15")
    assert office.numbers()[5:] == [Decimal(400), "15", *decimals("120", "60", "180")]
    assert office.problems() == [("pinned cell", "M2", "1")]
    office.type_shift(Model_A="1000")
    assert office.numbers()[5:] == [Decimal(800), "15", *decimals("120", "120", "240")]


def test_a_figure_that_the_boss_clears_is_computed_again() -> None:
    office = with_a_shift()
    office.type_shift(Total_made=Decimal(999))
    assert office.pay.statistics(1001).made_since_pay_day == 999
    office.type_shift(Total_made="")
    assert office.numbers() == decimals(*PAID)
    assert office.problems() == []
    assert office.pay.statistics(1001).made_since_pay_day == 160


def test_when_all_is_pinned_and_agreed_nothing_is_written_any_more() -> None:
    office = with_a_shift()
    office.type_shift(Total_made=Decimal(999), hours="7.5")
    pushed = len(office.sheet.pushed)
    office.sync()
    assert len(office.sheet.pushed) == pushed


def test_a_shift_typed_with_one_figure_keeps_it_and_gets_the_others() -> None:
    office = Office()
    office.sync()
    cells = {"ID": "1", "Date": "2025/11/01 17:00", "EmployeeId": "1001", "Model_A": "500", "percent": "15"}
    office.type_shift(1, **cells, Clock_in="2025/11/01 09:00", Clock_out="2025/11/01 17:00")
    assert office.numbers()[6:] == ["15", *decimals("120", "60", "180")]
    assert office.problems() == [("pinned cell", "M2", "1")]


def test_a_mistyped_year_is_listed_and_nothing_of_it_is_paid_until_it_is_mended() -> None:
    office = with_a_shift()
    office.type_shift(Clock_out="2026/11/01 17:00:00")
    assert office.numbers() == decimals(*PAID)
    assert office.problems() == [("row to be mended", None, "1")]
    office.type_shift(Clock_out="2025/11/01 16:00:00")
    assert office.numbers()[7:] == decimals("105", "40", "145")
    assert office.problems() == []


def test_a_shift_given_to_another_employee_is_paid_by_that_ones_wage_and_gives_the_bonus_back() -> None:
    office = Office()
    office.sync()
    office.pay.put_bonus(1, "flat", "10")
    office.pay.create(A="500")
    office.sync()
    office.type_shift(EmployeeId="1002")
    assert office.numbers()[7:] == decimals("144", "48", "192")
    assert office.line("ActiveBonuses")[4:] == ["false"]


def test_ranks_follow_a_shift_that_is_deleted_and_the_employee_is_to_be_told() -> None:
    office = with_a_shift(A="100")
    office.pay.create(A="2000")
    office.sync()
    office.tabs["Shifts"].delete_row(2)
    office.sync()
    assert office.line("EmployeeRanks")[1:3] == ["Rookie", "Hustler"]
    changes = [news.change for news in office.pay.untold() if news.change]
    assert [change.new.name for change in changes] == ["Hustler", "Rookie"]


def test_sales_typed_into_a_row_without_clocks_are_paid_without_pay_for_hours() -> None:
    unclocked = [*OLD[:4], "", "", "", *NUMBERS[1:7], "", "40.00", "40.00"]
    office = Office(unclocked)
    office.sync()
    office.type_shift(Model_A="1500")
    assert office.numbers() == [None, "1500", None, None, *decimals("1500", "1200", "12", "", "144", "144")]
    assert office.problems() == []
