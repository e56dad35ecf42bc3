"""Held cells, pauses and conflicts in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import CONFLICTS, HELD_CELLS, TABLE_PAUSES
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.json_sides import side_of_text, side_text
from sheetanchor.adapters.sqlite.key_text import key_of_text, key_text
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key

_OPEN, _DECIDED = "open", "decided"
_IN_TABLE = sa.bindparam("in_table", type_=sa.Text)
_HELD = sa.select(HELD_CELLS).where(HELD_CELLS.c.table_name == _IN_TABLE).order_by(HELD_CELLS.c.position)
_DELETE_HELD = HELD_CELLS.delete().where(HELD_CELLS.c.table_name == _IN_TABLE)
_PAUSES = sa.select(TABLE_PAUSES.c.table_name, TABLE_PAUSES.c.message)
_DELETE_PAUSE = TABLE_PAUSES.delete().where(TABLE_PAUSES.c.table_name == _IN_TABLE)
_NEWEST = sa.select(CONFLICTS).order_by(CONFLICTS.c.id.desc()).limit(sa.bindparam("at_most"))
_OPEN_KEYS = (
    sa.select(CONFLICTS.c.row_key)
    .where(CONFLICTS.c.table_name == _IN_TABLE, CONFLICTS.c.status == _OPEN)
    .distinct()
)
_DELETE_OPEN = CONFLICTS.delete().where(
    CONFLICTS.c.table_name == _IN_TABLE,
    CONFLICTS.c.status == _OPEN,
    CONFLICTS.c.row_key == sa.bindparam("of_key"),
    CONFLICTS.c.field.is_not_distinct_from(sa.bindparam("of_field", type_=sa.Text)),
)


def load_held(statements: Statements, table: Table) -> tuple[HeldCell, ...]:
    """The cells in the order in which they were given."""
    records = statements.fetch(_HELD, {"in_table": table.name})
    with legible("the table held_cells"):
        return tuple(_held_cell(table, record) for record in records)


def replace_held(statements: Statements, table: Table, held: Sequence[HeldCell]) -> None:
    """Replace the list of a table."""
    statements.run(_DELETE_HELD, {"in_table": table.name})
    records = [_held_parameters(table, place, cell) for place, cell in enumerate(held)]
    statements.run_many(HELD_CELLS.insert(), records)


def load_pauses(statements: Statements) -> Mapping[str, str]:
    """Messages by table, of tables that nobody declares any more too."""
    return {record.table_name: record.message for record in statements.fetch(_PAUSES)}


def replace_pause(statements: Statements, table: str, message: str | None) -> None:
    """Set the message of a table, or take it away."""
    statements.run(_DELETE_PAUSE, {"in_table": table})
    if message is not None:
        statements.run(TABLE_PAUSES.insert(), {"table_name": table, "message": message})


def load_conflicts(
    statements: Statements, tables: Mapping[str, Table], limit: int, zone: tzinfo | None
) -> tuple[tuple[datetime, Conflict], ...]:
    """The newest first, of tables that nobody declares any more too."""
    records = statements.fetch(_NEWEST, {"at_most": limit})
    with legible("the table conflicts"):
        return tuple(
            (
                datetime.fromisoformat(record.at).astimezone(zone),
                _conflict(tables.get(record.table_name), record),
            )
            for record in records
        )


def keep_conflict(statements: Statements, table: Table, conflict: Conflict, at: datetime) -> None:
    """Add a conflict; an open one takes the place of the open one of the same cell."""
    key = key_text(table, conflict.key)
    if conflict.winner is None:
        statements.run(_DELETE_OPEN, {"in_table": table.name, "of_key": key, "of_field": conflict.field})
    statements.run(
        CONFLICTS.insert(),
        {
            "at": at.isoformat(),
            "table_name": table.name,
            "row_key": key,
            "field": conflict.field,
            "loss": conflict.loss.value,
            "sheet_values": side_text(table, conflict.sheet),
            "local_values": side_text(table, conflict.local),
            "winner": None if conflict.winner is None else conflict.winner.value,
            "status": _OPEN if conflict.winner is None else _DECIDED,
        },
    )


def open_keys(statements: Statements, table: Table) -> frozenset[Key]:
    """The keys of rows with an open conflict."""
    records = statements.fetch(_OPEN_KEYS, {"in_table": table.name})
    with legible("the table conflicts"):
        return frozenset(key_of_text(table, record.row_key) for record in records)


def _held_parameters(table: Table, place: int, cell: HeldCell) -> dict[str, Any]:
    return {
        "table_name": table.name,
        "position": place,
        "tab": cell.tab,
        "address": cell.address,
        "sheet_row": cell.row,
        "header": cell.header,
        "shown": cell.shown,
        "reason": cell.reason,
        "row_key": None if cell.key is None else key_text(table, cell.key),
    }


def _held_cell(table: Table, record: sa.Row[Any]) -> HeldCell:
    return HeldCell(
        table=table.name,
        tab=record.tab,
        address=record.address,
        row=record.sheet_row,
        header=record.header,
        shown=record.shown,
        reason=record.reason,
        key=None if record.row_key is None else key_of_text(table, record.row_key),
    )


def _conflict(table: Table | None, record: sa.Row[Any]) -> Conflict:
    return Conflict(
        table=record.table_name,
        key=key_of_text(table, record.row_key),
        field=record.field,
        loss=Loss(record.loss),
        sheet=side_of_text(table, record.sheet_values),
        local=side_of_text(table, record.local_values),
        winner=None if record.winner is None else Source(record.winner),
    )
