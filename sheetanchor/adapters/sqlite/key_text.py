"""Keys of rows as text, for what is kept beside the rows themselves."""

import json

from sheetanchor.adapters.sqlite.storage import canonical
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key


def key_text(table: Table, key: Key) -> str:
    """A JSON list; equal keys have equal text."""
    if table.is_whole:
        return json.dumps([str(place) for place in key])
    kinds = [table.by_field[field].kind for field in table.key]
    return json.dumps([kind.dump(canonical(value)) for kind, value in zip(kinds, key, strict=True)])


def key_of_text(table: Table | None, text: str) -> Key:
    """The key again; of a table that nobody declares any more, the texts of its parts."""
    parts: list[str] = json.loads(text)
    if table is None:
        return tuple(parts)
    if table.is_whole:
        return tuple(int(part) for part in parts)
    kinds = [table.by_field[field].kind for field in table.key]
    return tuple(kind.load(part) for kind, part in zip(kinds, parts, strict=True))
