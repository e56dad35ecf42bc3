"""gspread on this server: `connected(url)` in the place of `gspread.service_account()`."""

from typing import Any

import gspread
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials as Token
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

_GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


def connected(url: str, credentials: Credentials | None = None) -> gspread.Client:
    """Gspread's own client, whose requests go to the server at `url` wherever it means to send them.

    credentials: such as those of the server's service account; without any, a token that is let in.
    """
    held: Any = credentials or Token("any")  # type: ignore[no-untyped-call]  # untyped library
    session = AuthorizedSession(held)  # type: ignore[no-untyped-call]  # untyped library
    for google in _GOOGLE:
        session.mount(google, _Turned(google, url))
    return gspread.Client(held, session)


class _Turned(HTTPAdapter):
    """Sends what is meant for one server to another one."""

    def __init__(self, meant: str, url: str) -> None:
        super().__init__()
        self._meant = meant
        self._url = url

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:  # noqa: ANN401 - its signature
        """As the one that it is."""
        request.url = (request.url or "").replace(self._meant, self._url, 1)
        return super().send(request, *args, **options)
