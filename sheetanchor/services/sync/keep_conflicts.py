"""Which conflicts of a pass are new, and which of those that waited are over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, TablePlan
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.replica import Transaction

_Place = tuple[Key, str | None]


def keep_conflicts(tx: Transaction, plan: TablePlan, at: datetime) -> int:
    """Keep what both sides changed, and settle what they agree on by now; how many are new.

    The rest of the plan is applied already.
    """
    waiting = {_place(kept.conflict): kept for kept in tx.open_conflicts(plan.table)}
    still = {_place(conflict): conflict for conflict in plan.conflicts if conflict.winner is None}
    for place, conflict in still.items():
        if place not in waiting or waiting[place].conflict != conflict:
            tx.keep_conflict(conflict, at)
    decided = _not_kept_yet(tx, [conflict for conflict in plan.conflicts if conflict.winner is not None])
    for conflict in decided:
        tx.keep_conflict(conflict, at)
    _settle_agreed(tx, plan.table, [kept for place, kept in waiting.items() if place not in still], at)
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
    of_row = tx.conflicts_of(conflict.table, conflict.key)
    newest = next((kept for kept in reversed(of_row) if kept.conflict.field == conflict.field), None)
    if newest is None or replace(newest.conflict, address=conflict.address) != conflict:
        return False
    row = tx.row(conflict.table, conflict.key)
    return row is None or row.last_synced_at is None or row.last_synced_at <= newest.at


def _place(conflict: Conflict) -> _Place:
    return conflict.key, conflict.field


def _settle_agreed(tx: Transaction, table: str, candidates: list[KeptConflict], at: datetime) -> None:
    base = tx.base(table) if candidates else {}
    for kept in candidates:
        row = tx.row(table, kept.conflict.key)
        if _is_agreed(kept.conflict, row, base.get(kept.conflict.key)):
            tx.decide_conflict(kept.number, _who_won(kept.conflict, row), at)


def _is_agreed(conflict: Conflict, row: Row | None, base: BaseRow | None) -> bool:
    if row is None or base is None:
        return row is None and base is None
    fields = row.values.keys() if conflict.field is None else [conflict.field]
    return all(name in base.cells and base.cells[name].value == row.values[name] for name in fields)


def _who_won(conflict: Conflict, row: Row | None) -> Source | None:
    """Whose value stands; None where it is a third one."""
    if _is_side(conflict.sheet, row):
        return Source.SHEETS
    return Source.LOCAL if _is_side(conflict.local, row) else None


def _is_side(side: Mapping[str, Value] | None, row: Row | None) -> bool:
    if side is None or row is None:
        return side is None and row is None
    return all(row.values.get(name) == value for name, value in side.items())
