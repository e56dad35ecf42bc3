"""What a service says on a bad day, by class of error, as the engine meets it on any method of the port."""

from collections.abc import Mapping, Sequence

from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.domain.sync.errors import (
    AccessError,
    CredentialError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
)

METHODS = ("version", "fetch", "push", "find_applied")

_TURNED_AWAY: Sequence[SheetanchorError] = (
    RemoteError("503"),
    QuotaError("429"),
    QuotaError("429", retry_after=30.0),
    ServiceUnavailableError("503"),
    ServiceUnavailableError("503", retry_after=5.0),
)
#: They last, until somebody has given the access back.
_OPERATORS: Sequence[SheetanchorError] = (
    AccessError("the spreadsheet is not shared any more"),
    CredentialError("the credential is refused"),
)
#: An answer that breaks off: a read told nothing, of a write nobody knows what became.
_BROKEN_OFF: Mapping[str, SheetanchorError] = {
    "push": OutcomeUnknownError("the answer breaks off"),
    "find_applied": ServiceUnavailableError("the answer breaks off"),
    "fetch": ServiceUnavailableError("the answer breaks off"),
    "version": ServiceUnavailableError("the answer breaks off"),
}


def fault(method: str, number: int) -> SheetanchorError:
    """One of all faults that a call of this method may meet."""
    every = [*_TURNED_AWAY, *_TURNED_AWAY, *_OPERATORS, _BROKEN_OFF[method]]
    return every[number % len(every)]


def lasts(error: SheetanchorError, number: int) -> int:
    """How many calls in a row meet it."""
    return 2 + number % 4 if isinstance(error, OperatorError) else 1 + number % 2


def label(error: SheetanchorError, method: str, *, is_applied: bool = False) -> str:
    """By what a fault is counted."""
    asked = getattr(error, "retry_after", None)
    told = "" if asked is None else f" for {asked:g} s"
    when = "after" if is_applied else "at"
    return f"{type(error).__name__}{told} {when} {method}"
