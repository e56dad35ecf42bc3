"""How amounts and days are written in the chat: the settings' choice, in force while a message is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

_DAY = "%Y/%m/%d"


@dataclass(frozen=True, slots=True)
class Style:
    """currency: before each amount. date_format: for strftime, None for the forms that each text has."""

    currency: str = "$"
    date_format: str | None = None


_USUAL = Style()
_IN_FORCE: ContextVar[Style] = ContextVar("style", default=_USUAL)


@contextmanager
def written_in(style: Style) -> Iterator[None]:
    """Whatever is put into words inside the block, on this thread, is in this style."""
    token = _IN_FORCE.set(style)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def currency() -> str:
    """What stands before an amount."""
    return _IN_FORCE.get().currency


def day_text(day: date, otherwise: str = _DAY) -> str:
    """A day in the configured format, else as `otherwise` says, which is for strftime as well."""
    return day.strftime(_IN_FORCE.get().date_format or otherwise)
