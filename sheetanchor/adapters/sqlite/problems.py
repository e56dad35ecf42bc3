"""Held cells and pauses in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import HELD_CELLS, TABLE_PAUSES
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.key_text import key_of_text, key_text
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.schema import Table

_IN_TABLE = sa.bindparam("in_table", type_=sa.Text)
_HELD = sa.select(HELD_CELLS).where(HELD_CELLS.c.table_name == _IN_TABLE).order_by(HELD_CELLS.c.position)
_DELETE_HELD = HELD_CELLS.delete().where(HELD_CELLS.c.table_name == _IN_TABLE)
_PAUSES = sa.select(TABLE_PAUSES.c.table_name, TABLE_PAUSES.c.message)
_DELETE_PAUSE = TABLE_PAUSES.delete().where(TABLE_PAUSES.c.table_name == _IN_TABLE)


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
        "is_refused": int(cell.is_refused),
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
        is_refused=bool(record.is_refused),
    )
