"""From the answer of spreadsheets.get, or of a batch that reads back, to tabs and rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sheetanchor.adapters.sheets.cells import CELL_MASK, decode_cell
from sheetanchor.adapters.sheets.errors import unanswered
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell

PROPERTIES_MASK = "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))"
GRID_MASK = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    f"data(startRow,startColumn,rowData(values({CELL_MASK}))))"
)


@contextmanager
def understood(*, is_write: bool) -> Iterator[None]:
    """Turn the failure to make sense of an answer into what no answer at all would be."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        said = f"Google's answer is not what was asked for ({error!r})."
        raise unanswered(said, is_write=is_write) from error


@dataclass(frozen=True, slots=True)
class TabProperties:
    """Which tab it is and how large its grid is."""

    sheet_id: int
    title: str
    row_count: int
    column_count: int


def decode_properties(spreadsheet: JsonObject) -> list[TabProperties]:
    """The tabs that have a grid; one that holds only a chart has none and is left out.

    Every spreadsheet has a tab: an answer without one is none, and must not pass for deleted tabs.
    """
    found = (sheet["properties"] for sheet in spreadsheet["sheets"])
    return [_properties(properties) for properties in found if "gridProperties" in properties]


def _properties(properties: JsonObject) -> TabProperties:
    grid = properties["gridProperties"]
    return TabProperties(
        sheet_id=int(properties.get("sheetId", 0)),
        title=properties["title"],
        row_count=int(grid.get("rowCount", 0)),
        column_count=int(grid.get("columnCount", 0)),
    )


def decode_tabs(spreadsheet: JsonObject) -> list[Tab]:
    """Every tab of the answer with its cells, blank ones at the end of a row and of the tab cut.

    A tab without any cell still has its data: where that is absent, the answer is none.
    """
    sheets = [sheet for sheet in spreadsheet["sheets"] if "gridProperties" in sheet["properties"]]
    return [_tab(_properties(sheet["properties"]), sheet["data"]) for sheet in sheets]


def _tab(properties: TabProperties, data: Iterable[JsonObject]) -> Tab:
    rows = [_cut(cells) for block in data for cells in _block(block)]
    while rows and not rows[-1]:
        rows.pop()
    return Tab(
        properties.sheet_id, properties.title, properties.row_count, properties.column_count, tuple(rows)
    )


def _cut(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] == EMPTY:
        end -= 1
    return cells[:end]


def _block(block: JsonObject) -> list[tuple[Cell, ...]]:
    return [tuple(decode_cell(cell) for cell in row.get("values", [])) for row in block.get("rowData", [])]


def decode_rows(spreadsheet: JsonObject, sheet_id: int) -> dict[int, list[tuple[Cell, ...]]]:
    """The blocks of rows of one tab by the 0-based grid row that they begin with; empty rows may be cut."""
    return {
        int(block.get("startRow", 0)): _block(block)
        for sheet in spreadsheet["sheets"]
        if int(sheet["properties"].get("sheetId", 0)) == sheet_id
        for block in sheet.get("data", [])
    }
