"""A row as the replica holds it, with the facts that tell where it came from and where it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from sheetanchor.domain.tables.pins import Pin, Pins, no_pins
from sheetanchor.domain.tables.schema import AppendOnlyError, Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key, Value, Values


class Source(Enum):
    """Which side changed a row last."""

    SHEETS = "sheets"
    LOCAL = "local"


class SyncStatus(Enum):
    """Whether the sheet has what the row holds: yes, not yet, or a person has to decide."""

    SYNCED = "synced"
    PENDING = "pending"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the replica. version grows by one with every change of its values from either side.

    pinned: derived cells that a person typed over; `values` holds what was typed.
    """

    key: Key
    values: Values
    status: SyncStatus
    source: Source
    version: int
    last_modified_at: datetime
    last_synced_at: datetime | None = None
    pinned: Pins = field(default_factory=no_pins)

    @property
    def is_pending(self) -> bool:
        """Whether the sheet has still to learn something of this row."""
        return self.status is SyncStatus.PENDING


def written_locally(
    table: Table,
    before: Row | None,
    values: Mapping[str, object],
    at: datetime,
    *,
    over_pins: bool = False,
) -> Row:
    """The row after the program wrote `values`; fields not named keep what they hold, whatever that is.

    A pinned cell keeps what a person typed, and what the program has for it waits beside it. Raises
    ValueRefusedError, also where `values` name another key than the row has, and AppendOnlyError where they
    would change a row of a log. over_pins: this is written because a person wants it there, be the cell
    pinned or the row one of a log. `before` is the row as it stands, None for a new one. Tables with rows
    found by place are replaced as a whole: see `replaced_locally`.
    """
    if before is None:
        row = table.accept(values)
        return _stamped(None, table.key_of(row), row, at)
    kept = {column.field: before.values.get(column.field, column.default) for column in table.columns}
    accepted = table.accept_fields(values)
    pinned = {} if over_pins else {name: pin for name, pin in before.pinned.items() if name in accepted}
    row = {**kept, **accepted, **{name: before.values[name] for name in pinned}}
    if table.key_of(row) != before.key:
        raise ValueRefusedError(table.name, table.key[0], "the key of a row cannot be changed")
    if table.is_log and not over_pins and not are_same(kept, row):
        raise AppendOnlyError(table.name, before.key)
    pins = {name: pin for name, pin in before.pinned.items() if name not in accepted}
    for name, pin in pinned.items():
        if accepted[name] != row[name]:
            pins[name] = replace(pin, computed=accepted[name])
    return _with_pins(_stamped(before, before.key, row, at), pins)


def pinned_as_typed(row: Row, fields: Collection[str]) -> Row:
    """The row with these cells, as far as they hold anything, pinned as a person's."""
    typed = {name: Pin(None) for name in fields if row.values[name] is not None}
    return replace(row, pinned={**typed, **row.pinned}) if typed else row


def replaced_locally(
    table: Table, before: Mapping[Key, Row], rows: list[Mapping[str, object]], at: datetime
) -> list[Row]:
    """All rows of a full-replace table after the program replaced them; keys are their places."""
    places = enumerate(table.accept(values) for values in rows)
    return [_stamped(before.get((place,)), (place,), values, at) for place, values in places]


def _with_pins(row: Row, pins: Pins) -> Row:
    """The sheet need not learn of them."""
    return row if pins == row.pinned else replace(row, pinned=pins)


def _stamped(before: Row | None, key: Key, values: dict[str, Value], at: datetime) -> Row:
    if before is not None and are_same(before.values, values):
        return before
    if before is None:
        return Row(key, values, SyncStatus.PENDING, Source.LOCAL, 1, at)
    return replace(
        before,
        values=values,
        status=SyncStatus.PENDING,
        source=Source.LOCAL,
        version=before.version + 1,
        last_modified_at=at,
    )


def are_same(before: Values, after: Values) -> bool:
    """Whether two states of a row are one.

    In the night when the clocks go back two equal times may be different ones.
    """
    return before == after and all(_offset(before[field]) == _offset(after[field]) for field in after)


def _offset(value: Value) -> timedelta | None:
    return value.utcoffset() if isinstance(value, datetime) else None
