"""The unrounded figures behind a recorded shift, so that an edit changes only what it is about."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus, known_money
from sheetanchor.domain.payroll.errors import (
    ClockMissingError,
    ClockOrderError,
    PercentMissingError,
    UnrecordedBonusMoneyError,
)
from sheetanchor.domain.payroll.money import CENT, ZERO, exactly
from sheetanchor.domain.payroll.pay.chain import PayChain, commission_on, net_of
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_of_percent, parts_with_bonuses
from sheetanchor.domain.payroll.pay.shift_times import elapsed, hours_of, wage_for
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.row_values import LIMIT
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms

# Three figures of a shift from before us are each rounded, so their difference may miss by so much.
_ROUNDING = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class RecordedShift:
    """A shift with what it was paid by: its stored terms, and the bonuses applied to it in row order.

    For a shift from before us the terms are today's settings without a dynamic percent (Rule 2.3).
    """

    shift: Shift
    terms: ShiftTerms
    bonuses: tuple[AppliedBonus, ...] = ()

    @property
    def length(self) -> timedelta:
        """The time between its clocks; raises ClockMissingError or, when reversed, ClockOrderError."""
        shift = self.shift
        if shift.clock_in is None or shift.clock_out is None:
            raise ClockMissingError(shift.id)
        length = elapsed(shift.clock_in, shift.clock_out)
        if length < timedelta(0):
            raise ClockOrderError(shift.clock_in, shift.clock_out)
        return length


@dataclass(frozen=True, slots=True)
class RecordedPay:
    """Each figure of a recorded shift: computed exactly where that rounds to what is stored, else as stored.

    So the cents of the unrounded chain survive an edit, and a figure that the terms do not explain is kept
    (Rule 2.3).
    """

    recorded: RecordedShift
    policy: PayPolicy

    @property
    def hours(self) -> Decimal | None:
        """Worked hours; None where a clock is blank and they are not stored."""
        stored_hours = self.recorded.shift.worked_hours
        if not self._has_clocks or "worked_hours" in self.recorded.shift.pinned:
            return stored_hours
        return settled(hours_of(self.recorded.length), stored_hours)

    @property
    def per_hour(self) -> Decimal | None:
        """Pay for the hours; None where a clock is blank and it is not stored."""
        shift, wage = self.recorded.shift, self.recorded.terms.hourly_wage
        if not self._has_clocks or "per_hour" in shift.pinned:
            return shift.per_hour
        if "worked_hours" in shift.pinned:
            with exactly():
                return settled((shift.worked_hours or ZERO) * wage, shift.per_hour)
        return settled(wage_for(self.recorded.length, wage), shift.per_hour)

    @property
    def net(self) -> Decimal:
        """Net sales."""
        shift = self.recorded.shift
        return settled(net_of(shift.total_sales, self.policy.net_share), shift.net_sales)

    @property
    def parts(self) -> PercentParts:
        """The % and its parts; an unrecorded dynamic rate is the rest of the stored % (Rule 3.2)."""
        shift, terms, bonuses = self.recorded.shift, self.recorded.terms, self.recorded.bonuses
        if terms.dynamic_percent is not None:
            parts = parts_with_bonuses(terms.base_percent, terms.dynamic_percent, bonuses)
            if settled(parts.total, shift.percent) == parts.total:
                return parts
        if shift.percent is None:
            raise PercentMissingError(shift.id)
        return parts_of_percent(shift.percent, terms.base_percent, bonuses)

    @property
    def commissions(self) -> Decimal:
        """Commissions."""
        return settled(commission_on(self.net, self.parts.total), self.recorded.shift.commissions)

    @property
    def extra(self) -> Decimal:
        """Money of the applied bonuses (Rule 2.3: the stored amounts keep acting).

        Money that a percent_prev or percent_all paid before us was not recorded: it is what Total made holds
        beyond its other parts. Raises UnrecordedBonusMoneyError where that cannot be.
        """
        bonuses, made = self.recorded.bonuses, self._made_by_program
        known = known_money(bonuses)
        unrecorded = [bonus for bonus in bonuses if bonus.extra is None]
        if not unrecorded:
            return known
        if made is None:
            raise UnrecordedBonusMoneyError(unrecorded[0].bonus_id)
        with exactly():
            rest = made - (self.per_hour or ZERO) - self.commissions - known
        if rest < -_ROUNDING:
            raise UnrecordedBonusMoneyError(unrecorded[0].bonus_id)
        with exactly():
            return known + max(rest, ZERO)

    @property
    def chain(self) -> PayChain:
        """All of it but Total made, which the chain adds up anew."""
        return PayChain(
            hours=self.hours,
            per_hour=self.per_hour,
            total=self.recorded.shift.total_sales,
            net=self.net,
            parts=self.parts,
            commissions=self.commissions,
            extra=self.extra,
        )

    @property
    def made(self) -> Decimal:
        """Total made."""
        return settled(self.chain.made, self.recorded.shift.total_made)

    @property
    def _made_by_program(self) -> Decimal | None:
        shift = self.recorded.shift
        return shift.pinned.get("total_made", shift.total_made)

    @property
    def _has_clocks(self) -> bool:
        return self.recorded.shift.clock_in is not None and self.recorded.shift.clock_out is not None


def settled(computed: Decimal, recorded: Decimal | None) -> Decimal:
    """The computed figure if it rounds to the recorded one, or none is recorded; else the recorded one."""
    if recorded is None:
        return computed
    with exactly():
        explains = ZERO <= computed <= LIMIT and computed.quantize(CENT) == recorded
    return computed if explains else recorded
