"""Signing in as a service account."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport import Request
from google.oauth2 import service_account

from sheetanchor.domain.sync.errors import CredentialError

#: What is asked for: to read and write cells, and to see a file's version.
SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)


class ServiceAccount(Credentials):
    """Gets its tokens from the token_uri of the account, and asks nothing else of anybody.

    google-auth's own class also looks up a regional access boundary at a host of Google in the background,
    with the token in its hands; that must not happen where the account is that of a local server.
    """

    def __init__(self, account: service_account.Credentials) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._account = account

    @property
    def email(self) -> str:
        """The address that the spreadsheet has to be shared with."""
        return str(self._account.service_account_email)

    def refresh(self, request: Request) -> None:
        """Get a new token; raises RefreshError, which says whether to try again makes sense."""
        try:
            self._account.refresh(request)  # type: ignore[no-untyped-call]
        except (TypeError, ValueError, AttributeError) as error:
            raise _no_token() from error
        self.token, self.expiry = self._account.token, self._account.expiry


def _no_token() -> RefreshError:
    return RefreshError("the answer holds no token", retryable=True)  # type: ignore[no-untyped-call]


def service_account_from_file(path: Path) -> ServiceAccount:
    """Raises CredentialError where the file cannot be read or is none of a service account."""
    try:
        return ServiceAccount(_account(json.loads(path.read_bytes())))
    except (OSError, ValueError, AttributeError, GoogleAuthError) as error:
        raise CredentialError(
            f"{path} is no readable service-account file ({error}). Nothing was read or written; "
            "give the program the JSON key file of a Google service account."
        ) from error


def service_account_from_info(info: Mapping[str, Any]) -> ServiceAccount:
    """Like the file, its JSON parsed already."""
    try:
        return ServiceAccount(_account(info))
    except (ValueError, GoogleAuthError) as error:
        raise CredentialError(
            f"the service account's JSON does not hold ({error}). Nothing was read or written; "
            "give the program the JSON key of a Google service account."
        ) from error


def _account(info: Mapping[str, Any]) -> service_account.Credentials:
    account: service_account.Credentials = service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
        info, scopes=SCOPES
    )
    return account
