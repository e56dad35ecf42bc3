"""Shifts whose figures cannot follow their inputs: told once, and listed until they are mended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.domain.tables.rows import Row
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.ports.notifier import ShiftLeft
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.tables import LEFT_SHIFTS, SHIFTS


@dataclass(frozen=True, slots=True)
class LeftShift:
    """A shift whose figures cannot follow its inputs yet; reason: what to mend."""

    shift_id: int
    reason: str


def note_left(book: PayBook, left: Sequence[tuple[Shift, LeftShift]]) -> None:
    """Remember them; the admins hear of each once, and of each new reason."""
    known = book.read.left_shifts()
    for shift, one in left:
        if known.get(shift.id) != one.reason:
            book.write(LEFT_SHIFTS, {"shift_id": shift.id, "reason": one.reason, "since": book.at})
            book.notices.append(ShiftLeft(shift.id, shift.employee_id, shift.employee_name, one.reason))


def forget_left(book: PayBook, still: Collection[int]) -> None:
    """Forget all but those that are left still."""
    for shift_id in book.read.left_shifts().keys() - set(still):
        book.delete(LEFT_SHIFTS, (shift_id,))


class LeftShifts(Findings):
    """Those of the last time that shifts were computed."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def read(self) -> tuple[Finding, ...]:
        """By ID."""
        return tuple(_finding(row) for row in self._replica.snapshot(LEFT_SHIFTS).values())


def _finding(row: Row) -> Finding:
    shift_id, reason = row.values["shift_id"], row.values["reason"]
    return Finding(
        table=SHIFTS,
        key=row.key,
        message=f"shift {shift_id} is not computed: {reason}. Its figures stay as they are.",
        settle=(f"mend the row of ID {shift_id} as the message says",),
    )
