"""Tries on a scratch tab what the fence and the copies rest on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheetanchor.adapters.sheets.cells import CELL_MASK, decode_cell
from sheetanchor.adapters.sheets.client import SheetsClient
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.adapters.sheets.ranges import whole_tab
from sheetanchor.domain.sync.errors import FenceLostError, WriteRefusedError
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue
from sheetanchor.ports.probe import Assumption, Probe

_SCRATCH_ID = 1_397_509_956
_SCRATCH = "_sheetanchor probe"
_ANSWER = f"updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values({CELL_MASK})))))"
_LATE_WRITES = "a late or doubled request could be applied: edits may be overwritten unseen"
_OVERWRITTEN = "an edit made between our reading and our writing could be lost"
_CONFIRMED = "a write counts as confirmed although something else stands in the cell"
_PLAIN = "a formula could come back as a value, or text of the program become a formula"
_REFUSED = (WriteRefusedError, FenceLostError)


class AssumptionProbe(Probe):
    """Adds a hidden tab, tries, and deletes it. token: a text that was never used before."""

    def __init__(self, client: SheetsClient, spreadsheet_id: str, token: str) -> None:
        self._client = client
        self._id = spreadsheet_id
        self._token = token

    def try_out(self) -> tuple[Assumption, ...]:
        """One request or a few for each assumption."""
        trials: tuple[tuple[str, Callable[[], bool], str], ...] = (
            ("a batch of which one request fails is not applied at all", self._fails_whole, _LATE_WRITES),
            ("a named range keeps the id that we give it", self._keeps_id, _LATE_WRITES),
            ("deleting a named range that is gone fails the batch", self._missing_fails, _LATE_WRITES),
            ("two named ranges cannot have one name", self._names_are_unique, _LATE_WRITES),
            ("a copy sees a cell as it was before the later requests", self._copies_before, _OVERWRITTEN),
            (
                "a copied formula is one, copied text that looks like one is text",
                self._copies_formulas,
                _PLAIN,
            ),
            ("the answer shows cells as they are after the batch", self._answers_after, _CONFIRMED),
        )
        with self._scratch():
            return tuple(Assumption(what, trial(), promise) for what, trial, promise in trials)

    @contextmanager
    def _scratch(self) -> Iterator[None]:
        grid = {"rowCount": 2, "columnCount": 4}
        tab = {"sheetId": _SCRATCH_ID, "title": _SCRATCH, "hidden": True, "gridProperties": grid}
        with suppress(*_REFUSED):
            self._do({"deleteSheet": {"sheetId": _SCRATCH_ID}})
        self._do({"addSheet": {"properties": tab}})
        try:
            yield
        finally:
            self._do({"deleteSheet": {"sheetId": _SCRATCH_ID}})

    def _fails_whole(self) -> bool:
        return self._is_refused(_write(0, "x"), _drop("never-there")) and self._value(0) is None

    def _keeps_id(self) -> bool:
        self._do(_name(self._token, self._token))
        return not self._is_refused(_drop(self._token))

    def _missing_fails(self) -> bool:
        return self._is_refused(_drop(self._token))

    def _names_are_unique(self) -> bool:
        self._do(_name(self._token, self._token))
        is_refused = self._is_refused(_name(f"{self._token}b", self._token))
        self._do(_drop(self._token))
        return is_refused

    def _copies_before(self) -> bool:
        self._do(_write(0, "before"))
        self._do(_copy(0, 1), _write(0, "after"))
        return (self._value(1), self._value(0)) == ("before", "after")

    def _copies_formulas(self) -> bool:
        self._do(_write(0, "=A1"), _write(1, "=A1", "formulaValue"))
        self._do(_copy(0, 2, "PASTE_FORMULA"), _copy(1, 3, "PASTE_FORMULA"))
        text, computed = self._read(2), self._read(3)
        return (text.value, text.formula, computed.formula) == ("=A1", None, "=C1")

    def _answers_after(self) -> bool:
        answer = self._do(_write(2, "first"), _write(2, "second"), reading=True)
        (sheet,) = answer["updatedSpreadsheet"]["sheets"]
        return _cell(sheet, 2).value == "second"

    def _is_refused(self, *requests: JsonObject) -> bool:
        try:
            self._do(*requests)
        except _REFUSED:
            return True
        return False

    def _value(self, column: int) -> CellValue:
        return self._read(column).value

    def _read(self, column: int) -> Cell:
        fields = f"sheets(properties(sheetId),data(rowData(values({CELL_MASK}))))"
        url = SPREADSHEET_URL % self._id
        answer = self._client.call("get", url, {"ranges": [whole_tab(_SCRATCH)], "fields": fields})
        return _cell(answer["sheets"][0], column)

    def _do(self, *requests: JsonObject, reading: bool = False) -> JsonObject:
        body: dict[str, Any] = {"requests": list(requests)}
        if reading:
            body |= {"includeSpreadsheetInResponse": True, "responseRanges": [whole_tab(_SCRATCH)]}
        url = SPREADSHEET_BATCH_UPDATE_URL % self._id
        return self._client.call("post", url, {"fields": _ANSWER} if reading else None, body)


def _cell(sheet: JsonObject, column: int) -> Cell:
    rows = sheet["data"][0].get("rowData", [])
    cells = rows[0].get("values", []) if rows else []
    return decode_cell(cells[column]) if column < len(cells) else EMPTY


def _write(column: int, text: str, kind: str = "stringValue") -> JsonObject:
    return {
        "updateCells": {
            "rows": [{"values": [{"userEnteredValue": {kind: text}}]}],
            "fields": "userEnteredValue",
            "start": {"sheetId": _SCRATCH_ID, "rowIndex": 0, "columnIndex": column},
        }
    }


def _copy(column: int, to: int, paste: str = "PASTE_VALUES") -> JsonObject:
    return {"copyPaste": {"source": _box(column), "destination": _box(to), "pasteType": paste}}


def _name(range_id: str, name: str) -> JsonObject:
    named = {"namedRangeId": range_id, "name": f"probe_{name}", "range": _box(3)}
    return {"addNamedRange": {"namedRange": named}}


def _drop(range_id: str) -> JsonObject:
    return {"deleteNamedRange": {"namedRangeId": range_id}}


def _box(column: int) -> dict[str, int]:
    corner = {"sheetId": _SCRATCH_ID, "startRowIndex": 0, "endRowIndex": 1}
    return {**corner, "startColumnIndex": column, "endColumnIndex": column + 1}
