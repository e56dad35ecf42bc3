"""What ports raise beside the errors of the domain."""

from sheetanchor.domain.errors import (
    InputError,
    OperatorError,
    PassingError,
    PluginError,
    RemoteError,
    SheetContentError,
)
from sheetanchor.domain.sync.problems import HeldCell


class ReplicaError(OperatorError):
    """The local store cannot be read or written; nothing was changed."""


class ReplicaBusyError(ReplicaError, PassingError):
    """The local store cannot be read or written now: the disk is full, or another process keeps it locked."""


class UnknownTableError(PluginError):
    """A table was asked for that no plugin declares."""

    def __init__(self, table: str) -> None:
        super().__init__(f"there is no table {table!r}; is its plugin installed and switched on?")
        self.table = table


class UnknownConflictError(InputError):
    """A conflict was named by a number that none has."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"there is no conflict {number}; `sheetanchor conflicts list` shows them. Nothing was changed."
        )
        self.number = number


class RowHeldError(SheetContentError):
    """What was asked for stands in a row that cannot be read, and nothing good is known from before."""

    def __init__(self, held: HeldCell) -> None:
        super().__init__(held.message())
        self.held = held


class UnavailableError(RemoteError):
    """Neither the local copy nor the spreadsheet can answer at present; nothing was assumed instead."""
