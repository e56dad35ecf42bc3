"""The text of every screen, as HTML; values from outside are escaped here."""

from decimal import Decimal
from functools import singledispatch
from html import escape

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.moments import day_in_words, wall
from sheetanchor.adapters.telegram.notices import in_words
from sheetanchor.adapters.telegram.report_texts import report_text
from sheetanchor.adapters.telegram.shift_card import sales_lines, shift_card, sold_lines
from sheetanchor.domain.errors import RemoteError, SheetanchorError, SheetContentError
from sheetanchor.services.dialogue import screens
from sheetanchor.services.dialogue.hints import Hint

_HUNDREDTH = Decimal("0.01")


@singledispatch
def text_of(screen: object) -> str:
    """What the message says, before any notice."""
    raise TypeError(f"{type(screen).__name__} has no text")


@text_of.register
def _(screen: screens.Menu) -> str:
    about, shift = texts.menu(screen.first_name), screen.open_shift
    if shift is None:
        return about
    if shift.clock_out is None:
        return f"{about}\n\nYou are at work since <b>{wall(shift.clock_in)}</b>."
    return f"{about}\n\nWhat you sold until <b>{wall(shift.clock_out)}</b> is still missing."


@text_of.register
def _(screen: screens.AdminMenu) -> str:
    return (
        f"Hello {escape(screen.first_name)}. You are an admin here, and not on the list of employees. /help"
    )


@text_of.register
def _(screen: screens.Stranger) -> str:
    if screen.has_asked:
        return "Your request is with the admins. You will hear from me."
    return texts.unknown_employee(screen.person_id)


@text_of.register
def _(screen: screens.Start) -> str:
    about = texts.clock_in(screen.settings, screen.rates)
    shift = screen.open_shift
    if shift is None:
        return about
    if shift.clock_out is None:
        return f"{about}\n\nYou clocked in at <b>{wall(shift.clock_in)}</b>."
    clocks = f"<b>{wall(shift.clock_in)}</b> to <b>{wall(shift.clock_out)}</b>"
    return f"{about}\n\nYou worked {clocks}. What you sold is still missing."


@text_of.register
def _(screen: screens.ConfirmDrop) -> str:
    if screen.open_shift is None:
        return "There is no open shift."
    return f"Forget the shift that began at <b>{wall(screen.open_shift.clock_in)}</b>? Nothing is recorded."


@text_of.register
def _(screen: screens.PickDay) -> str:
    if screen.shift_id is not None:
        return f"<b>Edit shift {screen.shift_id}</b>\n\nOn which day did it start?"
    return "On which day did your shift start?"


@text_of.register
def _(screen: screens.PickTime) -> str:
    title = "" if screen.shift_id is None else f"<b>Edit shift {screen.shift_id}</b>\n\n"
    if not screen.is_end:
        return f"{title}{day_in_words(screen.day)}: when did you clock in?"
    start = "" if screen.clock_in is None else f"Clocked in: {wall(screen.clock_in)}\n"
    return f"{title}{start}When did you clock out?"


@text_of.register
def _(screen: screens.PickProduct) -> str:
    return f"{_worked(screen.worked)}\n\nWhat did you sell?{_page(screen.page, screen.pages)}"


@text_of.register
def _(screen: screens.AskAmount) -> str:
    product = f"<b>{escape(screen.product)}</b>"
    if screen.shift_id is None or screen.present is None:
        return f"How much did you sell of {product}? Type the amount."
    return f"{product} of shift {screen.shift_id}: now {texts.money(screen.present)}. Type the new amount."


@text_of.register
def _(screen: screens.AddOrFinish) -> str:
    added = f"Added: {escape(screen.added)}.\n\n" if screen.added else ""
    return f"{added}{_worked(screen.worked)}\n\nIs that all?"


@text_of.register
def _(screen: screens.Saved) -> str:
    title = f"Shift {screen.card.shift.id} is {'changed' if screen.is_edit else 'saved'}"
    lines = [f"<b>{title}</b>", "", shift_card(screen.card)]
    if screen.new_settings is not None:
        wage, base = screen.new_settings.hourly_wage, screen.new_settings.sales_commission
        lines += ["", f"You are new here: {texts.money(wage)} per hour and {texts.number(base)} %."]
    return "\n".join(lines)


@text_of.register
def _(screen: screens.PickShift) -> str:
    if not screen.shifts:
        return "You have no shifts yet."
    return "Which shift? These are your newest ones."


@text_of.register
def _(screen: screens.PickField) -> str:
    shift_id = screen.card.shift.id
    return f"<b>Edit shift {shift_id}</b>\n\n{shift_card(screen.card)}\n\nWhat is wrong?"


@text_of.register
def _(screen: screens.PickSale) -> str:
    asked = f"Which amount is wrong?{_page(screen.page, screen.pages)}"
    return f"<b>Edit shift {screen.shift_id}</b>\n\n{sales_lines(screen.amounts)}\n\n{asked}"


@text_of.register
def _(screen: screens.StatisticsShown) -> str:
    return texts.statistics(screen.statistics)


@text_of.register
def _(screen: screens.RanksShown) -> str:
    return texts.ranks(screen.table) if screen.table.ranks else texts.no_ranks()


@text_of.register
def _(screen: screens.RankMessage) -> str:
    return texts.rank_change(screen.change)


@text_of.register
def _(screen: screens.Help) -> str:
    return texts.help_text(is_admin=screen.is_admin)


@text_of.register
def _(screen: screens.Trouble) -> str:
    if isinstance(screen.error, SheetContentError):
        return texts.unreadable(str(screen.error))
    return texts.unreachable() if isinstance(screen.error, RemoteError) else texts.failed()


@text_of.register
def _(screen: screens.JoinRequest) -> str:
    who = f"{escape(screen.name)} (<code>{screen.person_id}</code>)"
    return f"{who} asks to join. Accepting adds a row to EmployeeSettings with the default wage."


@text_of.register
def _(screen: screens.JoinAnswer) -> str:
    return in_words(Hint.ACCEPTED if screen.is_accepted else Hint.DECLINED)


@text_of.register
def _(screen: screens.Said) -> str:
    if isinstance(screen.about, Hint | SheetanchorError):
        return escape(in_words(screen.about))
    return report_text(screen.about)


@text_of.register
def _(screen: screens.FileShown) -> str:
    return report_text(screen.about)


def _page(page: int, pages: int) -> str:
    return f" (page {page + 1} of {pages})" if pages > 1 else ""


def _worked(worked: screens.Worked) -> str:
    hours = texts.number(worked.hours.quantize(_HUNDREDTH))
    clocks = f"{wall(worked.clock_in)} \N{EN DASH} {wall(worked.clock_out)}"
    return "\n".join([f"{clocks} ({hours} h)", *sold_lines(worked.sales)])
