"""What a step may ask to be done. The engine does it, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SaveShift:
    """Record a shift. Clocks are wall-clock times, or instants where they are those of the open shift."""

    clock_in: datetime
    clock_out: datetime
    sales: Mapping[str, Decimal]
    is_open: bool


@dataclass(frozen=True, slots=True)
class MoveClocks:
    """Correct when a shift began or ended; None leaves a clock as it is."""

    shift_id: int
    clock_in: datetime | None = None
    clock_out: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeAmount:
    """Correct what a shift sold of a product."""

    shift_id: int
    product: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ClockIn:
    """Open a shift now."""


@dataclass(frozen=True, slots=True)
class ClockOut:
    """Note when the open shift ended, and go on to what was sold."""


@dataclass(frozen=True, slots=True)
class DropOpenShift:
    """Forget the open shift."""


PayRequest = SaveShift | MoveClocks | ChangeAmount
LocalRequest = ClockIn | ClockOut | DropOpenShift
Request = PayRequest | LocalRequest
