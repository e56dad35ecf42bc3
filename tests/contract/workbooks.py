"""One spreadsheet as a person and as the adapter under test see it, in memory and behind Google's API."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Protocol

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.cells import encode_value
from sheetanchor.adapters.sheets.client import SheetsClient
from sheetanchor.adapters.sheets.images import NOTES_ID
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.ports.sheet import Sheet
from tests.contract.cassettes import Server

Size = tuple[int, int]

_FORMATS = {
    "PERCENT": CellFormat.PERCENT,
    "DATE": CellFormat.DATE,
    "DATE_TIME": CellFormat.DATE,
    "TIME": CellFormat.TIME,
    "CURRENCY": CellFormat.CURRENCY,
}


class Workbook(Protocol):
    """What people do. Tabs are named by title, cells by 0-based row and column."""

    sheet: Sheet

    def add_tab(self, title: str, rows: Sequence[Sequence[CellValue]], size: Size = (20, 6)) -> int:
        """A new tab's id."""

    def type(self, title: str, row: int, column: int, value: CellValue) -> None:
        """A value into a cell."""

    def type_formula(self, title: str, row: int, column: int, formula: str, shows: Cell) -> None:
        """A formula; a fake cannot compute and is told what the cell then shows."""

    def set_format(self, title: str, row: int, column: int, kind: str) -> None:
        """A number format by its name in Google's API."""

    def insert_row(self, title: str, before: int) -> None:
        """A blank row."""

    def insert_column(self, title: str, before: int) -> None:
        """A blank column."""

    def rename_tab(self, title: str, new: str) -> None:
        """Another title."""

    def delete_tab(self, title: str) -> None:
        """Away with it."""

    def delete_notes(self) -> None:
        """Away with the hidden tab of the engine."""


class MemoryWorkbook:
    """The fake."""

    def __init__(self) -> None:
        self.fake = MemorySheet()
        self.sheet: Sheet = self.fake

    def add_tab(self, title: str, rows: Sequence[Sequence[CellValue]], size: Size = (20, 6)) -> int:
        return self.fake.add_tab(title, rows, size=size).sheet_id

    def type(self, title: str, row: int, column: int, value: CellValue) -> None:
        self.fake.tab(title).set_at(row, column, value)

    def type_formula(self, title: str, row: int, column: int, formula: str, shows: Cell) -> None:
        self.fake.tab(title).set_at(row, column, replace(shows, is_formula=True, formula=formula))

    def set_format(self, title: str, row: int, column: int, kind: str) -> None:
        tab = self.fake.tab(title)
        tab.set_at(row, column, replace(tab.line(row)[column], format=_FORMATS[kind]))

    def insert_row(self, title: str, before: int) -> None:
        self.fake.tab(title).insert_row(before)

    def insert_column(self, title: str, before: int) -> None:
        self.fake.tab(title).insert_column(before)

    def rename_tab(self, title: str, new: str) -> None:
        self.fake.rename_tab(title, new)

    def delete_tab(self, title: str) -> None:
        self.fake.delete_tab(title)

    def delete_notes(self) -> None:
        self.fake.delete_hidden_tab()


class GoogleWorkbook:
    """The adapter, and a person who speaks to the same server; what both say is in the cassette."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.google = GoogleSheet(server.spreadsheet_id, server.credentials, base_url=server.base_url)
        self.sheet: Sheet = self.google
        self._person = SheetsClient(server.credentials, base_url=server.base_url)
        self._ids: dict[str, int] = {}
        self._next_id = count(101)

    def close(self) -> None:
        self.google.close()
        self._person.close()

    def clear(self) -> None:
        """A spreadsheet cannot be without any tab: all make room for a spare one."""
        url = SPREADSHEET_URL % self.server.spreadsheet_id
        answer = self._person.call("get", url, {"fields": "sheets.properties.sheetId"})
        old = [int(sheet["properties"]["sheetId"]) for sheet in answer["sheets"]]
        spare = next(number for number in count(1001) if number not in old)
        self._do({"addSheet": {"properties": {"sheetId": spare, "title": f"Spare {spare}"}}})
        for number in old:
            self._do({"deleteSheet": {"sheetId": number}})

    def add_tab(self, title: str, rows: Sequence[Sequence[CellValue]], size: Size = (20, 6)) -> int:
        number = next(self._next_id)
        grid = {"rowCount": size[0], "columnCount": size[1]}
        self._do({"addSheet": {"properties": {"sheetId": number, "title": title, "gridProperties": grid}}})
        self._ids[title] = number
        self._put(title, 0, 0, [[encode_value(value) for value in row] for row in rows])
        return number

    def type(self, title: str, row: int, column: int, value: CellValue) -> None:
        self._put(title, row, column, [[encode_value(value)]])

    def type_formula(self, title: str, row: int, column: int, formula: str, shows: Cell) -> None:
        self._put(title, row, column, [[{"userEnteredValue": {"formulaValue": formula}}]])

    def set_format(self, title: str, row: int, column: int, kind: str) -> None:
        cell = {"userEnteredFormat": {"numberFormat": {"type": kind}}}
        self._put(title, row, column, [[cell]], fields="userEnteredFormat.numberFormat")

    def insert_row(self, title: str, before: int) -> None:
        self._insert(title, "ROWS", before)

    def insert_column(self, title: str, before: int) -> None:
        self._insert(title, "COLUMNS", before)

    def rename_tab(self, title: str, new: str) -> None:
        properties = {"sheetId": self._ids[title], "title": new}
        self._do({"updateSheetProperties": {"properties": properties, "fields": "title"}})
        self._ids[new] = self._ids.pop(title)

    def delete_tab(self, title: str) -> None:
        self._do({"deleteSheet": {"sheetId": self._ids.pop(title)}})

    def delete_notes(self) -> None:
        self._do({"deleteSheet": {"sheetId": NOTES_ID}})

    def _insert(self, title: str, dimension: str, before: int) -> None:
        place = {"startIndex": before, "endIndex": before + 1}
        self._do(
            {"insertDimension": {"range": {"sheetId": self._ids[title], "dimension": dimension, **place}}}
        )

    def _put(
        self, title: str, row: int, column: int, rows: list[list[Any]], fields: str = "userEnteredValue"
    ) -> None:
        start = {"sheetId": self._ids[title], "rowIndex": row, "columnIndex": column}
        data = [{"values": cells} for cells in rows]
        self._do({"updateCells": {"rows": data, "fields": fields, "start": start}})

    def _do(self, request: dict[str, Any]) -> None:
        url = SPREADSHEET_BATCH_UPDATE_URL % self.server.spreadsheet_id
        self._person.call("post", url, body={"requests": [request]})
