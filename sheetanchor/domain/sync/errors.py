"""What can go wrong between the two sides while nobody's cell is at fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sheetanchor.domain.errors import OperatorError, RemoteError


class OutcomeUnknownError(RemoteError):
    """A write was sent and no answer came: it may have been applied or not. The next pass finds out."""


class FenceLostError(RemoteError):
    """Somebody else wrote since the sheet was read. Nothing of the batch was applied; reading again helps."""


class ServiceUnavailableError(RemoteError):
    """The service cannot be reached, or does not answer as it should. Nothing was written.

    retry_after: the seconds it asked to be left alone, None where it did not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class QuotaError(RemoteError):
    """The service refuses for now because too much was asked. Nothing was written.

    retry_after: the seconds it asked to be left alone, None where it did not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BudgetSpentError(QuotaError):
    """We ask for no more ourselves, so that the service need not refuse; nothing was sent."""


class AccessError(OperatorError):
    """The spreadsheet does not exist, or the credential may not read or write it."""


class CredentialError(OperatorError):
    """The credential itself is refused."""


class Act(Enum):
    """What a batch does to a row."""

    UPDATE = "update"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row of a batch that may be why all of it was refused.

    write: which tab's part. number: which one of its updates, inserts or deletes. column: of the grid, None
    where no cell is named.
    """

    write: int
    act: Act
    number: int
    column: int | None = None


class WriteRefusedError(RemoteError):
    """The service refused a write for good: a protected cell, too long a text.

    Nothing of the batch was applied. said: what happened. reason: why, for the person who can mend it; both
    without a full stop. suspects: rows one of which is at fault; none where the service named none.
    """

    def __init__(self, said: str, *, reason: str | None = None, suspects: Sequence[Suspect] = ()) -> None:
        said = said.rstrip(". ")
        super().__init__(f"{said}. Nothing of the batch was applied.")
        self.said = said
        self.reason = said if reason is None else reason.rstrip(". ")
        self.suspects = tuple(suspects)
