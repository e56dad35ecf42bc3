"""A recorded shift, as a row of the Shifts tab and the columns kept beside it locally."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.money import ZERO
from sheetanchor.domain.payroll.row_values import (
    instant,
    optional_instant,
    optional_quantity,
    optional_text,
    quantity,
    require_quantity,
    whole_number,
)

#: What is computed from the rest of a row.
FIGURES = ("worked_hours", "net_sales", "percent", "per_hour", "commissions", "total_made")


@dataclass(frozen=True, slots=True)
class Shift:
    """One row of Shifts; a figure or clock is None where its cell is blank (Rule 1).

    pinned: the figures that a person typed over, with what the program computes for each, None where it
    computes nothing; the figures themselves are what was typed (Rule 2.3). Instants are aware, percent is in
    percent points, and sales hold the products' columns that are not blank. Raises UnreadableValueError for a
    negative, infinite or absurd figure.
    """

    id: int
    employee_id: int
    date: datetime
    clock_in: datetime | None = None
    clock_out: datetime | None = None
    sales: Mapping[str, Decimal] = field(default_factory=dict)
    total_sales: Decimal = ZERO
    worked_hours: Decimal | None = None
    net_sales: Decimal | None = None
    percent: Decimal | None = None
    per_hour: Decimal | None = None
    commissions: Decimal | None = None
    total_made: Decimal | None = None
    employee_name: str = ""
    pinned: Mapping[str, Decimal | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_quantity("total_sales", self.total_sales)
        for product, amount in self.sales.items():
            require_quantity(product, amount)
        for figure in FIGURES:
            value = getattr(self, figure)
            if value is not None:
                require_quantity(figure, value)


@dataclass(frozen=True, slots=True)
class ShiftTerms:
    """What a shift was paid by when it was made, kept locally beside it (Rule 2.3).

    dynamic_percent is None for a shift from before us, whose stored % is all that is known.
    """

    hourly_wage: Decimal
    base_percent: Decimal
    dynamic_percent: Decimal | None = None

    def __post_init__(self) -> None:
        for name in ("hourly_wage", "base_percent"):
            require_quantity(name, getattr(self, name))
        if self.dynamic_percent is not None:
            require_quantity("dynamic_percent", self.dynamic_percent)


def shift_from_row(row: Mapping[str, object], products: Mapping[str, str]) -> Shift:
    """Read a row by the attribute names of Shift; products names the field of each product's column.

    Blank cells are None, a blank total_sales is 0, a blank product is left out. Raises UnreadableValueError.
    """
    amounts = {product: optional_quantity(row, column) for product, column in products.items()}
    return Shift(
        id=whole_number(row, "id"),
        employee_id=whole_number(row, "employee_id"),
        date=instant(row, "date"),
        clock_in=optional_instant(row, "clock_in"),
        clock_out=optional_instant(row, "clock_out"),
        sales={product: amount for product, amount in amounts.items() if amount is not None},
        total_sales=optional_quantity(row, "total_sales") or ZERO,
        worked_hours=optional_quantity(row, "worked_hours"),
        net_sales=optional_quantity(row, "net_sales"),
        percent=optional_quantity(row, "percent"),
        per_hour=optional_quantity(row, "per_hour"),
        commissions=optional_quantity(row, "commissions"),
        total_made=optional_quantity(row, "total_made"),
        employee_name=optional_text(row, "employee_name"),
    )


def shift_terms_from_row(row: Mapping[str, object]) -> ShiftTerms:
    """Read hourly_wage, base_percent and dynamic_percent (may be blank); raises UnreadableValueError."""
    return ShiftTerms(
        hourly_wage=quantity(row, "hourly_wage"),
        base_percent=quantity(row, "base_percent"),
        dynamic_percent=optional_quantity(row, "dynamic_percent"),
    )


def next_id(used: Iterable[int], high_water_mark: int = 0) -> int:
    """An id above all in use and all ever given, so that none is reused (Rule 2.1, step 10)."""
    return max((high_water_mark, *used)) + 1
