"""What is configured rather than typed into the sheet."""

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.money import exactly

DEFAULT_COMMISSION_RATE = Decimal("0.20")
LONGEST_SHIFT = timedelta(hours=24)
FUTURE_TOLERANCE = timedelta(minutes=15)


class RateScope(StrEnum):
    """Whose sales lift the dynamic rate: all of the employee's day, or the shift alone (Rule 2.1)."""

    DAY = "day"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class PayPolicy:
    """The settings of the pay rules; commission_rate is the share that the platform keeps (Rule 1).

    Raises AmountRefusedError for a commission rate outside 0 to 1.
    """

    zone: tzinfo
    commission_rate: Decimal = DEFAULT_COMMISSION_RATE
    rate_scope: RateScope = RateScope.DAY
    future_tolerance: timedelta = FUTURE_TOLERANCE

    def __post_init__(self) -> None:
        if not (self.commission_rate.is_finite() and 0 <= self.commission_rate <= 1):
            raise AmountRefusedError("commission rate", self.commission_rate)

    @property
    def net_share(self) -> Decimal:
        """What is left of one unit of total sales: 0.80 by default."""
        with exactly():
            return 1 - self.commission_rate
