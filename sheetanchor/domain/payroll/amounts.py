"""Amounts of money as people type them in the chat."""

import re
from decimal import Decimal

from sheetanchor.domain.payroll.errors import AmbiguousAmountError, NotAnAmountError

_AMOUNT = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{0,2})?|[.,][0-9]{1,2})")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")


def parse_amount(typed: str, *, may_be_zero: bool = False) -> Decimal:
    """The amount that was typed, greater than zero where not said otherwise, with at most two decimals.

    Rule 3.1; zero takes an amount back that was booked on the wrong product.

    Spaces do not count and a comma is a decimal sign. Raises AmbiguousAmountError for `1,234`, which is
    asked again, and NotAnAmountError for all else: signs, exponents, words, other scripts' digits.
    """
    text = "".join(typed.split())
    if _THOUSANDS.fullmatch(text):
        raise AmbiguousAmountError(typed)
    if not _AMOUNT.fullmatch(text):
        raise NotAnAmountError(typed)
    amount = Decimal(text.replace(",", "."))
    if not amount and not may_be_zero:
        raise NotAnAmountError(typed)
    return amount
