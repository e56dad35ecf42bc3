"""Reference data straight from the sheet, without a replica."""

from collections.abc import Mapping

from sheetanchor.adapters.sheets.shared_reads import TabReader
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings, employee_settings_from_row
from sheetanchor.domain.payroll.ranks import RankTable, rank_table_from_rows
from sheetanchor.domain.payroll.rates import RateTable, rate_table_from_rows
from sheetanchor.domain.sync.decode import DecodedTab
from sheetanchor.domain.sync.plan import read_table
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.errors import RowHeldError
from sheetanchor.ports.reference_data import DYNAMIC_RATES, EMPLOYEE_SETTINGS, RANKS, ReferenceData
from sheetanchor.ports.sheet import TabRef


class SheetReferenceData(ReferenceData):
    """Asks `sheet` for the tab with every question. tables: the declarations by name.

    shared: where lists are read, and who is no employee; it may tell what was there a moment ago.
    """

    def __init__(
        self, sheet: TabReader, tables: Mapping[str, Table], shared: TabReader | None = None
    ) -> None:
        self._sheet = sheet
        self._tables = tables
        self._shared = sheet if shared is None else shared

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The row of the tab; where its key cannot be told from an unreadable one, RowHeldError.

        Whoever is there is read anew: pay follows from it, and the row may have gone a moment ago.
        """
        known = self._settings_in(self._shared, employee_id)
        if known is None or self._shared is self._sheet:
            return known
        return self._settings_in(self._sheet, employee_id)

    def dynamic_rates(self) -> RateTable:
        """The steps in sheet order; one unreadable cell is RowHeldError."""
        return rate_table_from_rows(row.values for row in self._whole(DYNAMIC_RATES).rows)

    def ranks(self) -> RankTable:
        """The ranks; one unreadable cell is RowHeldError."""
        return rank_table_from_rows(row.values for row in self._whole(RANKS).rows)

    def _settings_in(self, reader: TabReader, employee_id: int) -> EmployeeSettings | None:
        tab = self._read(reader, EMPLOYEE_SETTINGS)
        row = tab.by_key.get((employee_id,))
        if row is not None:
            return employee_settings_from_row(row.values)
        for held in tab.held:
            if held.key is None or held.key == (employee_id,):
                raise RowHeldError(held)
        return None

    def _whole(self, name: str) -> DecodedTab:
        tab = self._read(self._shared, name)
        if tab.held:
            raise RowHeldError(tab.held[0])
        return tab

    def _read(self, reader: TabReader, name: str) -> DecodedTab:
        table = self._tables[name]
        fetched = reader.fetch([TabRef(table.name, table.tab)])
        return read_table(table, fetched.tabs[table.name], {})
