"""What ports raise beside the errors of the domain."""

from sheetanchor.domain.errors import OperatorError, PluginError, RemoteError


class ReplicaError(OperatorError):
    """The local store cannot be read or written; nothing was changed."""


class UnknownTableError(PluginError):
    """A table was asked for that no plugin declares."""

    def __init__(self, table: str) -> None:
        super().__init__(f"there is no table {table!r}; is its plugin installed and switched on?")
        self.table = table


class UnavailableError(RemoteError):
    """Neither the local copy nor the spreadsheet can answer at present; nothing was assumed instead."""
