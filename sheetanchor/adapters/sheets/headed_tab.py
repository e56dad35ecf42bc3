"""gspread's own objects, for programs that work on a tab themselves."""

from collections.abc import Callable, Sequence

import gspread
from gspread.exceptions import WorksheetNotFound

from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.errors import SheetContentError
from sheetanchor.domain.sync.tab import area
from sheetanchor.domain.tables.schema import header_key

_ROWS, _COLUMNS = 100, 20


class HeaderNotOursError(SheetContentError):
    """Row 1 of a tab lacks headers that cannot be added behind the others without guessing."""


def open_spreadsheet(sheet: GoogleSheet) -> gspread.Spreadsheet:
    """The spreadsheet as gspread has it, over the same connection: one request, and one for each tab."""
    return gspread.Spreadsheet(sheet.client, {"id": sheet.spreadsheet_id})


class HeadedTab:
    """A tab with a header row. added: headers that are put behind the others where they are missing."""

    def __init__(
        self,
        spreadsheet: Callable[[], gspread.Spreadsheet],
        title: str,
        headers: Sequence[str],
        added: Sequence[str],
    ) -> None:
        self._spreadsheet = spreadsheet
        self._title = title
        self._headers = list(headers)
        self._added = {header_key(header) for header in added}

    def worksheet(self) -> gspread.Worksheet:
        """The tab, made with its headers where there is none."""
        try:
            return self._spreadsheet().worksheet(self._title)
        except WorksheetNotFound:
            width = max(_COLUMNS, len(self._headers))
            made = self._spreadsheet().add_worksheet(self._title, rows=_ROWS, cols=width)
            made.update([self._headers], "A1")
            return made

    def ensure_headers(self, worksheet: gspread.Worksheet | None = None) -> None:
        """Write a header row where there is none, and add missing headers behind the others.

        A header that stands is never overwritten or moved, for the values below would get another meaning.
        Raises HeaderNotOursError where one is missing that is not among `added`; then nothing was written.
        """
        tab = self.worksheet() if worksheet is None else worksheet
        present = [str(header) for header in tab.row_values(1)]
        known = {header_key(header) for header in present if header.strip()}
        missing = [header for header in self._headers if header_key(header) not in known]
        if not known:
            self._write(tab, 1, self._headers)
        elif missing:
            self._require_added(missing, len(present))
            self._write(tab, len(present) + 1, missing)

    def _require_added(self, missing: Sequence[str], width: int) -> None:
        strange = [header for header in missing if header_key(header) not in self._added]
        if strange:
            named = ", ".join(repr(header) for header in strange)
            row = area(0, 0, 0, width - 1)
            raise HeaderNotOursError(
                f"{self._title}!{row} does not hold {named}. Nothing was written: write it back above its "
                "column and try again, for a new column would leave the old one's values behind."
            )

    @staticmethod
    def _write(tab: gspread.Worksheet, column: int, headers: Sequence[str]) -> None:
        lacking = column + len(headers) - 1 - tab.col_count
        if lacking > 0:
            tab.add_cols(lacking)
        tab.update([list(headers)], gspread.utils.rowcol_to_a1(1, column))
