"""The values of one side of a conflict as JSON text."""

import json
from collections.abc import Mapping

from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Value


def side_text(table: Table, values: Mapping[str, Value] | None) -> str | None:
    """Every value in the text of its kind; None for a side that deleted the row."""
    if values is None:
        return None
    texts = {field: _text(table, field, value) for field, value in values.items()}
    return json.dumps(texts)


def side_of_text(table: Table | None, text: str | None) -> Mapping[str, Value] | None:
    """The values again; those of fields that nobody declares any more stay text."""
    if text is None:
        return None
    texts: dict[str, str | None] = json.loads(text)
    return {field: _value(table, field, kept) for field, kept in texts.items()}


def _text(table: Table, field: str, value: Value) -> str | None:
    return None if value is None else table.by_field[field].kind.dump(value)


def _value(table: Table | None, field: str, text: str | None) -> Value:
    if text is None or table is None or field not in table.by_field:
        return text
    return table.by_field[field].kind.load(text)
