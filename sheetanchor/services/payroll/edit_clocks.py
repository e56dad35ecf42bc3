"""Correcting when a shift began or ended."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sheetanchor.domain.payroll.errors import ClockMissingError
from sheetanchor.domain.payroll.instants import day_of, instant_of, shift_instants, wall_clock
from sheetanchor.domain.payroll.pay.edits import EditedShift, edit_clocks
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.pay.shift_times import edited_clock_in_days
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.errors import ClockInDayError
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest, ShiftEdits

_EDIT = Operation("edit_clocks", ShiftSaved)


@dataclass(frozen=True, slots=True)
class NewClocks:
    """Wall-clock times of the configured zone, without a zone; None leaves a clock as it is."""

    clock_in: datetime | None = None
    clock_out: datetime | None = None


class EditClocks:
    """Hours, their pay and Total made follow; the % stays (Rule 2.3)."""

    def __init__(self, edits: ShiftEdits) -> None:
        self._edits = edits

    def __call__(self, asked: EditRequest, clocks: NewClocks) -> ShiftSaved:
        """Move one clock or both.

        Raises InputError for times that cannot be (Rule 2.2), ClockMissingError where the other clock is
        blank, and as ShiftEdits.
        """

        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift:
            start, end = _instants(recorded.shift, clocks, book.policy.zone)
            if clocks.clock_in is not None:
                _require_day(recorded.shift, start, book.policy.zone)
            return edit_clocks(recorded, start, end, book.at, book.policy)

        return self._edits.edit(_EDIT, asked, rule, reviews_rank=False)


def _instants(shift: Shift, clocks: NewClocks, zone: tzinfo) -> tuple[datetime, datetime]:
    start, end = shift.clock_in, shift.clock_out
    if clocks.clock_in is not None:
        start = instant_of(clocks.clock_in, zone)
    if clocks.clock_out is not None and start is not None:
        return start, shift_instants(wall_clock(start, zone), clocks.clock_out, zone)[1]
    if start is None or end is None:
        raise ClockMissingError(shift.id)
    return start, end


def _require_day(shift: Shift, start: datetime, zone: tzinfo) -> None:
    days = edited_clock_in_days(day_of(shift.date, zone))
    if day_of(start, zone) not in days:
        raise ClockInDayError(day_of(start, zone), days)
