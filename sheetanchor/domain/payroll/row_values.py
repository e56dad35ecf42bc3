"""Typed reading of one field of a row whose values are int, Decimal, str, datetime or None already."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.errors import UnreadableValueError

Row = Mapping[str, object]

#: No wage, amount or sum of a chat-sales team comes near it; beyond it something is wrong.
LIMIT = Decimal(1_000_000_000)
#: Ids are stored as 64-bit numbers.
_LARGEST_WHOLE = 2**63 - 1


def whole_number(row: Row, field: str) -> int:
    """The field as an int of 64 bits; raises UnreadableValueError, also for 1.5 and True."""
    value = row.get(field)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and _is_whole(Decimal(value)):
        return int(value)
    raise UnreadableValueError(field, value, "a whole number")


def quantity(row: Row, field: str, at_most: Decimal = LIMIT) -> Decimal:
    """The field as a Decimal of 0 to at_most; raises UnreadableValueError, also for a float or text."""
    return require_quantity(field, row.get(field), at_most)


def optional_quantity(row: Row, field: str, at_most: Decimal = LIMIT) -> Decimal | None:
    """Like quantity, but a blank field is None."""
    return None if is_blank(row.get(field)) else quantity(row, field, at_most)


def text(row: Row, field: str) -> str:
    """The field as text without outer spaces; raises UnreadableValueError when blank or no text."""
    value = optional_text(row, field)
    if not value:
        raise UnreadableValueError(field, value, "a text")
    return value


def optional_text(row: Row, field: str) -> str:
    """Like text, but a blank field is the empty text."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableValueError(field, value, "a text")
    return value.strip()


def flag(row: Row, field: str) -> bool:
    """The field as a bool, blank is False; raises UnreadableValueError for anything else."""
    value = row.get(field)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise UnreadableValueError(field, value, "true or false")


def instant(row: Row, field: str) -> datetime:
    """The field as an aware datetime; raises UnreadableValueError."""
    value = row.get(field)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise UnreadableValueError(field, value, "a date-time with a zone")


def optional_instant(row: Row, field: str) -> datetime | None:
    """Like instant, but a blank field is None."""
    return None if is_blank(row.get(field)) else instant(row, field)


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def require_quantity(field: str, value: object, at_most: Decimal = LIMIT) -> Decimal:
    """The value as a Decimal of 0 to at_most; raises UnreadableValueError naming the field."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value <= at_most:
        return value.copy_abs()
    raise UnreadableValueError(field, value, f"a number from 0 to {at_most}")


def _is_whole(number: Decimal) -> bool:
    if not number.is_finite() or number.copy_abs() > _LARGEST_WHOLE:
        return False
    return number == number.to_integral_value()
