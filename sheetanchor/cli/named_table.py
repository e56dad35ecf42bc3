"""A table as an operator names it."""

from collections.abc import Iterable

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.schema import Table


class NoSuchTableError(InputError):
    """What was typed names no table; the message lists those that there are."""


def named_table(tables: Iterable[Table], typed: str) -> Table:
    """The table of that name, in any case, or of the tab with that title; raises NoSuchTableError."""
    known = tuple(tables)
    for name_of in (_name, _tab):
        found = [table for table in known if name_of(table).casefold() == typed.casefold()]
        if len(found) == 1:
            return found[0]
    names = ", ".join(table.name for table in known)
    raise NoSuchTableError(
        f"there is no table {typed!r} here; there are {names}, and those of a plugin while it is installed "
        "and switched on. Nothing was changed."
    )


def _name(table: Table) -> str:
    return table.name


def _tab(table: Table) -> str:
    return table.tab
