"""The dynamic rate: extra percent points by sales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.amount_ranges import RangeWarning, max_amount_of, range_of, range_warnings
from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.row_values import quantity, require_quantity

_WHOLE = Decimal(100)
_NO_RATE = Decimal(0)


@dataclass(frozen=True, slots=True)
class RateStep:
    """One row of DynamicRates; max_amount is None where the cell is blank."""

    min_amount: Decimal
    max_amount: Decimal | None
    percentage: Decimal

    def __post_init__(self) -> None:
        require_quantity("min_amount", self.min_amount)
        require_quantity("percentage", self.percentage, _WHOLE)


@dataclass(frozen=True, slots=True)
class RateTable:
    """All rows of DynamicRates, in sheet order."""

    steps: tuple[RateStep, ...]

    def rate_for(self, amount: Decimal) -> Decimal:
        """The percent points for sales of this amount, 0 below the first step (Rule 2.1, range match)."""
        if not amount.is_finite():
            raise AmountRefusedError("sales", amount)
        step = range_of(self.steps, amount)
        return _NO_RATE if step is None else step.percentage

    @property
    def warnings(self) -> tuple[RangeWarning, ...]:
        """Gaps and overlaps that the Max Amounts pretend; they change no rate."""
        return range_warnings(self.steps)


def rate_step_from_row(row: Mapping[str, object]) -> RateStep:
    """Read min_amount, max_amount (may be blank) and percentage; raises UnreadableValueError."""
    return RateStep(
        min_amount=quantity(row, "min_amount"),
        max_amount=max_amount_of(row),
        percentage=quantity(row, "percentage", _WHOLE),
    )


def rate_table_from_rows(rows: Iterable[Mapping[str, object]]) -> RateTable:
    """The table of all rows in sheet order; one unreadable row raises, for a hole makes a wrong table."""
    return RateTable(tuple(rate_step_from_row(row) for row in rows))
