"""What can go wrong between the two sides while nobody's cell is at fault."""

from sheetanchor.domain.errors import OperatorError, RemoteError


class OutcomeUnknownError(RemoteError):
    """A write was sent and no answer came: it may have been applied or not. The next pass finds out."""


class QuotaError(RemoteError):
    """The service refuses for now because too much was asked."""


class AccessError(OperatorError):
    """The spreadsheet does not exist, or the credential may not read or write it."""


class CredentialError(OperatorError):
    """The credential itself is refused."""


class WriteRefusedError(RemoteError):
    """The service refused a write for good: a protected cell, too long a text.

    Nothing of the batch was applied.
    """
