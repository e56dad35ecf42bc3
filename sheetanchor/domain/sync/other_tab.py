"""Noticing that a tab is another one than was synced until now: that one is gone, and this has its title.

It may be a copy that somebody wants to go on with, or one made anew: then what it holds is no edit of what
the other one held. Where it holds the same nothing is at stake.
"""

from collections.abc import Mapping

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.values import Key


def require_known_tab(
    sheet: DecodedTab, known: int | None, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]
) -> None:
    """Raise TablePausedError where the tab is not the one with the known id and holds anything else."""
    if known is None or known == sheet.tab.sheet_id or _is_as_known(sheet, base, local):
        return
    name = sheet.table.name
    raise TablePausedError(
        Pause(
            name,
            sheet.tab.title,
            Guard.OTHER_TAB,
            "A1",
            "and all below it is on another tab than was synced until now, which is gone: this one was made "
            "anew, or is a copy, and holds something else",
            (
                "undo the deletion of the other tab (File, Version history)",
                f"`sheetanchor resync {name}` asks about every difference",
            ),
            may_be_meant=True,
        )
    )


def _is_as_known(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> bool:
    are_all = not sheet.held and sheet.by_key.keys() >= base.keys()
    return are_all and all(_is_known(row, base.get(row.key), local.get(row.key)) for row in sheet.rows)


def _is_known(row: SheetRow, agreed: BaseRow | None, local: Row | None) -> bool:
    """Whether each cell is as it was agreed or as the replica has it."""
    return all(
        (agreed is not None and field in agreed.cells and agreed.cells[field].value == value)
        or (local is not None and local.values.get(field) == value)
        for field, value in row.values.items()
    )
