"""What admins are told of conflicts."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sheetanchor.adapters.telegram.report_texts import report_text
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.plugins.employee_settings import TABLE
from sheetanchor.services.dialogue.admin.reports import ConflictShown

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
        (LOST, "Sheet: held hourly_wage &#x27;77&#x27;"),
        (replace(LOST, typed="=B3*2"), "Sheet: held &#x27;=B3*2&#x27;"),
        (replace(LOST, sheet={}), "Sheet: held what nobody knows any more"),
        (replace(LOST, loss=Loss.BOTH_CHANGED), "Sheet: hourly_wage = 77"),
    ],
)
def test_of_what_was_overwritten_it_is_told_what_stood_there(conflict: Conflict, said: str) -> None:
    kept = KeptConflict(3, datetime(2025, 11, 1, tzinfo=UTC), conflict)
    assert said in report_text(ConflictShown(kept, TABLE, None)).splitlines()
