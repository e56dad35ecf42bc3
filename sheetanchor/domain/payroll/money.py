"""Exact sums of money, and the one rounding they get when they are stored."""

from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.row_values import LIMIT

ZERO = Decimal(0)
PERCENT = Decimal(100)
CENT = Decimal("0.01")

# Wide enough that a chain of sheet figures is exact but for the division of hours, whatever
# precision the calling thread has set.
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])


def exactly() -> AbstractContextManager[Context]:
    """A context to compute in: 60 digits, faults raise."""
    return localcontext(_EXACT)


def stored(name: str, amount: Decimal) -> Decimal:
    """The amount as it is stored: two decimals, half to even, from the unrounded chain (Rule 2.1, step 10).

    Raises AmountRefusedError for what nobody can be paid: negative, infinite, NaN or absurd.
    """
    with exactly():
        return require_amount(name, amount).quantize(CENT)


def require_amount(name: str, amount: Decimal) -> Decimal:
    """The amount itself, if it is finite and from 0 to the limit; raises AmountRefusedError."""
    if not (amount.is_finite() and 0 <= amount <= LIMIT):
        raise AmountRefusedError(name, amount)
    return amount.copy_abs()
