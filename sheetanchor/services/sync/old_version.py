"""Noticing that somebody restored an old version of the spreadsheet: its fence is older than one seen before.

All tables pause, for every cell written since looks like an edit of people. The pause of a table ends by a
resync of it, by an allowed plan, or where the newest version is restored again.
"""

from collections.abc import Iterable
from dataclasses import replace

from sheetanchor.domain.sync.fence import Fence
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts


def look(tx: Transaction, fence: Fence | None, tables: Iterable[Table]) -> frozenset[str]:
    """Note the fence that was read; the names of the tables that are paused.

    A fence that is gone tells nothing: people may delete it.
    """
    names = [table.name for table in tables]
    seen, since = _number(tx, facts.FENCE_SEEN), _number(tx, facts.RESTORED_BELOW)
    if fence is not None and fence.number < seen and since < seen:
        tx.set_state(facts.RESTORED_BELOW, str(seen))
        for name in names:
            tx.set_state(facts.old_version(name), "1")
    elif fence is not None and fence.number == seen == since:
        accept(tx, names)
        tx.set_state(facts.RESTORED_BELOW, None)
    note_seen(tx, fence)
    return frozenset(name for name in names if tx.state(facts.old_version(name)) is not None)


def note_seen(tx: Transaction, fence: Fence | None) -> None:
    """Remember the highest fence that was ever read or set up."""
    if fence is not None and fence.number > _number(tx, facts.FENCE_SEEN):
        tx.set_state(facts.FENCE_SEEN, str(fence.number))


def accept(tx: Transaction, tables: Iterable[str]) -> None:
    """End the pause of these tables."""
    for name in tables:
        tx.set_state(facts.old_version(name), None)


def taken(tx: Transaction, table: Table, plan: TablePlan) -> TablePlan:
    """The plan of a table whose old version is meant; its pause ends."""
    accept(tx, [table.name])
    reasons = [message(table), *([] if plan.waived is None else [plan.waived])]
    return replace(plan, waived=" ".join(reasons))


def message(table: Table) -> str:
    """The sentence for people."""
    name = table.name
    return (
        f"table {name!r} is paused: the spreadsheet, tab {table.tab!r} from A1 on and all others, is in an "
        "older state than one seen before, so somebody restored an old version of it. Nothing was read or "
        "written, the local rows stay in use. Restore the newest version (File, Version history) and it "
        f"goes on by itself; `sheetanchor resync {name}` asks about every difference instead; or "
        "`sheetanchor sync --dry-run` shows what taking the old version means, and "
        "`sheetanchor sync --allow HASH` does it."
    )


def _number(tx: Transaction, fact: str) -> int:
    return int(tx.state(fact) or 0)
