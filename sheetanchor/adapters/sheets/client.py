"""gspread's HTTP client with a server of our choice, timeouts, bounded retries and counting."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from random import SystemRandom
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from gspread.http_client import FileType, HTTPClient, ParamsType

from sheetanchor.adapters.sheets.errors import network_failure, refusal, sign_in_failure, unanswered
from sheetanchor.adapters.sheets.json_text import JsonObject, parse_object
from sheetanchor.adapters.sheets.retries import Retries, RetryPolicy

_SHORTEST_TIMEOUT = 1.0
_RANDOM = SystemRandom()


class Api(Enum):
    """What Google counts apart: each has its own quota."""

    DRIVE = "drive"
    SHEETS_READ = "sheets read"
    SHEETS_WRITE = "sheets write"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: until a connection stands, and between two signs of life of an answer.

    Google itself gives up a request after 180 s.
    """

    connect: float = 5.0
    read: float = 60.0


DEFAULT_TIMEOUTS = Timeouts()
DEFAULT_POLICY = RetryPolicy()


class SheetsClient(HTTPClient):
    """Speaks to Google, or to any server at base_url that speaks its Sheets and Drive API.

    A read is repeated when it failed for now. A write is repeated only where it is certain that it was not
    applied: refused by a quota, or never sent. spend: called before each request that is sent, repeated ones
    included; what it raises keeps the request from being sent.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        policy: RetryPolicy = DEFAULT_POLICY,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = _RANDOM.random,
        spend: Callable[[Api], object] = lambda _: None,
    ) -> None:
        super().__init__(credentials)
        self._base_url = None if base_url is None else base_url.rstrip("/")
        self._timeouts = timeouts
        self._retries = Retries(policy, sleep, monotonic, random)
        self._spend = spend
        self.calls: Counter[Api] = Counter()

    def call(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> JsonObject:
        """The answer's JSON object, numbers as Decimal. `endpoint` is one of gspread's URLs.

        Raises what `errors` translates to; OutcomeUnknownError only where the method is no get.
        """

        def attempt(seconds: float) -> JsonObject:
            response = self._send(seconds, method, endpoint, params=params, json=body)
            return _parsed(response, is_write=_is_write(method))

        return self._retries.run(attempt)

    def request(  # noqa: PLR0917 - gspread's signature
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,  # noqa: ANN401 - gspread's signature
    ) -> requests.Response:
        """What gspread's own methods go through; the body is not looked at."""
        options = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        return self._retries.run(lambda seconds: self._send(seconds, method, endpoint, **options))

    def close(self) -> None:
        """Give back the connections; a later call opens new ones."""
        self.session.close()

    def _send(self, seconds: float, method: str, endpoint: str, **options: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        api = _api(method, endpoint)
        self._spend(api)
        self.calls[api] += 1
        is_write = _is_write(method)
        try:
            response = self.session.request(
                method,
                self._url(endpoint),
                timeout=self._timeout(seconds),
                allow_redirects=False,
                **options,
            )
        except GoogleAuthError as error:
            raise sign_in_failure(error) from error
        except requests.RequestException as error:
            raise network_failure(error, is_write=is_write) from error
        if not requests.codes.ok <= response.status_code < requests.codes.multiple_choices:
            raise refusal(response, is_write=is_write)
        return response

    def _url(self, endpoint: str) -> str:
        if self._base_url is None:
            return endpoint
        return self._base_url + urlsplit(endpoint).path

    def _timeout(self, seconds: float) -> tuple[float, float]:
        left = max(seconds, _SHORTEST_TIMEOUT)
        return min(self._timeouts.connect, left), min(self._timeouts.read, left)


def _is_write(method: str) -> bool:
    return method.lower() != "get"


def _api(method: str, endpoint: str) -> Api:
    if "/drive/" in urlsplit(endpoint).path:
        return Api.DRIVE
    return Api.SHEETS_WRITE if _is_write(method) else Api.SHEETS_READ


def _parsed(response: requests.Response, *, is_write: bool) -> JsonObject:
    try:
        return parse_object(response.content)
    except ValueError as error:
        said = f"Google's answer is no JSON object ({error})."
        raise unanswered(said, is_write=is_write) from error
