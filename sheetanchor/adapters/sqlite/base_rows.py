"""The base in SQL: agreed cells of a row as one JSON text."""

import json
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from sheetanchor.adapters.sqlite.core_tables import SYNC_BASE
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.key_text import key_of_text, key_text
from sheetanchor.adapters.sqlite.ordering import in_key_order
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key

_OF_TABLE = SYNC_BASE.c.table_name == sa.bindparam("in_table")
_SELECT = sa.select(
    SYNC_BASE.c.row_key, SYNC_BASE.c.cells, SYNC_BASE.c.fingerprint, SYNC_BASE.c.missing
).where(_OF_TABLE)
_DELETE = SYNC_BASE.delete().where(_OF_TABLE, SYNC_BASE.c.row_key == sa.bindparam("of_key"))
_INSERT = insert(SYNC_BASE)
_UPSERT = _INSERT.on_conflict_do_update(
    index_elements=[SYNC_BASE.c.table_name, SYNC_BASE.c.row_key],
    set_={name: _INSERT.excluded[name] for name in ("cells", "fingerprint", "missing")},
)


def load_base(table: Table, statements: Statements) -> Mapping[Key, BaseRow]:
    """All agreed rows in the order of their keys. Cells of fields no longer declared are left out."""
    records = statements.fetch(_SELECT, {"in_table": table.name})
    with legible(f"the base of table {table.name!r}"):
        rows = [
            _base_row(table, record.row_key, record.cells, record.fingerprint, record.missing)
            for record in records
        ]
    return in_key_order({row.key: row for row in rows})


def put_base(statements: Statements, table: Table, row: BaseRow) -> BaseRow:
    """Insert or replace a row; gives it as it will be read back."""
    facts = {field: _cell_facts(table, field, agreed) for field, agreed in row.cells.items()}
    cells = json.dumps(facts, separators=(",", ":"))
    key = key_text(table, row.key)
    statements.run(
        _UPSERT,
        {
            "table_name": table.name,
            "row_key": key,
            "cells": cells,
            "fingerprint": row.fingerprint,
            "missing": row.missing,
        },
    )
    return _base_row(table, key, cells, row.fingerprint, row.missing)


def delete_base(statements: Statements, table: Table, key: Key) -> None:
    """Delete a row, where there is one."""
    statements.run(_DELETE, {"in_table": table.name, "of_key": key_text(table, key)})


def _base_row(table: Table, key: str, cells: str, fingerprint: str, missing: int) -> BaseRow:
    facts: dict[str, dict[str, Any]] = json.loads(cells)
    agreed = {
        field: _base_cell(table, field, kept) for field, kept in facts.items() if field in table.by_field
    }
    return BaseRow(key_of_text(table, key), MappingProxyType(agreed), fingerprint, missing)


def _cell_facts(table: Table, field: str, agreed: BaseCell) -> dict[str, Any]:
    """What differs from an empty cell; most of it does not."""
    cell, value = agreed.cell, agreed.value
    facts = {
        "value": None if value is None else table.by_field[field].kind.dump(value),
        "raw": {"number": str(cell.value)} if isinstance(cell.value, Decimal) else cell.value,
        "format": None if cell.format is CellFormat.PLAIN else cell.format.value,
        "formula": cell.is_formula or None,
        "error": cell.error,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _base_cell(table: Table, field: str, facts: Mapping[str, Any]) -> BaseCell:
    text = facts.get("value")
    cell = Cell(
        value=_raw(facts.get("raw")),
        format=CellFormat(facts.get("format", CellFormat.PLAIN.value)),
        is_formula=facts.get("formula", False),
        error=facts.get("error"),
    )
    return BaseCell(None if text is None else table.by_field[field].kind.load(text), cell)


def _raw(kept: Any) -> CellValue:  # noqa: ANN401 - what JSON holds
    if isinstance(kept, dict):
        return Decimal(kept["number"])
    found: str | bool | None = kept
    return found
