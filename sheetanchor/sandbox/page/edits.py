"""What a person does on the grid, carried out in the model as one edit each, as on Google's page."""

from collections.abc import Callable, Sequence

from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.sheet import Sheet

Block = Sequence[Sequence[str]]


def enter_block(sheet: Sheet, row: int, column: int, block: Block) -> None:
    """Type or paste texts from a cell on, row by row; the sheet grows where the block reaches over it."""
    if len(block) == 1 and len(block[0]) == 1:
        sheet.type_cell(row, column, block[0][0])
        return
    area = GridRange(row, column, row + len(block), column + max(map(len, block)))
    with sheet.book.edit("person") as edit:
        if area.bottom > sheet.grid.row_count:
            structure.resize(sheet, "ROWS", area.bottom)
            edit.changed(sheet, None, "rows")
        if area.right > sheet.grid.column_count:
            structure.resize(sheet, "COLUMNS", area.right)
            edit.changed(sheet, None, "columns")
        for down, line in enumerate(block):
            for across, text in enumerate(line):
                sheet.enter(row + down, column + across, text)
        edit.changed(sheet, area, "values")


def frozen_rows(sheet: Sheet) -> int:
    """Rows that stay in sight."""
    return int(sheet.state.grid_extra.get("frozenRowCount", 0))


def _sort(sheet: Sheet, column: int, *, descending: bool) -> None:
    sheet.sort(column, descending=descending, header_rows=frozen_rows(sheet) or 1)


RESTRUCTURES: dict[str, Callable[[Sheet, int, int], None]] = {
    "insertRows": lambda sheet, at, count: sheet.insert_rows(at, count),
    "deleteRows": lambda sheet, at, count: sheet.delete_rows(at, count),
    "insertColumns": lambda sheet, at, count: sheet.insert_columns(at, count),
    "deleteColumns": lambda sheet, at, count: sheet.delete_columns(at, count),
    "sortAscending": lambda sheet, at, _: _sort(sheet, at, descending=False),
    "sortDescending": lambda sheet, at, _: _sort(sheet, at, descending=True),
}
"""By name: the sheet, the row or column counted from 0, how many."""
