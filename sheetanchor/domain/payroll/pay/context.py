"""What the pay of a shift is looked up in, and the sales that decide its dynamic rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.instants import day_of
from sheetanchor.domain.payroll.money import exactly, require_amount
from sheetanchor.domain.payroll.periods.sales_totals import day_total
from sheetanchor.domain.payroll.policy import PayPolicy, RateScope
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.payroll.shift import Shift


@dataclass(frozen=True, slots=True)
class PayContext:
    """All employees' shifts in their order of entry, today's rates, the configured products and settings.

    is_whole: False where there are shifts that nobody can read, and so tell whose they are.
    """

    shifts: Sequence[Shift]
    rates: RateTable
    products: tuple[str, ...]
    policy: PayPolicy
    is_whole: bool = True

    def dynamic_percent(
        self, total: Decimal, employee_id: int, date: datetime, *, without: int | None = None
    ) -> Decimal:
        """The dynamic rate of a shift with this total and Date, in percent points (Rule 2.1, step 5).

        By day, the employee's other shifts of the same calendar day count as well. `without` names the shift
        that is being edited, whose old total must not count beside the new one (Rule 2.3). Raises
        AmountRefusedError for a total that nobody can sell.
        """
        require_amount("total sales", total)
        if self.policy.rate_scope is RateScope.SHIFT:
            return self.rates.rate_for(total)
        zone = self.policy.zone
        with exactly():
            return self.rates.rate_for(
                total + day_total(self.shifts, employee_id, day_of(date, zone), zone, without=without)
            )
