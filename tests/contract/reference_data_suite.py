"""What every source of reference data has to answer, whatever it reads from.

A subclass gives the fixture `source`: from the cells of the three tabs to a ReferenceData that reads them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import SheetContentError
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.rates import RateStep
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.reference_data import ReferenceData

Lines = Sequence[Sequence[CellValue]]

SETTINGS_HEADER = ("EmployeeId", "Hourly wage", "Sales commission")
RATES_HEADER = ("Min Amount", "Max Amount", "Percentage")
RANKS_HEADER = ("Rank Name", "Min Amount", "Max Amount", "Emoji", "Bonus 1", "Bonus 2", "Bonus 3", "TEXT")

SETTINGS: Lines = (
    SETTINGS_HEADER,
    ("1001", "15.00", "8.0"),
    (Decimal(1234567890), Decimal("18.25"), Decimal(10)),
    (),
    (Decimal(1003), "$16", "7,5"),
)
RATES: Lines = (RATES_HEADER, ("0", "499.99", "0.0"), (Decimal(500), Decimal("999.99"), Decimal(2)))
RANKS: Lines = (
    RANKS_HEADER,
    ("Rookie", "0", "1999.99", "\N{ROCKET}", "none", "none", "none"),
    ("Hustler", Decimal(2000), "999999", "", "flat_10", "percent_next_1.5"),
)


@dataclass(frozen=True)
class Cells:
    """The cells of the three tabs."""

    settings: Lines = SETTINGS
    rates: Lines = RATES
    ranks: Lines = RANKS

    @property
    def tabs(self) -> Mapping[str, Lines]:
        return {"EmployeeSettings": self.settings, "DynamicRates": self.rates, "Ranks": self.ranks}


Source = Callable[[Cells], ReferenceData]
FULL = Cells()


class ReferenceDataSuite:
    """Same answers, same errors, same empty cases."""

    def test_settings_are_exact_whatever_they_are_typed_as(self, source: Source) -> None:
        data = source(FULL)
        assert data.employee_settings(1001) == EmployeeSettings(1001, Decimal(15), Decimal(8))
        assert data.employee_settings(1234567890) == EmployeeSettings(
            1234567890, Decimal("18.25"), Decimal(10)
        )
        assert data.employee_settings(1003) == EmployeeSettings(1003, Decimal(16), Decimal("7.5"))

    def test_an_employee_without_a_row_is_none(self, source: Source) -> None:
        assert source(FULL).employee_settings(77) is None

    def test_rates_come_in_the_order_of_the_sheet(self, source: Source) -> None:
        assert source(FULL).dynamic_rates().steps == (
            RateStep(Decimal(0), Decimal("499.99"), Decimal(0)),
            RateStep(Decimal(500), Decimal("999.99"), Decimal(2)),
        )

    def test_ranks_come_with_emoji_bonuses_and_blank_cells(self, source: Source) -> None:
        rookie, hustler = source(FULL).ranks().ranks
        assert (rookie.name, rookie.emoji, rookie.drawable) == ("Rookie", "\N{ROCKET}", ())
        assert (hustler.min_amount, hustler.text) == (Decimal(2000), "")
        assert [str(code) for code in hustler.drawable] == ["flat_10", "percent_next_1.5"]

    def test_tables_without_rows_are_empty_ones(self, source: Source) -> None:
        data = source(Cells((SETTINGS_HEADER,), (RATES_HEADER,), (RANKS_HEADER,)))
        assert data.employee_settings(1001) is None
        assert data.dynamic_rates().steps == ()
        assert data.ranks().ranks == ()

    def test_an_unreadable_wage_is_an_error_and_never_a_default(self, source: Source) -> None:
        data = source(Cells(settings=(SETTINGS_HEADER, ("1001", "1,234", "8"), ("1002", "18", "10"))))
        with pytest.raises(SheetContentError, match="EmployeeSettings!B2"):
            data.employee_settings(1001)
        assert data.employee_settings(1002) == EmployeeSettings(1002, Decimal(18), Decimal(10))

    def test_beside_an_unreadable_id_nobody_is_absent(self, source: Source) -> None:
        data = source(Cells(settings=(SETTINGS_HEADER, ("ann", "15", "8"), ("1002", "18", "10"))))
        with pytest.raises(SheetContentError, match="EmployeeSettings!A2"):
            data.employee_settings(77)

    def test_a_doubled_employee_is_an_error(self, source: Source) -> None:
        data = source(Cells(settings=(SETTINGS_HEADER, ("1001", "15", "8"), ("1001", "16", "8"))))
        with pytest.raises(SheetContentError, match="same key"):
            data.employee_settings(1001)

    def test_one_unreadable_step_makes_the_rates_unreadable(self, source: Source) -> None:
        data = source(Cells(rates=(RATES_HEADER, ("0", "499", "0"), ("five", "999", "2"))))
        with pytest.raises(SheetContentError, match="DynamicRates!A3"):
            data.dynamic_rates()

    def test_a_header_that_is_missing_is_an_error(self, source: Source) -> None:
        data = source(Cells(ranks=(("Name", *RANKS_HEADER[1:]), ("Rookie", "0", "1"))))
        with pytest.raises(SheetContentError, match="'Rank Name'"):
            data.ranks()
