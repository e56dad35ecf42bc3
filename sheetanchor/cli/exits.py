"""The statuses that commands exit with, after sysexits.h, and which error leads to which."""

from sheetanchor.domain.errors import (
    InputError,
    OperatorError,
    PassingError,
    PluginError,
    RemoteError,
    SheetanchorError,
    SheetContentError,
)

USAGE = 64
DATA = 65
UNAVAILABLE = 69
SOFTWARE = 70
TEMPORARY = 75
CONFIG = 78

_BY_CLASS: tuple[tuple[type[SheetanchorError], int], ...] = (
    (PassingError, TEMPORARY),
    (OperatorError, CONFIG),
    (PluginError, CONFIG),
    (RemoteError, UNAVAILABLE),
    (SheetContentError, DATA),
    (InputError, USAGE),
)


def status_of(error: SheetanchorError) -> int:
    """The exit status for an error that reached the command line."""
    return next((status for branch, status in _BY_CLASS if isinstance(error, branch)), SOFTWARE)
