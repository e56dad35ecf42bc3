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
    Hint.EXPIRED: "This was left open too long, so I closed it. Please start again.",
    Hint.FORGED: "That button does not work any more. Send /start.",
    Hint.USE_BUTTONS: "I can do nothing with that here. Please use a button below.",
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
    rules.AmbiguousAmountError: "Is that thousands or cents? Type it without a comma, such as 1234 or 1.23.",
    rules.NotAnAmountError: "That is not an amount. Type a number such as 120 or 99.50.",
    rules.ClockOrderError: "A shift has to end after it starts. Choose another hour.",
    rules.ClockOutInFutureError: "That end lies in the future. Choose another hour.",
    rules.ShiftTooLongError: "A shift lasts 24 hours at most. When did you really leave?",
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
