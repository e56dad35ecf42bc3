"""What a person is told of a cell, and what a plan says of itself."""

from datetime import datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.errors import (
    Act,
    QuotaError,
    ServiceUnavailableError,
    Suspect,
    WriteRefusedError,
)
from sheetanchor.domain.sync.fence import Fence, FenceStep, next_step
from sheetanchor.domain.sync.incremental import plan_incremental
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import (
    Conflict,
    Loss,
    RowDelete,
    RowInsert,
    RowUpdate,
    StoreRow,
    TablePlan,
)
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import SyncStatus
from tests.unit.domain.sync.crew import CREW, NOON, pending, read, stored


def test_a_held_cell_says_where_what_why_and_what_stays() -> None:
    (held,) = read(CREW, [1, "abc\ndef"]).held
    assert held.message() == (
        "Crew!B2 (Wage) holds 'abc def': it is not a number. "
        "Row 2 is held back and its last good values stay in use; mend the cell."
    )


def test_where_formulas_compute_a_column_it_is_told_to_fill_them_down() -> None:
    wage = Cell(Decimal(15), is_formula=True)
    (held,) = read(CREW, [1, wage], [2, wage], [3, None]).held
    assert held.remedy == "fill the formula of Crew!B3 down to B4, or type a value there"
    assert held.message() == (
        "Crew!B4 (Wage) holds '': it is blank, a value is required, and formulas compute this column. Row 4 "
        f"is held back and its last good values stay in use; {held.remedy}."
    )
    (blank,) = read(CREW, [1, 15], [2, wage], [3, 16], [4, None]).held
    assert blank.remedy == "mend Crew!B5"


def test_of_a_new_row_that_formulas_leave_no_key_it_is_told_that_it_waits_here_and_what_to_do() -> None:
    line = [Cell(Decimal(1), is_formula=True), 15, None, None]
    (held,) = plan_incremental(read(CREW, line), {}, {**stored(CREW, line), **pending(CREW, [9, 18])}).held
    assert held.remedy == "put values in place of the formulas in Crew!A:A, or add this row there by hand"
    assert held.message() == (
        "Crew!A3 (Worker) holds '': formulas compute this column, so the program cannot add its new row "
        f"here. The new row waits here and is not in the sheet; {held.remedy}."
    )


@pytest.mark.parametrize(
    ("is_pending", "awaits", "status"),
    [
        (True, False, SyncStatus.PENDING),
        (True, True, SyncStatus.PENDING),
        (False, True, SyncStatus.CONFLICT),
        (False, False, SyncStatus.SYNCED),
    ],
)
def test_a_row_that_waits_for_the_sheet_and_a_person_is_pending_first(
    is_pending: bool, awaits: bool, status: SyncStatus
) -> None:
    assert StoreRow((1,), {}, from_sheet=False, is_pending=is_pending, awaits=awaits).status is status


@pytest.mark.parametrize(
    ("plan", "has_push"),
    [
        (TablePlan("t", 1), False),
        (TablePlan("t", 1, drop=((1,),)), False),
        (TablePlan("t", 1, updates=(RowUpdate((1,), 1, {}, {}),)), True),
        (TablePlan("t", 1, inserts=(RowInsert((1,), 1, {}, {}),)), True),
        (TablePlan("t", 1, deletes=(RowDelete((1,), 1),)), True),
    ],
)
def test_a_plan_says_whether_the_sheet_is_written(plan: TablePlan, has_push: bool) -> None:
    assert plan.has_push is has_push


@pytest.mark.parametrize("error", [QuotaError, ServiceUnavailableError])
def test_a_service_may_say_how_long_to_leave_it_alone(
    error: type[QuotaError | ServiceUnavailableError],
) -> None:
    assert error("busy", 3.5).retry_after == 3.5
    assert error("busy").retry_after is None


def test_every_batch_moves_the_fence_by_one() -> None:
    first = next_step(None, "a")
    assert first == FenceStep(None, Fence(1, "a"))
    assert next_step(first.after, "b") == FenceStep(Fence(1, "a"), Fence(2, "b"))


@pytest.mark.parametrize(("decided_at", "is_waiting"), [(None, True), (NOON, False)])
def test_a_conflict_waits_until_it_is_decided(decided_at: datetime | None, is_waiting: bool) -> None:
    conflict = Conflict("t", (1,), None, Loss.BOTH_CHANGED, None, None, None)
    assert KeptConflict(1, NOON, conflict, decided_at).is_waiting is is_waiting


def held(*, is_refused: bool) -> HeldCell:
    return HeldCell("crew", "Crew", "B2", 2, "Wage", "x", "no number", (1,), is_refused=is_refused)


def test_a_cell_that_cannot_be_read_is_to_be_mended() -> None:
    assert held(is_refused=False).remedy == "mend Crew!B2"


def test_a_cell_that_the_sheet_protects_is_to_be_freed_and_is_tried_again() -> None:
    cell = held(is_refused=True)
    assert cell.remedy.startswith("lift the protection of Crew!B2")
    assert cell.message().startswith("Crew!B2 (Wage) holds 'x': no number. It waits")
    assert "at once by `sheetanchor sync`" in cell.message()


def test_a_refusal_says_what_why_and_of_which_rows_whatever_its_full_stops() -> None:
    bare = WriteRefusedError("B2 may not be written..")
    assert str(bare) == "B2 may not be written. Nothing of the batch was applied."
    assert (bare.reason, bare.suspects) == ("B2 may not be written", ())
    suspect = Suspect(0, Act.UPDATE, 1, 2)
    told = WriteRefusedError("Google said no", reason="protected.", suspects=[suspect])
    assert (told.said, told.reason, told.suspects) == ("Google said no", "protected", (suspect,))
