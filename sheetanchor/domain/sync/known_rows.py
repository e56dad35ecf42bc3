"""Which agreed rows stand in a tab, and which are gone."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sheetanchor.domain.sync.alignment import pairs as matched
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_key, shown_value
from sheetanchor.domain.tables.values import Key, Value

_NAMED = 3

_Base = Mapping[Key, BaseRow]


def known_rows(sheet: DecodedTab, base: _Base) -> list[tuple[BaseRow, SheetRow]]:
    """The readable rows that were agreed, in the order of the sheet."""
    if not sheet.table.is_whole:
        return [(base[row.key], row) for row in sheet.rows if row.key in base]
    agreed = list(base.values())
    pairs = matched([_line_of(sheet.table, row) for row in agreed], _lines_in(sheet))
    return [(agreed[old], sheet.rows[new]) for old, new in pairs]


def gone_keys(sheet: DecodedTab, base: _Base) -> Sequence[Key]:
    """Agreed rows that the tab does not hold; none while some key is in doubt."""
    if sheet.keys_in_doubt:
        return ()
    return tuple(key for key in base if key not in sheet.by_key and key not in sheet.held_keys)


def named_rows(sheet: DecodedTab, base: _Base, gone: Collection[Key]) -> str:
    """The first rows that are gone, as people know them: by key, those of a list by its first column."""
    if sheet.table.is_whole:
        names = _names_in_list(sheet, base)
    else:
        names = [shown_key(sheet.table, key) for key in gone]
    first = names[: min(len(gone), _NAMED)]
    more = len(gone) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")


def _names_in_list(sheet: DecodedTab, base: _Base) -> list[str]:
    """Of the lines that stand nowhere any more: numbers tell nothing where those below moved up."""
    first = sheet.table.columns[0].field
    standing = Counter(_lines_in(sheet))
    names: list[str] = []
    for row in base.values():
        line = _line_of(sheet.table, row)
        if not standing[line]:
            names.append(shown_value(sheet.table, first, line[0]))
        standing[line] -= min(standing[line], 1)
    return names


def _line_of(table: Table, row: BaseRow) -> tuple[Value, ...]:
    """A column declared since was agreed to be blank."""
    cells = row.cells
    return tuple(
        cells[column.field].value if column.field in cells else column.default for column in table.columns
    )


def _lines_in(sheet: DecodedTab) -> list[tuple[Value, ...]]:
    fields = [column.field for column in sheet.table.columns]
    return [tuple(row.values[name] for name in fields) for row in sheet.rows]
