"""What a process is started for, by name; the answer is what it was told when all was done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from sheetanchor.bot.container import Container
from sheetanchor.services.payroll.create_shift import ShiftRequest
from sheetanchor.services.payroll.results import ShiftSaved

ANN, NEWCOMER = 1001, 1019
_START = datetime(2025, 11, 1, 9, 0)  # noqa: DTZ001 - wall-clock time, as it is typed
_END = datetime(2025, 11, 1, 17, 0)  # noqa: DTZ001
_TAP, _FIRST_TAP = "telegram:7001", "telegram:7002"


def worked(employee: int, amount: int) -> ShiftRequest:
    """A shift of today."""
    return ShiftRequest(employee, f"employee {employee}", _START, _END, {"Model A": Decimal(amount)})


def run_pass(container: Container) -> str:
    """A pass as a start makes it."""
    return str(container.upkeep.passes().run_pass(full=True).outcome.value)


def record_shift(container: Container) -> ShiftSaved:
    """The whole use case of a shift, under the key of one tap: the second time it tells the first answer."""
    saved: ShiftSaved = container.payroll.create_shift()(worked(ANN, 2500), _TAP)
    return saved


def record_first_shift(container: Container) -> ShiftSaved:
    """That of somebody who is in no tab yet, of whom the admins have to hear."""
    saved: ShiftSaved = container.payroll.create_shift()(worked(NEWCOMER, 300), _FIRST_TAP)
    return saved


JOBS: Mapping[str, Callable[[Container], object]] = {
    "pass": run_pass,
    "shift": record_shift,
    "first shift": record_first_shift,
}
