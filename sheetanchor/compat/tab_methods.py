"""gspread's own objects, for a bot that works on the tab itself."""

import gspread

from sheetanchor.compat.methods import Methods


class TabMethods(Methods):
    """What a bot writes through these is an edit in the sheet like anybody's."""

    def get_worksheet(self) -> gspread.Worksheet:
        """The tab of the shifts, made with its headers where there is none."""
        return self._read(self._parts.tab.worksheet)

    def ensure_headers(self, ws: gspread.Worksheet | None = None) -> None:
        """Write a header row where there is none, and add a column for each product that has none.

        A header that stands is never overwritten. Raises a ValueError where another one is missing.
        """
        self._read(lambda: self._parts.tab.ensure_headers(ws))
