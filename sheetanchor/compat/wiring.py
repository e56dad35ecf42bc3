"""The container as the old services need it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import gspread

from sheetanchor.adapters.sheets.headed_tab import HeadedTab, open_spreadsheet
from sheetanchor.bot.container import Container
from sheetanchor.compat.environment import load
from sheetanchor.compat.exchange import Exchange
from sheetanchor.compat.parts import Parts, parts_of
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.recompute import RecomputeShifts
from sheetanchor.services.payroll.tables import SHIFTS, PayTables
from sheetanchor.services.straight import settled_pass
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.loop import Passes


@dataclass(frozen=True, slots=True)
class Wired:
    """What a service is made of; spreadsheet opens gspread's object when it is first asked for."""

    parts: Parts
    exchange: Exchange
    spreadsheet: Callable[[], gspread.Spreadsheet]


def container_of(**given: Any) -> Container:  # noqa: ANN401 - any setting
    """A container from this process's settings; raises SettingsError."""
    return Container(settings=load(**given))


def leave_ranks(container: Container) -> None:
    """What the boss changes in the sheet is computed anew; its rank the calling bot reviews itself."""
    pay = container.payroll
    follow_up = RecomputeShifts(pay.work(), pay.employees(), pay.choose(), reviews_rank=False)
    pay.recompute_shifts.override(follow_up)


def wire(container: Container, exchange: Exchange) -> Wired:
    """The parts around an exchange."""
    google = container.google_sheet()
    spreadsheet = cache(lambda: open_spreadsheet(google))
    tables: PayTables = container.payroll.pay_tables()
    shifts = tables[SHIFTS]
    headers = [column.header for column in shifts.columns]
    tab = HeadedTab(spreadsheet, shifts.tab, headers, list(tables.products))
    return Wired(parts_of(container, tab), exchange, spreadsheet)


def first_pass(passes: Passes, replica: Replica, tab: HeadedTab) -> None:
    """Read everything; the tab of the shifts is made where there is none, as it always was."""
    settled_pass(passes, replica, full=True)
    if replica.state(facts.agreed_at(SHIFTS)) is None:
        tab.worksheet()
        settled_pass(passes, replica, full=True)
