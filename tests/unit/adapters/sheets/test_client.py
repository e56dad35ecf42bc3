"""The real client and a real socket at the other end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from google.auth.credentials import AnonymousCredentials
from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheetanchor.adapters.sheets.client import Api, SheetsClient, Timeouts
from sheetanchor.adapters.sheets.retries import RetryPolicy
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import (
    AccessError,
    CredentialError,
    FenceLostError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
    WriteRefusedError,
)
from tests.unit.adapters.sheets.fake_time import FakeTime
from tests.unit.adapters.sheets.wire import (
    Answer,
    Wire,
    answered,
    cut,
    fault,
    half,
    refused_url,
    silence,
    text,
)

READ = SPREADSHEET_URL % "ID"
WRITE = SPREADSHEET_BATCH_UPDATE_URL % "ID"
GOOD = answered(200, {"version": "7"})
PAGE = text(200, "<html>Sign in to this network</html>")
ELSEWHERE = text(302, "", location="http://sheets.invalid/")

NO_ANSWER = pytest.mark.parametrize(
    "answer",
    [
        fault(500, "Internal error encountered.", status="INTERNAL"),
        text(502, "<html>Bad Gateway</html>"),
        answered(503, ["odd"]),
        answered(504, {"error": "odd"}),
        text(408, ""),
        ELSEWHERE,
        cut,
        half,
        silence,
        PAGE,
        answered(200, [1]),
        text(200, '{"value": NaN}'),
        text(200, ""),
    ],
    ids=[
        "500",
        "502",
        "503",
        "504",
        "408",
        "redirect",
        "cut",
        "half",
        "silence",
        "page",
        "list",
        "nan",
        "empty",
    ],
)


@contextmanager
def client_of(url: str, time: FakeTime) -> Iterator[SheetsClient]:
    client = SheetsClient(
        AnonymousCredentials(),  # type: ignore[no-untyped-call]
        base_url=url + "/",
        timeouts=Timeouts(connect=5, read=0.2),
        policy=RetryPolicy(attempts=3, base_delay=1, deadline=60),
        sleep=time.sleep,
        monotonic=time.monotonic,
        random=lambda: 1.0,
    )
    yield client
    client.close()


@contextmanager
def talking(*answers: Answer) -> Iterator[tuple[SheetsClient, Wire, FakeTime]]:
    time = FakeTime()
    with Wire(*answers).serving() as wire, client_of(wire.url, time) as client:
        yield client, wire, time


@NO_ANSWER
def test_a_read_without_answer_is_repeated(answer: Answer) -> None:
    with talking(answer, GOOD) as (client, wire, time):
        assert client.call("get", READ) == {"version": "7"}
        assert (len(wire.requests), time.sleeps) == (2, [1])


@NO_ANSWER
def test_a_read_that_is_never_answered_is_an_outage_and_changed_nothing(answer: Answer) -> None:
    with talking(answer, answer, answer, GOOD) as (client, wire, _):
        with pytest.raises(ServiceUnavailableError, match="Nothing was read"):
            client.call("get", READ)
        assert len(wire.requests) == 3


@NO_ANSWER
def test_a_write_without_answer_is_never_repeated(answer: Answer) -> None:
    with talking(answer, GOOD) as (client, wire, time):
        with pytest.raises(OutcomeUnknownError, match="not known whether"):
            client.call("post", WRITE, body={"requests": []})
        assert (len(wire.requests), time.sleeps) == (1, [])


def test_a_write_refused_by_a_quota_is_repeated_word_for_word() -> None:
    with talking(fault(429, "Quota exceeded."), GOOD) as (client, wire, time):
        client.call("post", WRITE, {"fields": "a(b)"}, body={"requests": [{"n": 0.1}]})
        first, second = wire.requests
        assert first == second
        assert json.loads(first.partition(b"\r\n\r\n")[2]) == {"requests": [{"n": 0.1}]}
        assert time.sleeps == [1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_never_sent_is_repeated_and_then_an_outage(method: str) -> None:
    time = FakeTime()
    with client_of(refused_url(), time) as client, pytest.raises(ServiceUnavailableError):
        client.call(method, WRITE)
    assert time.sleeps == [1, 2]


def test_the_seconds_that_an_answer_asks_for_are_waited() -> None:
    later = "Wed, 21 Oct 2026 07:28:30 GMT"
    moment = answered(503, {}, date="Wed, 21 Oct 2026 07:28:00 GMT", retry_after=later)
    with talking(answered(429, {}, retry_after="20"), moment, GOOD) as (client, _, time):
        client.call("get", READ)
        assert time.sleeps == [20, 30]


def test_an_unreadable_retry_after_is_no_reason_not_to_retry() -> None:
    with talking(answered(429, {}, retry_after="soon"), GOOD) as (client, _, time):
        client.call("get", READ)
        assert time.sleeps == [1]


PERMISSION = fault(403, "The caller does not have permission", status="PERMISSION_DENIED")
DRIVE_QUOTA = fault(403, "User Rate Limit Exceeded", errors=[{"reason": "userRateLimitExceeded"}])
SHEETS_QUOTA = fault(403, "Quota exceeded", details=[{"reason": "RATE_LIMIT_EXCEEDED"}])
NOT_ENABLED = fault(403, "Google Sheets API is disabled", details=[{"reason": "SERVICE_DISABLED"}])
NO_RANGE = "Unable to parse range: 'Old'!A1:C3"
NO_FENCE = "Invalid requests[0].deleteNamedRange: No NamedRange with id: token1"
PROTECTED = "Invalid requests[0].updateCells: You are trying to edit a protected cell or object."


@pytest.mark.parametrize(
    ("method", "answer", "expected", "said"),
    [
        ("get", fault(401, "Invalid Credentials"), CredentialError, "credential"),
        ("post", fault(401, "Invalid Credentials"), CredentialError, "credential"),
        ("get", PERMISSION, AccessError, "does not have permission"),
        ("post", PERMISSION, AccessError, "share it with"),
        ("get", NOT_ENABLED, AccessError, "API is disabled"),
        ("get", fault(404, "Requested entity was not found."), AccessError, "was not found"),
        ("post", text(404, "<html>Not found</html>"), AccessError, "Not found"),
        ("get", DRIVE_QUOTA, QuotaError, "Rate Limit"),
        ("post", SHEETS_QUOTA, QuotaError, "Quota exceeded"),
        ("get", fault(429, "Quota exceeded for quota metric"), QuotaError, "quota metric"),
        ("post", fault(429, "Quota exceeded for quota metric"), QuotaError, "quota metric"),
        ("post", fault(400, PROTECTED), WriteRefusedError, "protected cell or object. Nothing of the"),
        ("post", fault(413, "Request too large"), WriteRefusedError, "too large"),
        ("post", fault(400, f"Invalid requests[3].addNamedRange: {NO_RANGE}"), WriteRefusedError, "addNamed"),
        ("post", fault(400, NO_FENCE), FenceLostError, "Somebody else wrote meanwhile. Nothing of the"),
        ("get", fault(400, NO_FENCE), AccessError, "No NamedRange"),
        ("post", fault(400, NO_RANGE), OutcomeUnknownError, "not known whether"),
        ("get", fault(400, NO_RANGE), AccessError, "Unable to parse"),
        (
            "get",
            fault(400, "This operation is not supported for this document"),
            AccessError,
            "not supported",
        ),
    ],
)
def test_every_refusal_is_one_of_our_errors_and_says_what_google_said(
    method: str, answer: Answer, expected: type[SheetanchorError], said: str
) -> None:
    with talking(answer, answer, answer) as (client, _, _time), pytest.raises(expected, match=said) as caught:
        client.call(method, WRITE)
    assert isinstance(caught.value, expected)


def test_numbers_arrive_by_their_shortest_text() -> None:
    with talking(text(200, '{"a": 0.1, "b": 15.50, "c": 9007199254740993}')) as (client, _, _time):
        assert client.call("get", READ) == {
            "a": Decimal("0.1"),
            "b": Decimal("15.5"),
            "c": Decimal("9007199254740993"),
        }


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        (READ, "/v4/spreadsheets/ID?"),
        (f"{DRIVE_FILES_API_V3_URL}/ID", "/drive/v3/files/ID?"),
    ],
)
def test_every_api_is_asked_at_the_base_url(endpoint: str, path: str) -> None:
    with talking(GOOD) as (client, wire, _):
        client.call("get", endpoint, {"prettyPrint": "false"})
        assert wire.requests[0].startswith(f"GET {path}prettyPrint=false HTTP/1.1".encode())


def test_calls_are_counted_by_quota_repeated_ones_included() -> None:
    busy = fault(429, "slow down")
    with talking(busy, GOOD, busy, GOOD, GOOD) as (client, _, _time):
        client.call("get", READ)
        client.call("post", WRITE)
        client.call("get", f"{DRIVE_FILES_API_V3_URL}/ID")
        assert client.calls == {Api.SHEETS_READ: 2, Api.SHEETS_WRITE: 2, Api.DRIVE: 1}


def test_what_gspread_itself_asks_goes_the_same_way() -> None:
    with talking(cut, GOOD) as (client, _, time):
        assert client.fetch_sheet_metadata("ID") == {"version": "7"}
        assert time.sleeps == [1]
