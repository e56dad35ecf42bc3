"""Where commands print tables: as wide as the terminal of whoever typed the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console

_WIDTH: ContextVar[int | None] = ContextVar("width", default=None)


def console() -> Console:
    """For one table or a few lines, printed as they are: cells of people may hold brackets."""
    return Console(width=_WIDTH.get(), markup=False, emoji=False)


@contextmanager
def as_wide_as(columns: int) -> Iterator[None]:
    """For a command that was typed in another process."""
    token = _WIDTH.set(columns)
    try:
        yield
    finally:
        _WIDTH.reset(token)
