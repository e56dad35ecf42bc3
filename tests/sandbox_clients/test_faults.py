"""What the real requests library meets when something goes wrong between it and Google."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import requests

from sheetanchor.sandbox.faults.latency import Latency
from sheetanchor.sandbox.faults.plan import Fault, Faults
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

SHORT = 0.3
"""Seconds a client waits for an answer that never comes."""


class Client:
    """The few calls these tests need, on one spreadsheet."""

    def __init__(self, sandbox: RunningSandbox, book: Spreadsheet) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer any"
        self.base = f"{sandbox.url}/v4/spreadsheets/{book.spreadsheet_id}"

    def read(self, timeout: float = 10) -> requests.Response:
        return self.session.get(f"{self.base}/values/Sheet1!A1:B9", timeout=timeout)

    def append(self, text: str, timeout: float = 10) -> requests.Response:
        url = f"{self.base}/values/Sheet1:append?valueInputOption=RAW"
        return self.session.post(url, json={"values": [[text]]}, timeout=timeout)


@pytest.fixture
def book(sandbox: RunningSandbox) -> Spreadsheet:
    return sandbox.world.create_spreadsheet("Team")


@pytest.fixture
def faults(sandbox: RunningSandbox) -> Faults:
    return sandbox.world.faults


@pytest.fixture
def google(sandbox: RunningSandbox, book: Spreadsheet) -> Iterator[Client]:
    client = Client(sandbox, book)
    yield client
    client.session.close()


def column(book: Spreadsheet) -> list[str]:
    sheet = book.sheets[0]
    return [sheet.shown(row, 0) for row in range(sheet.grid.used_rows)]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (401, "UNAUTHENTICATED"),
        (403, "PERMISSION_DENIED"),
        (429, "RESOURCE_EXHAUSTED"),
        (500, "INTERNAL"),
        (503, "UNAVAILABLE"),
    ],
)
def test_an_error_status_has_googles_body_and_changes_nothing(
    google: Client, faults: Faults, book: Spreadsheet, status: int, word: str
) -> None:
    faults.fail(status)
    answer = google.append("a")
    assert (answer.status_code, answer.json()["error"]["status"]) == (status, word)
    assert column(book) == []
    assert google.append("a").status_code == 200


def test_an_error_may_come_although_the_request_was_carried_out(
    google: Client, faults: Faults, book: Spreadsheet
) -> None:
    faults.fail(500, applied=True)
    assert google.append("a").status_code == 500
    assert column(book) == ["a"]


@pytest.mark.parametrize("applied", [False, True])
def test_a_reset_connection_tells_nothing_of_what_was_done(
    google: Client, faults: Faults, book: Spreadsheet, applied: bool
) -> None:
    faults.reset(applied=applied)
    with pytest.raises(requests.ConnectionError):
        google.append("a")
    assert column(book) == (["a"] if applied else [])


@pytest.mark.parametrize("applied", [False, True])
def test_a_client_that_waits_in_vain_times_out_before_or_after_the_write(
    google: Client, faults: Faults, book: Spreadsheet, applied: bool
) -> None:
    faults.time_out(applied=applied)
    with pytest.raises(requests.Timeout):
        google.append("a", timeout=SHORT)
    assert column(book) == (["a"] if applied else [])


def test_a_body_that_breaks_off_is_a_transport_error(google: Client, faults: Faults) -> None:
    faults.truncate("spreadsheets.values.get")
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        google.read()


def test_a_body_cut_by_an_honest_proxy_is_broken_json(google: Client, faults: Faults) -> None:
    faults.truncate("spreadsheets.values.get", honest=True)
    with pytest.raises(requests.JSONDecodeError):
        google.read().json()


def test_a_proxy_answers_with_a_page(google: Client, faults: Faults) -> None:
    faults.html(status=502)
    answer = google.read()
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=UTF-8")


def test_a_doubled_append_is_in_the_sheet_twice(google: Client, faults: Faults, book: Spreadsheet) -> None:
    faults.duplicate("spreadsheets.values.append")
    assert google.append("a").json()["updates"]["updatedRange"] == "Sheet1!A1"
    assert column(book) == ["a", "a"]


def test_a_late_request_is_carried_out_after_the_client_has_given_up(
    google: Client, faults: Faults, book: Spreadsheet
) -> None:
    faults.delay_delivery("spreadsheets.values.append")
    with pytest.raises(requests.ConnectionError):
        google.append("late")
    google.append("next")
    assert faults.deliver_late() == 1
    assert column(book) == ["next", "late"]


def test_a_person_edits_behind_a_read_and_before_a_write(
    google: Client, faults: Faults, book: Spreadsheet
) -> None:
    sheet = book.sheets[0]
    faults.after("spreadsheets.values.get", lambda: sheet.type_at("A1", "boss"))
    assert "values" not in google.read().json()
    faults.before("spreadsheets.values.append", lambda: sheet.insert_rows(0))
    assert google.append("bot").json()["tableRange"] == "Sheet1!A2"
    assert column(book) == ["", "boss", "bot"]


def test_a_fault_counts_skips_and_ends(google: Client, faults: Faults) -> None:
    fault = faults.add(Fault("status", "spreadsheets.values.get", times=2, skip=1))
    assert [google.read().status_code for _ in range(4)] == [200, 503, 503, 200]
    assert fault.met == 2


def test_latency_is_taken_before_the_answer(google: Client, faults: Faults) -> None:
    faults.slow(Latency(median=60))
    with pytest.raises(requests.Timeout):
        google.read(timeout=SHORT)


def test_over_sixty_reads_a_minute_are_refused_until_the_next_minute(
    sandbox: RunningSandbox, google: Client
) -> None:
    sandbox.world.clock.set(sandbox.world.now().replace(second=0))
    sandbox.world.quota.enforce()
    statuses = [google.read().status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert google.append("a").status_code == 200
    error = google.read().json()["error"]
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    sandbox.world.clock.advance(timedelta(minutes=1))
    assert google.read().status_code == 200


def test_an_issued_token_expires_when_the_worlds_clock_says_so(
    sandbox: RunningSandbox, google: Client
) -> None:
    grant = requests.post(f"{sandbox.url}/token", data={"grant_type": "refresh_token"}, timeout=10).json()
    google.session.headers["Authorization"] = f"Bearer {grant['access_token']}"
    assert google.read().status_code == 200
    sandbox.world.clock.advance(timedelta(seconds=grant["expires_in"]))
    answer = google.read()
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_snapshot_can_be_restored_again_and_again(
    sandbox: RunningSandbox, google: Client, book: Spreadsheet
) -> None:
    google.append("kept")
    snapshot = sandbox.world.snapshot()
    for _ in range(2):
        google.append("lost")
        assert column(book) == ["kept", "lost"]
        sandbox.world.restore(snapshot)
        assert column(book) == ["kept"]


Do = Callable[[str, str, object], requests.Response]


@pytest.fixture
def control(sandbox: RunningSandbox) -> Do:
    def do(method: str, path: str, body: object = None) -> requests.Response:
        return requests.request(method, f"{sandbox.url}/_sandbox/{path}", json=body, timeout=10)

    return do


def test_faults_are_set_and_cleared_over_http(google: Client, control: Do) -> None:
    assert control("POST", "faults", {"kind": "status", "status": 500, "times": None}).status_code == 201
    assert google.read().status_code == 500
    assert control("GET", "faults", None).json()[0]["met"] == 1
    control("DELETE", "faults", None)
    assert google.read().status_code == 200


def test_an_unknown_kind_of_fault_is_refused_with_a_sentence(control: Do) -> None:
    answer = control("POST", "faults", {"kind": "earthquake"})
    assert answer.status_code == 400
    assert "earthquake" in answer.json()["error"]


def test_an_edit_between_two_requests_is_set_over_http(
    google: Client, control: Do, book: Spreadsheet
) -> None:
    edit = {"do": "type", "spreadsheetId": book.spreadsheet_id, "sheet": "Sheet1", "cell": "A1", "text": "8%"}
    control("POST", "faults", {"kind": "after", "call": "spreadsheets.values.get", "edit": edit})
    google.read()
    assert google.read().json()["values"] == [["8%"]]


def test_requests_are_counted_and_forgotten_over_http(google: Client, control: Do) -> None:
    google.read()
    google.append("a")
    counts = control("GET", "requests", None).json()
    assert counts["byApi"] == {"sheets": 2}
    assert counts["byCall"] == {"spreadsheets.values.get": 1, "spreadsheets.values.append": 1}
    control("DELETE", "requests", None)
    assert control("GET", "requests", None).json()["requests"] == []


def test_clock_quota_tokens_and_snapshots_are_set_over_http(
    google: Client, control: Do, book: Spreadsheet
) -> None:
    moment = "2025-11-01T17:05:00+00:00"
    assert control("POST", "clock", {"set": moment, "advanceSeconds": 5}).json() == {
        "now": "2025-11-01T17:05:05+00:00"
    }
    control("PUT", "snapshots/empty", None)
    control("POST", "quota", {"perUser": 1})
    assert [google.append(text).status_code for text in "ab"] == [200, 429]
    control("POST", "quota", {})
    assert column(book) == ["a"]
    assert control("POST", "snapshots/empty/restore", None).status_code == 204
    assert column(book) == []


def test_an_answer_lacks_cells_of_a_tab_in_whole_json(google: Client, control: Do, book: Spreadsheet) -> None:
    for row, line in enumerate(("ab", "cd", "ef")):
        for column, text in enumerate(line):
            book.sheets[0].type_cell(row, column, text)

    def shown(**fault: object) -> object:
        body = {"kind": "short", "call": "spreadsheets.get", "sheet": "Sheet1", **fault}
        assert control("POST", "faults", body).status_code == 201
        url = f"{google.base}?fields=sheets(properties.title,data.rowData.values.formattedValue)"
        return google.session.get(url, timeout=10).json()["sheets"][0].get("data")

    assert shown() is None
    a, b, c = ({"formattedValue": text} for text in "abc")
    assert shown(rows=1) == [{"rowData": [{"values": [a, b]}]}]
    assert shown(rows=2, cells=1) == [{"rowData": [{"values": [a, b]}, {"values": [c]}]}]
    assert google.read().json()["values"] == [["a", "b"], ["c", "d"], ["e", "f"]]
