"""What a plugin may add. Mark the implementation with `sheetanchor.hookimpl`.

Leave out arguments you ignore.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pluggy

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.schema import Table

PROJECT = "sheetanchor"
DEFAULT_PRODUCTS = ("Model A", "Model B", "Model C")
DEFAULT_SHIFTS_TAB = "Shifts"

#: Marks a function of a plugin as the implementation of the hook of its name.
hookimpl = pluggy.HookimplMarker(PROJECT)
_hookspec = pluggy.HookspecMarker(PROJECT)


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """What a plugin may know of the settings.

    zone: of the wall-clock times in the sheet. products: what is sold, each with a column among the shifts.
    shifts_tab: title of the tab that holds the shifts.
    """

    zone: ZoneInfo
    products: tuple[str, ...] = DEFAULT_PRODUCTS
    shifts_tab: str = DEFAULT_SHIFTS_TAB


class Hooks:
    """The hooks, in the order in which a start calls them."""

    @_hookspec
    def sheetanchor_tables(self, settings: PluginSettings) -> Sequence[Table]:  # type: ignore[empty-body]
        """Declare the tables that are kept equal in the sheet and in the replica.

        Called once at start for every plugin, built-in ones first, then the others by name. A name or a tab
        that another plugin took already is an error that names both.
        """

    @_hookspec
    def sheetanchor_conflict(self, conflict: KeptConflict) -> None:
        """Learn of a conflict, decided or waiting, once it is kept.

        Called on the thread of the sync after the pass that found it, once for each; again where the program
        was killed meanwhile. Be quick, and hand long work to a thread of your own. What is raised is logged
        and stops nothing.
        """
