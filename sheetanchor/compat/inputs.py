"""What an existing bot passes, as typed values: texts are read as if they stood in the sheet."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from sheetanchor.compat.errors import BadInputError
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.instants import Month, instant_of, wall_clock
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Integer, Kind, Money
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.payroll.create_shift import ShiftRequest

_NO_ZONE = UTC
_SHIFT_FIELDS = ("employee_id", "employee_name", "clock_in", "clock_out", "products")


def typed(name: str, kind: Kind, value: object, zone: tzinfo) -> Value:
    """A value of a column's kind, None for a blank one; raises BadInputError with the name."""
    try:
        if isinstance(value, datetime):
            return kind.accept(value if value.tzinfo is not None else instant_of(value, zone))
        if isinstance(value, bool):
            return kind.accept(value)
        if isinstance(value, int | float | Decimal):
            return kind.read(Cell(Decimal(str(value))))
        cell = Cell(None if value is None else str(value))
        return None if cell.is_empty else kind.read(cell)
    except CellRefusedError as error:
        raise BadInputError(f"{name} is {value!r}: {error.reason}. Nothing was changed.") from error


def amount(name: str, value: object) -> Decimal:
    """Exact."""
    read = typed(name, Money(), value, _NO_ZONE)
    if not isinstance(read, Decimal):
        raise BadInputError(f"{name} is blank, an amount is due. Nothing was changed.")
    return read


def sold(product: str, value: object) -> Decimal:
    """What was sold of a product; a blank one is 0."""
    read = typed(product, Money(), value, _NO_ZONE)
    return read if isinstance(read, Decimal) else Decimal(0)


def number(name: str, value: object) -> int:
    """An id."""
    read = typed(name, Integer(), value, _NO_ZONE)
    if not isinstance(read, int):
        raise BadInputError(f"{name} is {value!r}, not a whole number. Nothing was changed.")
    return read


def instant(name: str, value: object, zone: tzinfo) -> datetime:
    """From `YYYY/MM/DD HH:MM:SS` of the zone, the day alone, or a datetime."""
    read = typed(name, DateTime(zone=zone), value, zone)
    if not isinstance(read, datetime):
        raise BadInputError(f"{name} is blank, a date is due. Nothing was changed.")
    return read


def month(year: object, of_year: object) -> Month:
    """A calendar month."""
    found = Month(number("year", year), number("month", of_year))
    if found.month not in range(1, 13):
        raise BadInputError(f"month is {of_year!r}, not one from 1 to 12. Nothing was changed.")
    return found


def bonus_kind(name: object) -> BonusKind:
    """A Bonus Type."""
    try:
        return BonusKind(str(name))
    except ValueError as error:
        raise BadInputError(f"{name!r} is no bonus type. Nothing was changed.") from error


def record(name: str, value: object) -> Mapping[str, object]:
    """A row by header."""
    if not isinstance(value, Mapping):
        raise BadInputError(f"{name} is {value!r}, not a record. Nothing was changed.")
    return value


def texts(name: str, value: object) -> list[str]:
    """Several names."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise BadInputError(f"{name} is {value!r}, not a list of names. Nothing was changed.")
    return [str(one) for one in value]


def sales_of(shift: object, products: Mapping[str, str]) -> dict[str, Decimal]:
    """What a shift's record sold, in its order, blank cells left out; raises BadInputError for text."""
    return {
        name: sold(name, value)
        for name, value in record("shift", shift).items()
        if name in products and value is not None and value != ""
    }


def shift_request(data: Mapping[str, object], zone: tzinfo) -> ShiftRequest:
    """The predecessor's dictionary of a shift; a missing date is now."""
    missing = [name for name in _SHIFT_FIELDS if name not in data]
    if missing:
        raise BadInputError(f"the shift has no {', '.join(missing)}. Nothing was changed.")
    products = record("products", data["products"])
    date = data.get("date")
    return ShiftRequest(
        employee_id=number("employee_id", data["employee_id"]),
        employee_name=str(data["employee_name"] or ""),
        clock_in=wall_clock(instant("clock_in", data["clock_in"], zone), zone),
        clock_out=wall_clock(instant("clock_out", data["clock_out"], zone), zone),
        sales={str(name): sold(str(name), value) for name, value in products.items()},
        date=None if date is None else instant("date", date, zone),
    )


def request_key(asked: ShiftRequest) -> str | None:
    """What makes the same shift known when it comes again; None for one without a date."""
    if asked.date is None:
        return None
    sales = sorted((name, str(value)) for name, value in asked.sales.items())
    facts = [asked.employee_id, asked.date.isoformat(), str(asked.clock_in), str(asked.clock_out), sales]
    return f"old:{hashlib.sha256(json.dumps(facts).encode()).hexdigest()}"
