"""Where a row stands in the spreadsheet at this moment."""

from collections.abc import Mapping

from sheetanchor.domain.sync.plan import read_table
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.sheet import Sheet, TabRef


class SheetRows:
    """Asks the sheet itself, one request: the replica keeps no places, for people move rows."""

    def __init__(self, sheet: Sheet, tables: Mapping[str, Table]) -> None:
        self._sheet = sheet
        self._tables = tables

    def place(self, name: str, key: Key) -> int | None:
        """The row number as people see it, None where no row has the key; raises TablePausedError."""
        table = self._tables[name]
        fetched = self._sheet.fetch([TabRef(table.name, table.tab)])
        tab = read_table(table, fetched.tabs[name], {})
        row = tab.by_key.get(key)
        if row is not None:
            return row.place + 1
        return next((held.row for held in tab.held if held.key == key), None)
