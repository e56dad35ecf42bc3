"""Which conflicts of a pass are new, and which of those that waited are over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss, TablePlan
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.replica import Transaction

_Place = tuple[Key, str | None]


def keep_conflicts(tx: Transaction, plan: TablePlan, at: datetime) -> int:
    """Keep what both sides changed, and settle what they agree on by now; how many are new.

    The rest of the plan is applied already.
    """
    opened = tx.open_conflicts(plan.table)
    waiting = {_place(kept.conflict): kept for kept in opened if not is_overwritten(kept)}
    still = {_place(conflict): conflict for conflict in plan.conflicts if conflict.winner is None}
    for place, conflict in still.items():
        if place not in waiting or waiting[place].conflict != conflict:
            tx.keep_conflict(conflict, at)
    decided = _not_kept_yet(tx, [conflict for conflict in plan.conflicts if conflict.winner is not None])
    for conflict in decided:
        tx.keep_conflict(conflict, at)
    over = [kept for place, kept in waiting.items() if place not in still and place[0] not in plan.unsaid]
    _settle_agreed(tx, plan.table, [*over, *filter(is_overwritten, opened)], at)
    return len(decided) + len(still.keys() - waiting.keys())


def _not_kept_yet(tx: Transaction, decided: Sequence[Conflict]) -> list[Conflict]:
    """Without those of an earlier pass whose winner has not got into the sheet yet, as where it is refused.

    Those of a list are kept all together or not at all, for only together they tell what it was.
    """
    cells = [conflict for conflict in decided if conflict.field is not None and not _is_kept(tx, conflict)]
    rows = [conflict for conflict in decided if conflict.field is None]
    return cells if all(_is_kept(tx, conflict) for conflict in rows) else [*rows, *cells]


def _is_kept(tx: Transaction, conflict: Conflict) -> bool:
    """Whether the newest one of its place says the same, and both sides have not agreed since."""
    of_row = [kept for kept in tx.conflicts_of(conflict.table, conflict.key) if not is_overwritten(kept)]
    newest = next((kept for kept in reversed(of_row) if kept.conflict.field == conflict.field), None)
    if newest is None or replace(newest.conflict, address=conflict.address) != conflict:
        return False
    row = tx.row(conflict.table, conflict.key)
    return row is None or row.last_synced_at is None or row.last_synced_at <= newest.at


def awaited(waiting: Iterable[KeptConflict], table: str) -> frozenset[Key]:
    """Rows of a table that wait for a person though their two sides agree."""
    conflicts = (kept.conflict for kept in waiting if is_overwritten(kept))
    return frozenset(conflict.key for conflict in conflicts if conflict.table == table)


def is_overwritten(kept: KeptConflict) -> bool:
    """Whether it is about something that the program wrote over unseen."""
    return kept.conflict.loss is Loss.OVERWRITTEN


def _place(conflict: Conflict) -> _Place:
    return conflict.key, conflict.field


def _settle_agreed(tx: Transaction, table: str, candidates: list[KeptConflict], at: datetime) -> None:
    base = tx.base(table) if candidates else {}
    for kept in candidates:
        row, agreed = tx.row(table, kept.conflict.key), base.get(kept.conflict.key)
        is_over = _is_made_good if is_overwritten(kept) else _is_agreed
        if is_over(kept.conflict, row, agreed):
            tx.decide_conflict(kept.number, _who_won(kept.conflict, row), at)
            if is_overwritten(kept):
                _release(tx, kept.conflict, at)


def _release(tx: Transaction, conflict: Conflict, at: datetime) -> None:
    """The merge has taken the row for one that waits."""
    row = tx.row(conflict.table, conflict.key)
    is_waited_for = any(kept.conflict.key == conflict.key for kept in tx.open_conflicts(conflict.table))
    if row is not None and row.status is SyncStatus.CONFLICT and not is_waited_for:
        tx.put(conflict.table, replace(row, status=SyncStatus.SYNCED, last_synced_at=at))


def _is_agreed(conflict: Conflict, row: Row | None, base: BaseRow | None) -> bool:
    if row is None or base is None:
        return row is None and base is None
    fields = row.values.keys() if conflict.field is None else [conflict.field]
    return all(name in base.cells and base.cells[name].value == row.values[name] for name in fields)


def _is_made_good(conflict: Conflict, row: Row | None, base: BaseRow | None) -> bool:
    """Whether what was overwritten stands again: its value, or a formula."""
    if row is None or base is None or base.missing or not _is_agreed(conflict, row, base):
        return False
    if conflict.typed is None:
        return _is_side(conflict.sheet, row)
    return conflict.field is not None and base.cells[conflict.field].cell.is_formula


def _who_won(conflict: Conflict, row: Row | None) -> Source | None:
    """Whose value stands; None where it is a third one."""
    if _is_side(conflict.sheet, row):
        return Source.SHEETS
    return Source.LOCAL if _is_side(conflict.local, row) else None


def _is_side(side: Mapping[str, Value] | None, row: Row | None) -> bool:
    """Whether a row is what a side holds; an empty side is one of which nothing is known."""
    if not side or row is None:
        return side is None and row is None
    return all(row.values.get(name) == value for name, value in side.items())
