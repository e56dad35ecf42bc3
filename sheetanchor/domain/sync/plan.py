"""The plan for one table: read its tab, look at the guards, merge by its strategy."""

from collections.abc import Mapping
from dataclasses import replace

from sheetanchor.domain.sync.append_only import plan_append_only
from sheetanchor.domain.sync.awaited import marked
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, decode
from sheetanchor.domain.sync.full_replace import plan_full_replace
from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.headers import header_row
from sheetanchor.domain.sync.incremental import plan_incremental
from sheetanchor.domain.sync.located import located
from sheetanchor.domain.sync.orders import NO_ORDERS, Orders, asking, seen_missing
from sheetanchor.domain.sync.other_tab import require_known_tab
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.own import plan_own
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.sync.redeclared import Reread, read_anew
from sheetanchor.domain.sync.tab import Cut, Tab
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Strategy, Table
from sheetanchor.domain.tables.values import Key

_STRATEGIES = {
    Strategy.INCREMENTAL: plan_incremental,
    Strategy.FULL_REPLACE: plan_full_replace,
    Strategy.APPEND_ONLY: plan_append_only,
}


def plan_table(
    table: Table,
    tab: Tab | None,
    base: Mapping[Key, BaseRow],
    local: Mapping[Key, Row],
    orders: Orders = NO_ORDERS,
) -> TablePlan:
    """Decide everything about one table. tab is None where the spreadsheet has none such.

    base and local are in the table's order. Raises TablePausedError; other tables are not concerned.
    """
    sheet = read_table(table, tab, base)
    sheet = replace(sheet, derived=orders.derived, others_wrote=orders.others_wrote)
    if orders.asks:
        sheet = replace(sheet, table=asking(table))
    sides = read_anew(sheet, base, local)
    try:
        require_plausible(sheet, sides.base, sides.local)
        require_known_tab(sheet, None if orders.asks else orders.known_tab, sides.base, sides.local)
    except TablePausedError as accident:
        if not (orders.is_meant and accident.pause.may_be_meant):
            raise
        meant = replace(sides, base=seen_missing(sides.base))
        plan = replace(_planned(sheet, meant), waived=accident.pause.finding())
        return marked(plan, local, orders.awaited)
    return marked(_planned(sheet, sides), local, orders.awaited)


def _planned(sheet: DecodedTab, sides: Reread) -> TablePlan:
    strategy = sheet.table.strategy
    plan = _STRATEGIES[strategy] if isinstance(strategy, Strategy) else plan_own
    return located(sheet, sides.noted(plan(sheet, sides.base, sides.local)))


def read_table(table: Table, tab: Tab | None, base: Mapping[Key, BaseRow]) -> DecodedTab:
    """The rows of a tab.

    Raises TablePausedError where there is no tab, its header does not hold, or it was not read whole.
    """
    if tab is None:
        raise TablePausedError(_without_tab(table))
    if tab.cut is not None:
        raise TablePausedError(_cut_short(table, tab, tab.cut))
    return decode(table, tab, base)


def _without_tab(table: Table) -> Pause:
    cells, headers = header_row(table), ", ".join(repr(column.header) for column in table.columns)
    anew = (
        f"make a tab {table.tab!r} with the headers {headers} in {cells}, then "
        f"`sheetanchor resync {table.name}`, which writes the local rows into it or asks"
    )
    return Pause(
        table.name,
        table.tab,
        Guard.TAB_MISSING,
        cells,
        f"is not there: the spreadsheet has no tab {table.tab!r}",
        ("undo its deletion (File, Version history)", anew),
    )


def _cut_short(table: Table, tab: Tab, cut: Cut) -> Pause:
    return Pause(
        table.name,
        tab.title,
        Guard.CUT_SHORT,
        cut.cell,
        f"and what follows was not read whole: {cut.said}; no row counts as gone",
        ("wait for the next pass, which reads it again",),
    )
