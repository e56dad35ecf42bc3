"""What a plugin may add. Mark the implementation with `sheetanchor.hookimpl`.

Leave out arguments you ignore.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pluggy

from sheetanchor.domain.tables.schema import Table

PROJECT = "sheetanchor"

#: Marks a function of a plugin as the implementation of the hook of its name.
hookimpl = pluggy.HookimplMarker(PROJECT)
_hookspec = pluggy.HookspecMarker(PROJECT)


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """What a plugin may know of the settings. zone: of the wall-clock times in the sheet."""

    zone: ZoneInfo


class Hooks:
    """The hooks, in the order in which a start calls them."""

    @_hookspec
    def sheetanchor_tables(self, settings: PluginSettings) -> Sequence[Table]:  # type: ignore[empty-body]
        """Declare the tables that are kept equal in the sheet and in the replica.

        Called once at start for every plugin, built-in ones first, then the others by name. A name or a tab
        that another plugin took already is an error that names both.
        """
