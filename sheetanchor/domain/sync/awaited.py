"""Rows that wait for a person for another reason than what a merge finds."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sheetanchor.domain.sync.outcomes import StoreRow, TablePlan
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.values import Key


def marked(plan: TablePlan, local: Mapping[Key, Row], awaited: Collection[Key]) -> TablePlan:
    """The plan with these rows shown as waiting, and without writes that would change nothing."""
    if not awaited:
        return plan
    stored = {row.key: replace(row, awaits=row.awaits or row.key in awaited) for row in plan.store}
    for key, row in local.items():
        if key in awaited and key not in plan.drop and row.status is SyncStatus.SYNCED:
            stored.setdefault(key, StoreRow(key, row.values, from_sheet=False, is_pending=False, awaits=True))
    return replace(plan, store=tuple(row for row in stored.values() if _is_news(row, local.get(row.key))))


def _is_news(stored: StoreRow, row: Row | None) -> bool:
    return row is None or stored.from_sheet or stored.status is not row.status
