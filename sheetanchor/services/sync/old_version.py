"""Noticing that somebody restored an old version of the spreadsheet: its fence is older than one seen before.

A version from before the first fence has none, nor any trace of one. All tables pause, for every cell written
since looks like an edit of people. The pause of a table ends by a resync of it, by an allowed plan, or where
the newest version is restored again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheetanchor.domain.sync.orders import Orders
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.fence_seen import note_seen
from sheetanchor.services.sync.reading import Read


def look(tx: Transaction, read: Read, tables: Sequence[Table]) -> frozenset[str]:
    """Note the fence that was read; the names of the tables that are paused.

    A fence that is gone while its trace is there tells nothing: people may delete it. Where the trace is gone
    as well somebody deleted the hidden tab, or restored a version from before it: the cells tell which.
    """
    names, fence = [table.name for table in tables], read.fetched.fence
    seen, since = _number(tx, facts.FENCE_SEEN), _number(tx, facts.RESTORED_BELOW)
    if since < seen and _is_old(tx, read, tables, seen):
        tx.set_state(facts.RESTORED_BELOW, str(seen))
        for name in names:
            tx.set_state(facts.old_version(name), "1")
    elif fence is not None and fence.number == seen == since:
        accept(tx, names)
        tx.set_state(facts.RESTORED_BELOW, None)
    tx.set_state(facts.TRACELESS, None)
    note_seen(tx, fence)
    return frozenset(name for name in names if tx.state(facts.old_version(name)) is not None)


def _is_old(tx: Transaction, read: Read, tables: Sequence[Table], seen: int) -> bool:
    if read.is_traceless:
        return not all(_is_as_agreed(tx, table, read.fetched.tabs) for table in tables)
    return read.fetched.fence is not None and read.fetched.fence.number < seen


def _is_as_agreed(tx: Transaction, table: Table, tabs: Mapping[str, Tab | None]) -> bool:
    """Whether the sheet holds what both sides agreed on last; nothing can be said of a table never read."""
    name = table.name
    if tx.state(facts.agreed_at(name)) is None:
        return True
    try:
        orders = Orders(asks=tx.state(facts.resync(name)) is not None)
        plan = plan_table(table, tabs[name], tx.base(name), tx.rows(name), orders)
    except TablePausedError:
        return False
    known = [kept.conflict for kept in tx.open_conflicts(name)]
    is_changed = plan.drop or plan.is_incomplete or any(row.from_sheet for row in plan.store)
    return not is_changed and all(conflict in known for conflict in plan.conflicts)


def accept(tx: Transaction, tables: Iterable[str]) -> None:
    """End the pause of these tables."""
    for name in tables:
        tx.set_state(facts.old_version(name), None)


def taken(tx: Transaction, table: Table, plan: TablePlan, why: Pause) -> TablePlan:
    """The plan of a table that was left alone for a reason and is meant as it is; its pause ends."""
    accept(tx, [table.name])
    reasons = [why.finding(), *([] if plan.waived is None else [plan.waived])]
    return replace(plan, waived="; ".join(reasons))


def pause_of(table: Table) -> Pause:
    """Why it is left alone, and what ends that."""
    return Pause(
        table.name,
        table.tab,
        Guard.OLD_VERSION,
        "A1",
        "and all that follows, on this tab and the others, is in an older state than one seen before: "
        "somebody restored an old version of the spreadsheet, or deleted the hidden tab of the program and "
        "changed cells",
        (
            "restore the newest version (File, Version history)",
            f"`sheetanchor resync {table.name}` asks about every difference",
        ),
        may_be_meant=True,
    )


def _number(tx: Transaction, fact: str) -> int:
    return int(tx.state(fact) or 0)
