"""From values to what is put into cells of the sheet."""

from sheetanchor.domain.sync.decode import DecodedTab
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.domain.tables.values import Values

_HEADER = 0
_FIRST_ROW = 1


def encoded(sheet: DecodedTab, values: Values, like: int) -> dict[int, CellValue]:
    """The cells by grid column, written for the formats of grid row `like`.

    A new row takes over the formats of the row above it; where that is the header row, those of the row
    below. Columns that people compute are left out.
    """
    model = _FIRST_ROW if like == _HEADER else like
    cells: dict[int, CellValue] = {}
    for field, value in values.items():
        if field in sheet.read_only:
            continue
        column = sheet.columns[field]
        kind = sheet.table.by_field[field].kind
        fmt = sheet.tab.cell(model, column).format
        cells[column] = None if value is None else kind.write(value, fmt)
    return cells
