"""Where in the tab a conflict, or a row of a list, stands, so that people find it."""

from dataclasses import replace

from sheetanchor.domain.sync.decode import DecodedTab
from sheetanchor.domain.sync.outcomes import Conflict, TablePlan
from sheetanchor.domain.sync.tab import address


def located(sheet: DecodedTab, plan: TablePlan) -> TablePlan:
    """The plan with the address of every conflict whose row stands in the tab, and the places of a list."""
    conflicts = tuple(_located(sheet, conflict) for conflict in plan.conflicts)
    places = {row.key: row.place for row in sheet.rows} if sheet.table.is_whole else {}
    return replace(plan, conflicts=conflicts, places=places)


def _located(sheet: DecodedTab, conflict: Conflict) -> Conflict:
    row = sheet.by_key.get(conflict.key)
    if row is None or conflict.address is not None:
        return conflict
    first = sheet.table.key[0] if sheet.table.key else sheet.table.columns[0].field
    return replace(conflict, address=address(row.place, sheet.columns[conflict.field or first]))
