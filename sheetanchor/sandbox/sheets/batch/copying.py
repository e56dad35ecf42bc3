"""copyPaste, cutPaste, sortRange."""

from typing import NamedTuple

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.batch.context import Batch, request
from sheetanchor.sandbox.sheets.cells import EMPTY, Cell, Entered, ErrorValue, Formula
from sheetanchor.sandbox.sheets.formulas import references
from sheetanchor.sandbox.sheets.grid_ranges import integer, json_range
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.sorting import SortKey, sort_rows


class _Source(NamedTuple):
    row: int
    column: int
    cell: Cell
    value: Entered


class _Paste(NamedTuple):
    values: bool = True
    formulas: bool = True
    formats: bool = True
    validation: bool = True
    notes: bool = True


_PASTES = {
    "PASTE_NORMAL": _Paste(),
    "PASTE_VALUES": _Paste(formulas=False, formats=False, validation=False, notes=False),
    "PASTE_FORMAT": _Paste(values=False, validation=False, notes=False),
    "PASTE_NO_BORDERS": _Paste(),
    "PASTE_FORMULA": _Paste(formats=False, validation=False, notes=False),
    "PASTE_DATA_VALIDATION": _Paste(values=False, formats=False, notes=False),
    "PASTE_CONDITIONAL_FORMATTING": _Paste(values=False, formats=False, validation=False, notes=False),
}


@request("copyPaste")
def _copy_paste(batch: Batch, arguments: JsonObject) -> JsonObject:
    source_sheet, source = batch.area(arguments.get("source", {}))
    sheet, destination = batch.area(arguments.get("destination", {}))
    block = _block(source_sheet, source)
    if arguments.get("pasteOrientation") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    target = _tiled(sheet, destination, block)
    check_writable(sheet, target, batch.who)
    paste = _PASTES[arguments.get("pasteType", "PASTE_NORMAL")]
    for row in range(target.top, target.bottom):
        for column in range(target.left, target.right):
            line = block[(row - target.top) % len(block)]
            copied = line[(column - target.left) % len(line)]
            sheet.grid.put(row, column, _pasted(sheet.grid.cell(row, column), copied, paste, row, column))
    batch.changed(sheet, target, "values" if paste.values else "format")
    return {}


@request("cutPaste")
def _cut_paste(batch: Batch, arguments: JsonObject) -> JsonObject:
    source_sheet, source = batch.writable(arguments.get("source", {}))
    start = arguments.get("destination", {})
    sheet = batch.book.sheet_by_id(integer(start, "sheetId"))
    top, left = integer(start, "rowIndex"), integer(start, "columnIndex")
    target = GridRange(top, left, top + source.height, left + source.width)
    _check_inside(sheet, target)
    check_writable(sheet, target, batch.who)
    block = _block(source_sheet, source)
    for line in block:
        for copied in line:
            source_sheet.grid.put(copied.row, copied.column, EMPTY)
    for row, line in enumerate(block, top):
        for column, copied in enumerate(line, left):
            sheet.grid.put(row, column, copied.cell)
    batch.changed(source_sheet, source, "values")
    batch.changed(sheet, target, "values")
    return {}


@request("sortRange")
def _sort_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, area = batch.writable(arguments.get("range", {}))
    keys = [
        SortKey(integer(spec, "dimensionIndex"), spec.get("sortOrder") == "DESCENDING")
        for spec in arguments.get("sortSpecs", [])
    ]
    outside = [key.column for key in keys if not area.left <= key.column < area.right]
    if outside:
        raise InvalidArgument(f"Sort column index {outside[0]} is outside of the range.")
    sort_rows(sheet.grid, sheet.effective, area, keys)
    batch.changed(sheet, area, "sort")
    return {}


def _block(sheet: Sheet, area: GridRange) -> list[list[_Source]]:
    columns = range(area.left, area.right)
    return [[_source(sheet, row, column) for column in columns] for row in range(area.top, area.bottom)]


def _source(sheet: Sheet, row: int, column: int) -> _Source:
    cell = sheet.grid.cell(row, column)
    value = sheet.effective_of(cell, row, column)
    return _Source(row, column, cell, value.shown if isinstance(value, ErrorValue) else value)


def _tiled(sheet: Sheet, destination: GridRange, block: list[list[_Source]]) -> GridRange:
    """A destination that is a whole multiple of the source is filled; any other takes it once."""
    height, width = len(block), len(block[0])
    rows = destination.height if destination.height % height == 0 else height
    columns = destination.width if destination.width % width == 0 else width
    top, left = destination.top, destination.left
    target = GridRange(top, left, top + rows, left + columns)
    _check_inside(sheet, target)
    return target


def _check_inside(sheet: Sheet, target: GridRange) -> None:
    rows, columns = sheet.size
    if target.bottom > rows or target.right > columns:
        shown = json_range(sheet.sheet_id, target)
        raise InvalidArgument(f"{shown} exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def _pasted(under: Cell, copied: _Source, paste: _Paste, row: int, column: int) -> Cell:
    cell = copied.cell
    entered = under.entered
    if paste.values:
        entered = copied.value
        if paste.formulas and isinstance(cell.entered, Formula):
            shift = (row - copied.row, column - copied.column)
            entered = Formula(references.copied(cell.entered.text, *shift))
    return Cell(
        entered,
        cell.format if paste.formats else under.format,
        cell.note if paste.notes else under.note,
        cell.validation if paste.validation else under.validation,
    )
