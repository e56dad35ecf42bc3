"""What can go wrong between the two sides while nobody's cell is at fault."""

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


class AccessError(OperatorError):
    """The spreadsheet does not exist, or the credential may not read or write it."""


class CredentialError(OperatorError):
    """The credential itself is refused."""


class WriteRefusedError(RemoteError):
    """The service refused a write for good: a protected cell, too long a text.

    Nothing of the batch was applied.
    """
