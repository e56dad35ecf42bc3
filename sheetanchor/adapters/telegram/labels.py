"""What stands on the buttons."""

from collections.abc import Callable, Mapping
from datetime import date

from sheetanchor.adapters.telegram.moments import day_in_words, hour_in_words, period_in_words
from sheetanchor.adapters.telegram.style import day_text
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.dialogue.admin.reports import Chatter
from sheetanchor.services.dialogue.screens import Button

_LONGEST = 60

_WORDS: Mapping[str, str] = {
    "menu": "Menu",
    "menu:new": "Menu",
    "start": "Menu",
    "back": "Back",
    "clock_in": "Start a shift",
    "now_in": "Clock in now",
    "drop": "Forget this shift",
    "drop_now": "Yes, forget it",
    "enter": "Enter hours by hand",
    "edit": "Edit a shift",
    "statistics": "My statistics",
    "ranks": "Ranks",
    "half:am": "AM",
    "half:pm": "PM",
    "nothing": "Nothing sold",
    "more": "Add another",
    "finish": "Finish",
    "field:in": "Clock in",
    "field:out": "Clock out",
    "field:sales": "Sales",
    "join": "Ask to join",
    "left": "I left earlier",
    "left:new": "I left earlier",
    "export_pick": "Choose period and person",
    "sync_force": "Sync now",
    "sync_stats": "How sync stands",
    "conflicts": "Show the conflicts",
    "problems": "Show the problems",
    "allow": "A pause: show the plan",
    "who": "Who is at work",
}
_SHOWN_AS: Mapping[str, str] = {
    "refresh": "Refresh",
    "again": "Try again",
    "shift": "This shift",
    "claim": "Claim",
    "back": "Back",
    "allow_this": "Yes, do exactly this",
    "write_over": "Yes, write over it",
    "look_again": "Look again",
    "next": "Next page",
    "previous": "Page before",
    "everybody": "Everybody",
    "all_shifts": "All the time",
    "csv": "As CSV",
    "xlsx": "As a workbook (XLSX)",
    "yesterday": "Yesterday",
    "today": "Today",
}


def label(button: Button) -> str:
    """Short enough for a phone; never blank."""
    if isinstance(button.shows, str) and button.shows in _SHOWN_AS:
        return _SHOWN_AS[button.shows]
    verb = button.action.partition(":")[0]
    if verb in _MADE:
        return _cut(_MADE[verb](button))
    return _WORDS[button.action]


def _hour(button: Button) -> str:
    return hour_in_words(int(button.action.partition(":")[2]))


def _day(button: Button) -> str:
    return day_in_words(button.shows) if isinstance(button.shows, date) else str(button.shows)


def _shift(button: Button) -> str:
    shift = button.shows
    if not isinstance(shift, Shift):
        return f"Shift {button.action.partition(':')[2]}"
    return f"{shift.id} \N{MIDDLE DOT} {day_text(shift.date)} {shift.date:%H:%M}"


def _product(button: Button) -> str:
    return str(button.shows)


def _clock_out(button: Button) -> str:
    return "Enter the sales" if button.shows else "Clock out now"


def _chatter(button: Button) -> str:
    return button.shows.name if isinstance(button.shows, Chatter) else button.action.partition(":")[2]


def _keep(button: Button, side: str) -> str:
    return f"Keep the {side}" if button.shows is None else f"{button.shows}: keep the {side}"


_MADE: Mapping[str, Callable[[Button], str]] = {
    "hour": _hour,
    "day": _day,
    "shift": _shift,
    "product": _product,
    "now_out": _clock_out,
    "clock_out": _clock_out,
    "accept": lambda _: "Accept",
    "decline": lambda _: "Decline",
    "export_at": lambda button: period_in_words(button.shows),
    "export_for": _chatter,
    "export": lambda _: _SHOWN_AS["xlsx"],
    "keep_sheet": lambda button: _keep(button, "sheet's"),
    "keep_local": lambda button: _keep(button, "bot's"),
}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
