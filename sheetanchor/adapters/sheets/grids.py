"""From the answer of spreadsheets.get, or of a batch that reads back, to tabs and rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sheetanchor.adapters.sheets.cells import CELL_MASK, decode_cell
from sheetanchor.adapters.sheets.errors import unanswered
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.domain.sync.tab import Cut, Tab, address
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
    """Every tab of the answer with its cells, blank ones at the end of a row and of the tab cut off.

    A tab without any cell still has its data: where all of that is absent, the answer is none.
    """
    sheets = [sheet for sheet in spreadsheet["sheets"] if "gridProperties" in sheet["properties"]]
    if sheets and not any("data" in sheet for sheet in sheets):
        raise LookupError("it holds no cells")
    return [_tab(_properties(sheet["properties"]), sheet.get("data", [])) for sheet in sheets]


def unread(tab: TabProperties) -> Tab:
    """A tab that is there, and of which no cells came."""
    return _grid(tab, cut=Cut("A1", "no cells of the tab came"))


def _tab(tab: TabProperties, data: Sequence[JsonObject]) -> Tab:
    """One range was asked for, so that there is one block, which begins in A1 and fits into the grid.

    Of an answer that says anything else no cell is sure.
    """
    if not data:
        return unread(tab)
    rows = _block(data[0])
    cut = _misplaced(data) or _too_large(tab, rows)
    if cut is not None:
        return _grid(tab, cut=cut)
    rows = [_ended(cells) for cells in rows]
    while rows and not rows[-1]:
        rows.pop()
    return _grid(tab, rows)


def _grid(tab: TabProperties, rows: Sequence[tuple[Cell, ...]] = (), cut: Cut | None = None) -> Tab:
    return Tab(tab.sheet_id, tab.title, tab.row_count, tab.column_count, tuple(rows), cut)


def _misplaced(data: Sequence[JsonObject]) -> Cut | None:
    row, column = (int(data[0].get(start, 0)) for start in ("startRow", "startColumn"))
    if row or column:
        return Cut("A1", f"what came begins in {address(row, column)}")
    return Cut("A1", f"it came in {len(data)} parts") if len(data) > 1 else None


def _too_large(tab: TabProperties, rows: Sequence[tuple[Cell, ...]]) -> Cut | None:
    if len(rows) > tab.row_count:
        said = f"{len(rows)} rows came of a tab that is said to have {tab.row_count}"
        return Cut(address(tab.row_count, 0), said)
    width = max(map(len, rows), default=0)
    if width > tab.column_count:
        said = f"{width} columns came of a tab that is said to have {tab.column_count}"
        return Cut(address(0, tab.column_count), said)
    return None


def _ended(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
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
