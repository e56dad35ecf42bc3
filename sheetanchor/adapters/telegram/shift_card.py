"""The card of a shift: when it was, what was sold, and what it pays, with the parts of the %."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from html import escape

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.style import day_text
from sheetanchor.domain.payroll.bonuses.codes import BonusCode
from sheetanchor.domain.payroll.pay.percentages import PercentParts
from sheetanchor.domain.payroll.periods.recent_shifts import RollingComparison
from sheetanchor.services.payroll.results import ShiftCard

_MOST, _LONGEST = 30, 60


def shift_card(card: ShiftCard) -> str:
    """All that is recorded of a shift; what is blank in the sheet is left out."""
    shift = card.shift
    clocks = [("Clock in", shift.clock_in), ("Clock out", shift.clock_out)]
    lines = [f"Date: {_stamp(shift.date)}", f"Employee: {escape(shift.employee_name)}"]
    lines += [f"{name}: {_stamp(at)}" for name, at in clocks if at is not None]
    lines += _line("Hours", None if shift.worked_hours is None else texts.number(shift.worked_hours))
    lines += sold_lines(tuple(shift.sales.items()))
    lines.append(f"Total sales: <b>{texts.money(shift.total_sales)}</b>")
    lines += _money("Net sales", shift.net_sales)
    lines += _percent(shift.percent, card.parts)
    lines += _money("Pay for hours", shift.per_hour)
    lines += _money("Commission earned", shift.commissions)
    lines += [f"Bonus used: {_bonus(code)}" for code in _codes(card)]
    lines += _money("<b>You earned", shift.total_made, "</b>")
    lines += _recent(shift.total_sales, card.recent)
    return "\n".join(lines)


def _stamp(at: datetime) -> str:
    return f"{day_text(at)} {at:%H:%M:%S}"


def sales_lines(amounts: Sequence[tuple[str, Decimal]]) -> str:
    """What was sold of each product."""
    return "\n".join(sold_lines(amounts))


def sold_lines(amounts: Sequence[tuple[str, Decimal]]) -> list[str]:
    """A line for each product; of very many the last ones in one, for a message holds 4096 characters."""
    shown, rest = amounts, amounts[:0]
    if len(amounts) > _MOST:
        shown, rest = amounts[: _MOST - 1], amounts[_MOST - 1 :]
    lines = [f"{escape(product[:_LONGEST])}: {texts.money(amount)}" for product, amount in shown]
    together = sum((amount for _, amount in rest), Decimal(0))
    return lines + ([f"and {len(rest)} more: {texts.money(together)}"] if rest else [])


def _codes(card: ShiftCard) -> list[BonusCode]:
    return [BonusCode(bonus.kind, bonus.value) for bonus in card.bonuses]


def _bonus(code: BonusCode) -> str:
    return escape(texts.bonus_used(code))


def _percent(percent: Decimal | None, parts: PercentParts | None) -> list[str]:
    if percent is None:
        return []
    names = {"base": "base", "dynamic": "for today's sales", "bonus": "bonus", "doubling": "doubled"}
    shown = () if parts is None else parts.shown
    if len(shown) <= 1:
        return [f"Commission: {texts.number(percent)} %"]
    told = " + ".join(f"{texts.number(points)} {names[name]}" for name, points in shown)
    return [f"Commission: {texts.number(percent)} % ({told})"]


def _recent(sold: Decimal, recent: RollingComparison | None) -> list[str]:
    """Nothing for a first shift, which has nothing to be compared with."""
    if recent is None or not recent.shifts:
        return []
    average = texts.money(recent.rolling_average)
    told = f"Your last shift sold {average}"
    if recent.shifts > 1:
        told = f"Average of your last {recent.shifts} shifts: {average} (newer ones count more)"
    counter = "yes, this shift reached that"
    if not recent.bonus_counter:
        counter = f"no, {texts.money(recent.rolling_average - sold)} short of that"
    return ["", told, f"Bonus counter: {counter}"]


def _money(name: str, amount: Decimal | None, after: str = "") -> list[str]:
    return _line(name, None if amount is None else f"{texts.money(amount)}{after}")


def _line(name: str, value: str | None) -> list[str]:
    return [] if value is None else [f"{name}: {value}"]
