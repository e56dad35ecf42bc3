"""How the values of a column kind are kept in a SQL column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal

from sqlalchemy import Integer, Text

from sheetanchor.domain.tables import kinds
from sheetanchor.domain.tables.values import Value

Stored = int | str


@dataclass(frozen=True, slots=True)
class Storage:
    """dump and load are never called with None, which is NULL."""

    sql_type: type[Integer | Text]
    dump: Callable[[Value], Stored]
    load: Callable[[Stored], Value]


def storage_of(kind: kinds.Kind, *, is_key: bool) -> Storage:
    """Whole numbers and booleans as INTEGER, everything else as the kind's own text.

    Equal keys have equal text: it is found by it.
    """
    if isinstance(kind, kinds.Integer):
        return Storage(Integer, _whole, int)
    if isinstance(kind, kinds.Boolean):
        return Storage(Integer, _flag, bool)

    def dump(value: Value) -> Stored:
        return kind.dump(canonical(value) if is_key else value)

    def load(stored: Stored) -> Value:
        return kind.load(str(stored))

    return Storage(Text, dump, load)


def canonical(value: Value) -> Value:
    """Of several ways to hold an equal value always the same one: 15 for 15.00, instants in UTC."""
    if isinstance(value, Decimal):
        return value.normalize(Context(prec=len(value.as_tuple().digits))) if value else Decimal(0)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value


def _whole(value: Value) -> Stored:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no int")
    return value


def _flag(value: Value) -> Stored:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is no bool")
    return int(value)
