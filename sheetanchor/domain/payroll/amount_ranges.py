"""Rows that each begin at a Min Amount: which one an amount falls into, and where Max Amount disagrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Protocol, TypeVar

from sheetanchor.domain.payroll.row_values import Row, optional_quantity

#: Written in a Max Amount cell, this or more means that there is no upper end.
NO_UPPER_END = Decimal(999_999)
_CENT = Decimal("0.01")
_BOUNDLESS = Decimal("Infinity")


class AmountRange(Protocol):
    """A row with a Min Amount, and a Max Amount that is None where the cell is blank."""

    @property
    def min_amount(self) -> Decimal:
        """Where the row begins, inclusive."""

    @property
    def max_amount(self) -> Decimal | None:
        """Where the row says it ends; believed by nothing but the warnings."""


RangeT = TypeVar("RangeT", bound=AmountRange)


class RangeFault(Enum):
    """What a Max Amount says that the Min Amounts do not bear out."""

    GAP = "gap"
    OVERLAP = "overlap"
    SAME_MIN = "same min"
    MAX_BELOW_MIN = "max below min"


@dataclass(frozen=True, slots=True)
class RangeWarning:
    """A fault between two rows, given by their places in the sheet (0 is the first data row)."""

    fault: RangeFault
    row: int
    next_row: int


def max_amount_of(row: Row) -> Decimal | None:
    """The max_amount of a row, however great, for nothing is paid by it; None where the cell is blank.

    Raises UnreadableValueError.
    """
    return optional_quantity(row, "max_amount", _BOUNDLESS)


def range_of(rows: Sequence[RangeT], amount: Decimal) -> RangeT | None:
    """The row with the greatest Min Amount that the amount reaches; None below the first (Rule 2.1).

    Max Amount plays no part, so 999.99 to 1000 has no gap. Of two rows with one Min Amount the upper in
    the sheet holds.
    """
    reached = [row for row in rows if row.min_amount <= amount]
    return max(reached, key=lambda row: row.min_amount, default=None)


def range_warnings(rows: Sequence[AmountRange]) -> tuple[RangeWarning, ...]:
    """Where the Max column leaves gaps or overlaps; nothing but a hint for the sheet's owner (Rule 2.1).

    The next Min Amount may equal this Max Amount or lie one cent above it.
    """
    order = sorted(range(len(rows)), key=lambda place: rows[place].min_amount)
    inverted = [
        RangeWarning(RangeFault.MAX_BELOW_MIN, place, place)
        for place in order
        if (end := rows[place].max_amount) is not None and end < rows[place].min_amount
    ]
    between = [
        RangeWarning(fault, place, following)
        for place, following in pairwise(order)
        if (fault := _fault_between(rows[place], rows[following])) is not None
    ]
    return (*inverted, *between)


def _fault_between(lower: AmountRange, upper: AmountRange) -> RangeFault | None:
    if lower.min_amount == upper.min_amount:
        return RangeFault.SAME_MIN
    end = NO_UPPER_END if lower.max_amount is None else lower.max_amount
    step = upper.min_amount - end
    if step < 0:
        return RangeFault.OVERLAP
    return RangeFault.GAP if step > _CENT else None
