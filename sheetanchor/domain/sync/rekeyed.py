"""Rows that seem to have been given another key: one is gone, and a new one holds all else as it was agreed.

Nobody can tell that from a row deleted and an equal one added, so a person is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.tab import address
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value, Values

_Content = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class NewKey:
    """A proposal: the row of key `old` stands in the sheet under the key of `row` now."""

    old: Key
    row: SheetRow

    def conflict(self, sheet: DecodedTab, local: Row) -> Conflict:
        """For a person to decide, at the cell of the key."""
        changed = zip(sheet.table.key, self.old, self.row.key, strict=True)
        field = next(name for name, old, new in changed if old != new)
        return Conflict(
            table=sheet.table.name,
            key=self.old,
            field=None,
            loss=Loss.REKEYED,
            sheet=self.row.values,
            local=local.values,
            winner=None,
            address=address(self.row.place, sheet.columns[field]),
        )


def new_keys(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> tuple[NewKey, ...]:
    """All proposals; where several rows are equal they are paired in their order."""
    fresh: dict[_Content, list[SheetRow]] = {}
    for row in sheet.rows:
        if row.key not in base and row.key not in local:
            fresh.setdefault(_content(sheet.table, row.values), []).append(row)
    return tuple(_pairs(sheet, base, local, fresh)) if fresh else ()


def _pairs(
    sheet: DecodedTab,
    base: Mapping[Key, BaseRow],
    local: Mapping[Key, Row],
    fresh: Mapping[_Content, list[SheetRow]],
) -> Iterator[NewKey]:
    for key, agreed in base.items():
        if key in local and key not in sheet.by_key and key not in sheet.held_keys:
            content = _agreed_content(sheet.table, agreed)
            if content is not None and fresh.get(content):
                yield NewKey(key, fresh[content].pop(0))


def _agreed_content(table: Table, agreed: BaseRow) -> _Content | None:
    """What was agreed beside the key; None where that is nothing to know a row by."""
    if any(column.field not in agreed.cells for column in table.columns):
        return None
    values = {name: cell.value for name, cell in agreed.cells.items()}
    columns = [column for column in table.columns if column.field not in table.key]
    if all(values[column.field] in (None, column.default) for column in columns):
        return None
    return _content(table, values)


def _content(table: Table, values: Values) -> _Content:
    return tuple(values[column.field] for column in table.columns if column.field not in table.key)
