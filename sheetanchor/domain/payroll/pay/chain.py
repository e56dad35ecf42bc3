"""The chain from hours and sales to Total made."""

from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.money import PERCENT, ZERO, exactly, stored
from sheetanchor.domain.payroll.pay.percentages import PercentParts


@dataclass(frozen=True, slots=True)
class ShiftPay:
    """The figures of a shift as they are stored, each with two decimals; percent is in percent points.

    worked_hours is None for a shift of another program that stored pay for hours which it did not say,
    per_hour where it stored neither; percent where a person typed it over and nobody can tell what it would
    be.
    """

    worked_hours: Decimal | None
    total_sales: Decimal
    net_sales: Decimal
    percent: Decimal | None
    per_hour: Decimal | None
    commissions: Decimal
    total_made: Decimal


@dataclass(frozen=True, slots=True)
class PayChain:
    """The unrounded figures of a shift (Rule 2.1, steps 1 to 9); hours and their pay as in ShiftPay."""

    hours: Decimal | None
    per_hour: Decimal | None
    total: Decimal
    net: Decimal
    parts: PercentParts
    commissions: Decimal
    extra: Decimal

    @property
    def made(self) -> Decimal:
        """Commissions, hourly pay and the money of the bonuses (Rule 2.1, step 9)."""
        with exactly():
            return self.commissions + (self.per_hour or ZERO) + self.extra

    def rounded(self) -> ShiftPay:
        """Each figure rounded on its own, so parts may miss Total made by a cent (Rule 2.1, step 10).

        Raises AmountRefusedError for a figure that nobody can be paid.
        """
        return ShiftPay(
            worked_hours=None if self.hours is None else stored("worked hours", self.hours),
            total_sales=stored("total sales", self.total),
            net_sales=stored("net sales", self.net),
            percent=stored("percent", self.parts.total),
            per_hour=None if self.per_hour is None else stored("total per hour", self.per_hour),
            commissions=stored("commissions", self.commissions),
            total_made=stored("total made", self.made),
        )


def net_of(total: Decimal, net_share: Decimal) -> Decimal:
    """Net sales, unrounded (Rule 2.1, step 4)."""
    with exactly():
        return total * net_share


def commission_on(net: Decimal, percent: Decimal) -> Decimal:
    """Commissions, unrounded (Rule 2.1, step 8)."""
    with exactly():
        return net * percent / PERCENT
