"""What admins are told of conflicts and of paused tables."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sheetanchor.adapters.telegram.report_texts import report_text
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.problems import Guard, Pause
from sheetanchor.plugins.employee_settings import TABLE
from sheetanchor.services.dialogue.admin.reports import ConflictShown, Problems, TablePaused
from sheetanchor.services.sync.problems import Problem, ProblemKind

WAGE = "hourly_wage"
LOST = Conflict(
    "employee_settings",
    (1001,),
    WAGE,
    Loss.OVERWRITTEN,
    {WAGE: Decimal(77)},
    {WAGE: Decimal(20)},
    None,
    address="B2",
)


@pytest.mark.parametrize(
    ("conflict", "said"),
    [
        (LOST, "Sheet: held Hourly wage &#x27;77&#x27;"),
        (replace(LOST, typed="=B3*2"), "Sheet: held &#x27;=B3*2&#x27;"),
        (replace(LOST, sheet={}), "Sheet: held what nobody knows any more"),
        (replace(LOST, loss=Loss.BOTH_CHANGED), "Sheet: Hourly wage = 77"),
    ],
)
def test_of_what_was_overwritten_it_is_told_what_stood_there(conflict: Conflict, said: str) -> None:
    kept = KeptConflict(3, datetime(2025, 11, 1, tzinfo=UTC), conflict)
    assert said in report_text(ConflictShown(kept, TABLE, None)).splitlines()


PAUSE = Pause(
    "employee_settings",
    "EmployeeSettings",
    Guard.HEADER_RENAMED,
    "B1",
    "does not hold 'Hourly wage': that column seems to be called 'Pay' now",
    ("write 'Hourly wage' back into B1",),
)
LINK = "https://docs.google.com/spreadsheets/d/1/edit#gid=5&range=B1"
LINKED = '<a href="https://docs.google.com/spreadsheets/d/1/edit#gid=5&amp;range=B1">EmployeeSettings!B1</a>'
STORY = (
    "does not hold &#x27;Hourly wage&#x27;: that column seems to be called &#x27;Pay&#x27; now. Nothing of "
    "it was read or written; its last good rows stay in use, and what waits to be sent goes on waiting. "
    "To end it: write &#x27;Hourly wage&#x27; back into B1. Then it goes on by itself, at once with "
    "`sheetanchor sync`."
)


def test_a_pause_is_told_with_a_link_to_its_cell_and_what_ends_it() -> None:
    told = report_text(TablePaused("EmployeeSettings", PAUSE.message(), "B1", LINK))
    assert told == f"<b>Please look:</b> I leave EmployeeSettings alone: {LINKED} {STORY}"


def test_a_pause_among_the_problems_names_its_cell_once() -> None:
    found = Problem(
        ProblemKind.PAUSED,
        "employee_settings",
        "EmployeeSettings",
        "B1",
        None,
        PAUSE.message(),
        LINK,
        PAUSE.ways,
    )
    assert report_text(Problems((found,))) == f"<b>{LINKED}</b> pauses its table: it {STORY}"
