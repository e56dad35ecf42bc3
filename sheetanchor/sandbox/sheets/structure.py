"""Inserting, deleting and moving rows or columns, with all that refers to them."""

from typing import TYPE_CHECKING

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import Cell, Formula
from sheetanchor.sandbox.sheets.formulas import references
from sheetanchor.sandbox.sheets.grid_ranges import shift_range
from sheetanchor.sandbox.sheets.shifts import Dimension, Insertion, Move, Removal, Shift

if TYPE_CHECKING:
    from sheetanchor.sandbox.sheets.sheet import Sheet


def insert(sheet: "Sheet", dimension: Dimension, change: Insertion, *, inherit_before: bool) -> None:
    """Blank rows or columns, formatted as the ones before or after them."""
    size = length(sheet, dimension)
    if change.at > size:
        raise InvalidArgument(f"range.startIndex is larger than current grid size ({size})")
    if change.at == size and not inherit_before:
        message = f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false."
        raise InvalidArgument(message)
    resize(sheet, dimension, size + change.count)
    _shift(sheet, dimension, change)
    model = change.at - 1 if inherit_before else change.at + change.count
    if model >= 0:
        _inherit_formats(sheet, dimension, change, model)


def delete(sheet: "Sheet", dimension: Dimension, change: Removal) -> None:
    """Raises InvalidArgument, with nothing done, for ones that are not there or for all there are."""
    size = length(sheet, dimension)
    word = "row" if dimension == "ROWS" else "column"
    if change.at + change.count > size:
        missing = change.at if change.at >= size else size
        raise InvalidArgument(
            f"Cannot delete a {word} that doesn't exist. "
            f"Tried to delete {word} index {missing} but there are only {size} {word}s."
        )
    if change.count == size:
        raise InvalidArgument(f"You can't delete all the {word}s on the sheet.")
    frozen = int(sheet.state.grid_extra.get(f"frozen{word.capitalize()}Count", 0))
    if frozen and change.at <= frozen and change.at + change.count == size:
        raise InvalidArgument(f"Sorry, it is not possible to delete all non-frozen {word}s.")
    _shift(sheet, dimension, change)
    _set_length(sheet, dimension, size - change.count)


def move(sheet: "Sheet", dimension: Dimension, change: Move) -> None:
    """Raises InvalidArgument where source or destination lies outside the grid, or one inside the other."""
    size = length(sheet, dimension)
    if change.end > size or change.destination > size:
        raise InvalidArgument(f"Attempting to move beyond the grid size ({size}).")
    if change.start < change.destination < change.end:
        raise InvalidArgument("The destination index must not be inside the source range.")
    _shift(sheet, dimension, change)


def length(sheet: "Sheet", dimension: Dimension) -> int:
    """Rows or columns of the sheet."""
    return sheet.grid.row_count if dimension == "ROWS" else sheet.grid.column_count


def resize(sheet: "Sheet", dimension: Dimension, size: int) -> None:
    """Add to or cut off the end; raises InvalidArgument past the workbook's limit of cells, or below one."""
    if size < 1:
        word = "rows" if dimension == "ROWS" else "columns"
        raise InvalidArgument(f"You can't delete all the {word} on the sheet.")
    other = sheet.grid.column_count if dimension == "ROWS" else sheet.grid.row_count
    sheet.book.check_cells(sheet, size * other)
    shrunk = length(sheet, dimension) - size
    if shrunk > 0:
        _shift(sheet, dimension, Removal(size, shrunk))
    _set_length(sheet, dimension, size)


def _set_length(sheet: "Sheet", dimension: Dimension, size: int) -> None:
    if dimension == "ROWS":
        sheet.grid.row_count = size
    else:
        sheet.grid.column_count = size
    sheet.grid.trim()


def _shift(sheet: "Sheet", dimension: Dimension, change: Shift) -> None:
    sheet.grid.shift(dimension, change)
    _shift_formulas(sheet, references.Place(sheet.title, dimension), change)
    state = sheet.state
    state.merges = [
        area for merge in state.merges if (area := _shifted(merge, dimension, change)) is not None
    ]
    state.dimension_properties[dimension] = {
        new: properties
        for old, properties in state.dimension_properties[dimension].items()
        if (new := change.index(old)) is not None
    }
    state.protected_ranges = [
        entry
        for entry in state.protected_ranges
        if "range" not in entry or shift_range(entry["range"], dimension, change)
    ]
    if state.basic_filter and not shift_range(state.basic_filter["range"], dimension, change):
        state.basic_filter = None
    _shift_groups(state.groups[dimension], change)
    sheet.book.shift_ranges(sheet, dimension, change)


def _shift_groups(groups: list[JsonObject], change: Shift) -> None:
    for group in tuple(groups):
        span = change.span(group["range"].get("startIndex", 0), group["range"].get("endIndex"))
        if span is None:
            groups.remove(group)
            continue
        group["range"] = {**group["range"], "startIndex": span[0], "endIndex": span[1]}


def follow_cells(sheet: "Sheet", dimension: Dimension, change: Shift, band: range) -> None:
    """Take formulas and named ranges along when cells of a band of columns (or rows) move, and no others."""
    across = length(sheet, "COLUMNS" if dimension == "ROWS" else "ROWS")
    whole = band == range(across)
    _shift_formulas(sheet, references.Place(sheet.title, dimension, None if whole else band), change)
    sheet.book.shift_names(sheet, dimension, change, band)


def _shift_formulas(sheet: "Sheet", place: references.Place, change: Shift) -> None:
    for other in sheet.book.sheets:
        for row, column, cell in other.grid.cells():
            if not isinstance(cell.entered, Formula):
                continue
            text = references.moved(cell.entered.text, other.title, place, change)
            if text != cell.entered.text:
                other.grid.put(row, column, cell.with_entered(Formula(text)))


def _shifted(area: GridRange, dimension: Dimension, change: Shift) -> GridRange | None:
    if dimension == "ROWS":
        span = change.span(area.top, area.bottom)
        return None if span is None else area._replace(top=span[0], bottom=span[1] or area.bottom)
    span = change.span(area.left, area.right)
    return None if span is None else area._replace(left=span[0], right=span[1] or area.right)


def _inherit_formats(sheet: "Sheet", dimension: Dimension, change: Insertion, model: int) -> None:
    new = range(change.at, change.at + change.count)
    if dimension == "ROWS":
        formats = [(column, cell.format) for column, cell in sheet.grid.row(model).items() if cell.format]
        for column, format_ in formats:
            for row in new:
                sheet.grid.put(row, column, Cell(format=format_))
        return
    for row in range(sheet.grid.used_rows):
        beside = sheet.grid.cell(row, model)
        if beside.format:
            for column in new:
                sheet.grid.put(row, column, Cell(format=beside.format))
