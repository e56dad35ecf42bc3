"""Everything the bot says, in one place. HTML, as Telegram reads it; values from outside are escaped here."""

from decimal import Decimal
from html import escape

from sheetanchor.adapters.telegram.commands import For, Listed, listed
from sheetanchor.adapters.telegram.style import currency, day_text
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.periods.statistics import Statistics
from sheetanchor.domain.payroll.rank_changes.review import RankChange
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.rates import RateStep, RateTable

_CENT = Decimal("0.01")


def menu(first_name: str) -> str:
    """The main menu."""
    return f"Hello {escape(first_name)}. What would you like to do?"


def clock_in(settings: EmployeeSettings, rates: RateTable) -> str:
    """What a shift is paid by, before it begins."""
    lines = [
        "<b>Start a shift</b>",
        "",
        f"Hourly wage: <b>{money(settings.hourly_wage)}</b>",
        f"Base commission: <b>{number(settings.sales_commission)} %</b> of net sales",
    ]
    steps = [step for step in rates.steps if step.percentage]
    if steps:
        lines += ["", "Extra by your sales of the day:", *(_step(step) for step in steps)]
    return "\n".join(lines)


def ranks(table: RankTable) -> str:
    """All ranks, lowest first, with their bonuses in words."""
    blocks = [_rank(rank, is_lowest=rank is table.ranks[0]) for rank in table.ranks]
    return "\n\n".join(["<b>Ranks by sales of the month</b>", *blocks])


def no_ranks() -> str:
    """The Ranks tab has no rows."""
    return "The boss has not listed any ranks yet."


def unknown_employee(employee_id: int) -> str:
    """Somebody without a row in EmployeeSettings."""
    return (
        "You are not on the list of employees yet.\n"
        f"Ask your boss to add your number <code>{employee_id}</code> and a wage to the tab EmployeeSettings."
    )


def unreadable(detail: str) -> str:
    """A cell that only the boss can mend stands in the way."""
    return (
        "I cannot show this now, because a cell in the sheet cannot be read. "
        f"Please tell your boss:\n\n<i>{escape(detail)}</i>"
    )


def unreachable() -> str:
    """Neither replica nor sheet can answer."""
    return "I cannot reach the sheet at the moment and will not guess. Please try again in a minute."


def failed() -> str:
    """A fault of ours."""
    return "Something went wrong on my side. Please try again; nothing is done twice."


def statistics(figures: Statistics) -> str:
    """An employee's month and pay period."""
    rank = f"{escape(figures.rank.emoji)} {escape(figures.rank.name)}".strip()
    day = figures.next_pay_day
    return "\n".join(
        [
            f"Rank: <b>{rank}</b>",
            f"Total sales this month: <b>{money(figures.sales_of_month)}</b>",
            f"Made since the last pay day: <b>{money(figures.made_since_pay_day)}</b>",
            f"Next pay day: <b>{day_text(day, f'%B {day.day}, %Y')}</b>",
        ]
    )


def rank_change(change: RankChange) -> str:
    """The message about a rise, with what was drawn, or about a fall."""
    old, new = _titled(change.old), _titled(change.new)
    if not change.is_up:
        return f"Rank update: {old} \N{RIGHTWARDS ARROW} <b>{new}</b>\nEvery sale counts; you will be back."
    lines = [f"Congratulations! You are <b>{new}</b> now.", escape(change.new.text) or "Keep going!"]
    if change.reward is not None:
        lines += ["", f"Your bonus: <b>{escape(bonus_in_words(change.reward.code))}</b>"]
    return "\n".join(lines)


def help_text(*, is_admin: bool) -> str:
    """The commands."""
    shown = listed(is_admin=is_admin)
    parts = [[_told(one) for one in shown if one.role is role] for role in For]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _told(one: Listed) -> str:
    return f"/{one.word} \N{EN DASH} {escape(one.about)}"


def bonus_used(code: BonusCode) -> str:
    """A bonus that acted on a shift."""
    value = number(code.value)
    words = {
        BonusKind.FLAT: f"{money(code.value)} extra",
        BonusKind.FLAT_IMMEDIATE: f"{money(code.value)} extra",
        BonusKind.PERCENT_NEXT: f"{value} % more commission",
        BonusKind.PERCENT_PREV: f"{value} % of the sales of the chatter before you",
        BonusKind.PERCENT_ALL: f"{value} % of the sales of all the others that day",
        BonusKind.DOUBLE_COMMISSION: "double commission",
    }
    return words.get(code.kind) or bonus_in_words(code)


def bonus_in_words(code: BonusCode) -> str:
    """A bonus as it is promised; numbers are never cut."""
    value = number(code.value)
    words = {
        BonusKind.FLAT: f"{money(code.value)} extra",
        BonusKind.FLAT_IMMEDIATE: f"{money(code.value)} extra",
        BonusKind.PERCENT_NEXT: f"{value} % more commission on your next shift",
        BonusKind.PERCENT_PREV: f"{value} % of what the chatter before you sold of one of your models, "
        "with your next shift",
        BonusKind.PERCENT_ALL: f"{value} % of what all the others sell on one of your models that day, "
        "with your next shift",
        BonusKind.DOUBLE_COMMISSION: "double commission on your next shift",
        BonusKind.PAID_DAY_OFF: "a paid day off, you choose the date",
        BonusKind.TELEGRAM_PREMIUM: "Telegram Premium for 3 months",
    }
    return words[code.kind]


def money(amount: Decimal) -> str:
    """With cents and thousands separators; more digits only where there are more."""
    shown = amount if amount != amount.quantize(_CENT) else amount.quantize(_CENT)
    return f"{currency()}{shown:,f}"


def whole_money(amount: Decimal) -> str:
    """Dollars without cents, cut and not rounded: $1,999 for 1999.99."""
    return f"{currency()}{int(amount):,}"


def number(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(step: RateStep) -> str:
    return f"  from {whole_or_cents(step.min_amount)}: +{number(step.percentage)} %"


def whole_or_cents(amount: Decimal) -> str:
    """Dollars, with cents only where there are some."""
    return whole_money(amount) if amount == amount.to_integral_value() else money(amount)


def _titled(rank: Rank) -> str:
    return f"{escape(rank.name)} {escape(rank.emoji)}".strip()


def _rank(rank: Rank, *, is_lowest: bool) -> str:
    title = f"{escape(rank.emoji)} <b>{escape(rank.name)}</b>  {_range(rank)}".strip()
    bonuses = [f"  {place}. {bonus_in_words(code)}" for place, code in enumerate(rank.drawable, start=1)]
    if is_lowest and not bonuses:
        return f"{title}\n  Everyone starts here."
    return "\n".join([title, *bonuses])


def _range(rank: Rank) -> str:
    if rank.is_open_ended or rank.max_amount is None:
        return f"{whole_money(rank.min_amount)}+"
    return f"{whole_money(rank.min_amount)} \N{EN DASH} {whole_money(rank.max_amount)}"
