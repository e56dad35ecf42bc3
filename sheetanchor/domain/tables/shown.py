"""Keys and values as people see and type them outside a sheet: on a command line, in a message."""

from collections.abc import Sequence

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value


class KeyRefusedError(InputError):
    """What was typed is no key of the table; nothing was looked up or changed."""

    def __init__(self, table: Table, reason: str) -> None:
        parts = "its number in the list, from 1" if table.is_whole else " and ".join(table.key)
        super().__init__(f"a row of table {table.name!r} is named by {parts}: {reason}. Nothing was changed.")


def read_key(table: Table, parts: Sequence[str]) -> Key:
    """The key of what a person typed, each part as in a cell; raises KeyRefusedError.

    Rows of a list are numbered from 1.
    """
    if table.is_whole:
        return _read_place(table, parts)
    if len(parts) != len(table.key):
        raise KeyRefusedError(table, f"{len(parts)} were typed")
    return tuple(_read_part(table, field, part) for field, part in zip(table.key, parts, strict=True))


def shown_key(table: Table | None, key: Key) -> str:
    """The key as `read_key` takes it; of a table that nobody declares any more as it is kept."""
    if table is None:
        return " ".join(str(part) for part in key)
    if table.is_whole:
        return " ".join(str(int(str(place)) + 1) for place in key)
    return " ".join(shown_value(table, field, part) for field, part in zip(table.key, key, strict=True))


def shown_value(table: Table | None, field: str, value: Value) -> str:
    """The value as it would stand in a plain cell; blank for None."""
    if value is None:
        return ""
    if table is None or field not in table.by_field:
        return str(value)
    return Cell(table.by_field[field].kind.write(value, CellFormat.PLAIN)).shown()


def shown_header(table: Table | None, field: str) -> str:
    """The header of a column, as people know it; the field where nobody declares such a column any more."""
    return field if table is None or field not in table.by_field else table.by_field[field].header


def _read_place(table: Table, parts: Sequence[str]) -> Key:
    if len(parts) != 1 or not parts[0].isdecimal() or int(parts[0]) == 0:
        raise KeyRefusedError(table, f"{' '.join(parts)!r} is none")
    return (int(parts[0]) - 1,)


def _read_part(table: Table, field: str, typed: str) -> Value:
    cell = Cell(typed)
    if cell.is_empty:
        raise KeyRefusedError(table, f"nothing was typed as {field}")
    try:
        return table.by_field[field].kind.read(cell)
    except CellRefusedError as error:
        raise KeyRefusedError(table, f"{typed!r} as {field}: {error.reason}") from error
