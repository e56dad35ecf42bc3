"""What is said beside a screen: why something was not taken, in the words of whoever reads it."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from sheetanchor.adapters.telegram import texts
from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll import errors as rules
from sheetanchor.services.dialogue.hints import Hint, Notice
from sheetanchor.services.payroll import errors as cases

_TOAST = 190

_HINTS: Mapping[Hint, str] = {
    Hint.STALE: "That button is from an earlier step. Go on with the newest message, or send /start.",
    Hint.EXPIRED: "That was a while ago, so it is closed. Nothing was saved; please start again.",
    Hint.FORGED: "That button is not yours.",
    Hint.USE_BUTTONS: "I only understand buttons and commands here.",
    Hint.STARTS_LATER: "That hour has not come yet. Choose an earlier one.",
    Hint.NOT_CLOCKED_IN: "You are not clocked in.",
    Hint.ALREADY_CLOCKED_IN: "You are clocked in already.",
    Hint.CANCELLED: "Cancelled. Nothing was saved.",
    Hint.DROPPED: "The open shift is forgotten.",
    Hint.ASKED_TO_JOIN: "I asked. You will hear from me.",
    Hint.ADMINS_ONLY: "Only admins can do that.",
    Hint.DECIDED_ALREADY: "Somebody decided that already.",
    Hint.ACCEPTED: "Done: you are on the list now.",
    Hint.DECLINED: "Your request to join was declined.",
}
_RULES: Mapping[type[Exception], str] = {
    rules.AmbiguousAmountError: "That can be read two ways. Type it without the thousands comma.",
    rules.NotAnAmountError: "That is no amount. Type a number such as 120 or 99.50, greater than zero.",
    rules.ClockOrderError: "A shift has to end after it starts. Choose another hour.",
    rules.ClockOutInFutureError: "That end lies in the future. Choose another hour.",
    rules.ShiftTooLongError: "A shift lasts 24 hours at most. Choose another hour.",
    rules.ClockMissingError: "This shift has no clock in or no clock out. Your boss has to fill it in first.",
    cases.ShiftNotFoundError: "That shift is gone; somebody deleted it in the sheet. Nothing was changed.",
    cases.NotYourShiftError: "That is not your shift. Nothing was changed.",
    cases.ClockInDayError: "A shift can only start yesterday or today. Nothing was saved.",
}


def in_words(notice: Notice) -> str:
    """Plain text, one or two sentences."""
    if isinstance(notice, Hint):
        return _HINTS[notice]
    for kind in type(notice).__mro__:
        if kind in _RULES:
            return _RULES[kind]
    return next(words(notice) for kind, words in _BRANCHES if isinstance(notice, kind))


def in_html(notice: Notice) -> str:
    """The same, as a line above a screen."""
    return f"<i>{escape(in_words(notice))}</i>"


def toast(notice: Notice) -> str:
    """The same, short enough for a line on top of the chat."""
    return in_words(notice)[:_TOAST]


def _of_sheet(error: Exception) -> str:
    return f"Nothing was saved: a cell in the sheet cannot be read. Please tell your boss: {error}"


_BRANCHES: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (InputError, lambda error: f"That cannot be: {error}"),
    (SheetContentError, _of_sheet),
    (RemoteError, lambda _: f"Nothing was saved. {texts.unreachable()}"),
    (Exception, lambda _: texts.failed()),
)
