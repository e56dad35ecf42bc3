"""All that the author of a plugin table imports: declare a Table, mark the hook, done.

See docs/plugins.md.
"""

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.deciding import Decision, Disputed, OwnStrategy
from sheetanchor.domain.tables.kinds import Boolean, DecimalNumber, Integer, Money, Percent, Text
from sheetanchor.domain.tables.moments import Date, DateTime
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import (
    AppendOnlyError,
    Column,
    Deletions,
    Policy,
    Strategy,
    Table,
    ValueRefusedError,
    Writer,
)
from sheetanchor.plugins.hookspecs import PluginSettings, hookimpl

__all__ = [
    "AppendOnlyError",
    "Boolean",
    "Column",
    "Conflict",
    "Date",
    "DateTime",
    "DecimalNumber",
    "Decision",
    "Deletions",
    "Disputed",
    "Integer",
    "KeptConflict",
    "Loss",
    "Money",
    "OwnStrategy",
    "Percent",
    "PluginSettings",
    "Policy",
    "Source",
    "Strategy",
    "Table",
    "Text",
    "ValueRefusedError",
    "Writer",
    "hookimpl",
]
