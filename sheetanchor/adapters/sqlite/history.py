"""The history of rows in SQL."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import ROW_HISTORY
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.json_sides import side_of_text, side_text
from sheetanchor.adapters.sqlite.key_text import key_of_text, key_text
from sheetanchor.adapters.sqlite.statements import Parameters, Statements
from sheetanchor.domain.tables.changes import Change
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key

_NO_LIMIT = -1
_OF_TABLE = (
    sa.select(ROW_HISTORY)
    .where(ROW_HISTORY.c.table_name == sa.bindparam("in_table", type_=sa.Text))
    .order_by(ROW_HISTORY.c.id.desc())
    .limit(sa.bindparam("at_most"))
)
_OF_ROW = _OF_TABLE.where(ROW_HISTORY.c.row_key == sa.bindparam("of_key", type_=sa.Text))
_OLD = ROW_HISTORY.c.at < sa.bindparam("before", type_=sa.Text)
_COUNT_OLD = sa.select(sa.func.count()).select_from(ROW_HISTORY).where(_OLD)
_DELETE_OLD = ROW_HISTORY.delete().where(_OLD)


@dataclass(frozen=True, slots=True)
class _Note:
    key: Key
    at: datetime
    side: Source
    before: Row | None
    after: Row | None


def load_history(
    statements: Statements, table: Table, key: Key | None, limit: int | None, zone: tzinfo | None
) -> tuple[Change, ...]:
    """The newest first."""
    asked = {"in_table": table.name, "at_most": _NO_LIMIT if limit is None else limit}
    if key is None:
        records = statements.fetch(_OF_TABLE, asked)
    else:
        records = statements.fetch(_OF_ROW, {**asked, "of_key": key_text(table, key)})
    with legible("the table row_history"):
        return tuple(_change(table, record, zone) for record in records)


def note_put(statements: Statements, table: Table, before: Row | None, after: Row) -> None:
    """A row that was inserted or changed."""
    note = _Note(after.key, after.last_modified_at, after.source, before, after)
    statements.run(ROW_HISTORY.insert(), _parameters(table, note))


def note_delete(statements: Statements, table: Table, before: Row, at: datetime, side: Source) -> None:
    """A row that was deleted."""
    statements.run(ROW_HISTORY.insert(), _parameters(table, _Note(before.key, at, side, before, None)))


def forget_history(statements: Statements, before: datetime) -> int:
    """Delete what is older; how many there were."""
    asked = {"before": _instant_text(before)}
    count: int = statements.fetch(_COUNT_OLD, asked)[0][0]
    if count:
        statements.run(_DELETE_OLD, asked)
    return count


def _parameters(table: Table, note: _Note) -> Parameters:
    return {
        "at": _instant_text(note.at),
        "table_name": table.name,
        "row_key": key_text(table, note.key),
        "side": note.side.value,
        "before_values": side_text(table, None if note.before is None else note.before.values),
        "after_values": side_text(table, None if note.after is None else note.after.values),
    }


def _instant_text(at: datetime) -> str:
    """Texts that are ordered as the instants are."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _change(table: Table, record: sa.Row[Any], zone: tzinfo | None) -> Change:
    return Change(
        sequence=record.id,
        at=datetime.fromisoformat(record.at).astimezone(zone),
        table=table.name,
        key=key_of_text(table, record.row_key),
        side=Source(record.side),
        before=side_of_text(table, record.before_values),
        after=side_of_text(table, record.after_values),
    )
