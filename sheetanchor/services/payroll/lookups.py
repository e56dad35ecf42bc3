"""Single questions that callers of the old interface ask before they decide for themselves."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.bonuses.other_sales import OtherSales
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month, as_utc, day_of
from sheetanchor.domain.payroll.money import ZERO
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.products import Sales
from sheetanchor.domain.payroll.ranks import Rank
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.tables import SHIFTS
from sheetanchor.services.payroll.work import PayWork

_NEXT_ID = Operation("next_id", int)
_SOLD = Decimal(1)


class Lookups:
    """Reads only. Raises UnavailableError for a table that was never read, and never answers for it."""

    def __init__(self, work: PayWork, choose: Chooser) -> None:
        self._work = work
        self._choose = choose

    def next_shift_id(self) -> int:
        """The id that the next shift gets, unless another comes first."""
        return self._work.do(_NEXT_ID, None, lambda book: book.next_id(SHIFTS))

    def dynamic_percent(self, employee_id: int, date: datetime, total: Decimal) -> Decimal:
        """The dynamic rate of a new shift with this total on the day of `date` (Rule 2.1, step 5)."""
        read = self._work.reader()
        return read.context(read.shifts(employee_id)).dynamic_percent(total, employee_id, date)

    def rank_of(self, employee_id: int, month: Month) -> Rank:
        """The rank that the month's sales reach (Rule 2.6); raises EmptyRankTableError."""
        read = self._work.reader()
        sales = month_total(read.shifts(employee_id), employee_id, month, read.policy.zone)
        return read.ranks().rank_for(sales)

    def previous_shift(self, employee_id: int, products: Iterable[str], before: datetime) -> Shift | None:
        """The newest shift of anybody else before an instant that sold any of these (Rule 2.5)."""
        return self._others(employee_id, before, dict.fromkeys(products, _SOLD)).previous_shift()

    def shifts_of_day(
        self, product: str, date: datetime, employee_id: int, before: datetime
    ) -> tuple[Shift, ...]:
        """Shifts of all others on the calendar day of `date` and before an instant that sold a product."""
        read = self._work.reader()
        zone = read.policy.zone
        return tuple(
            shift
            for shift in read.shifts()
            if shift.employee_id != employee_id
            and day_of(shift.date, zone) == day_of(date, zone)
            and as_utc(shift.date) < as_utc(before)
            and shift.sales.get(product, ZERO) > 0
        )

    def money_of(
        self, kind: BonusKind, percent: Decimal, employee_id: int, date: datetime, sales: Sales
    ) -> Decimal:
        """What a percent_prev or percent_all would pay on a shift of this Date and sales (Rule 2.5).

        By chance where several products qualify; nothing is stored or used up.
        """
        bonus = Bonus(0, employee_id, kind, percent)
        return self._others(employee_id, date, sales).apply(bonus).money or ZERO

    def _others(self, employee_id: int, date: datetime, sales: Sales) -> OtherSales:
        read = self._work.reader()
        return OtherSales(employee_id, date, sales, read.shifts(), read.policy, self._choose)
