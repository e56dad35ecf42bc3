"""All methods of the old services, whatever stands behind them."""

import gspread

from sheetanchor.compat.bonus_methods import BonusMethods
from sheetanchor.compat.rank_methods import RankMethods
from sheetanchor.compat.reference_methods import ReferenceMethods
from sheetanchor.compat.shift_methods import ShiftMethods
from sheetanchor.compat.tab_methods import TabMethods
from sheetanchor.compat.wiring import Wired


class Surface(ShiftMethods, ReferenceMethods, RankMethods, BonusMethods, TabMethods):
    """What an existing bot calls."""

    def __init__(self, wired: Wired, cache_manager: object) -> None:
        super().__init__(wired.parts, wired.exchange)
        self._wired = wired
        self._cache_manager = cache_manager

    @property
    def spreadsheet(self) -> gspread.Spreadsheet:
        """The object of gspread; the first use is one request."""
        return self._wired.spreadsheet()

    @property
    def cache_manager(self) -> object:
        """What the constructor was given. It is kept and not used: nothing here is cached."""
        return self._cache_manager
