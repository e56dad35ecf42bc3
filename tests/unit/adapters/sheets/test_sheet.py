"""What the contract cannot show: answers that no server of ours gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.sync.errors import OutcomeUnknownError, ServiceUnavailableError
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.ports.sheet import RowWrite, TabRef, TabWrite
from tests.unit.adapters.sheets.fake_time import FakeTime
from tests.unit.adapters.sheets.wire import Answer, Wire, answered, fault

PROPERTIES: dict[str, Any] = {
    "sheetId": 5,
    "title": "Wages",
    "gridProperties": {"rowCount": 9, "columnCount": 2},
}
OTHER_PROPERTIES: dict[str, Any] = {**PROPERTIES, "sheetId": 6}
TABS = {"sheets": [{"properties": PROPERTIES}]}
CELL = {"effectiveValue": {"stringValue": "ID"}, "userEnteredValue": {"stringValue": "ID"}}
TAB: dict[str, Any] = {"properties": PROPERTIES, "data": [{"rowData": [{"values": [CELL]}]}]}
WRITE = TabWrite(5, 2, 9, (RowWrite(0, {0: "ID"}),))
REF = TabRef("wages", "Wages", 5)
NO_SUCH_RANGE = fault(400, "Unable to parse range: 'Wages'")


@contextmanager
def sheet_answered(*answers: Answer) -> Iterator[tuple[GoogleSheet, Wire]]:
    time = FakeTime()
    credentials = AnonymousCredentials()  # type: ignore[no-untyped-call]
    with Wire(*answers).serving() as wire:
        sheet = GoogleSheet(
            "ID",
            credentials,
            base_url=wire.url,
            sleep=time.sleep,
            monotonic=time.monotonic,
            random=lambda: 1.0,
        )
        yield sheet, wire
        sheet.close()


@pytest.mark.parametrize(
    "answer",
    [{}, {"sheets": [{}]}, {"sheets": 5}, TABS, {"sheets": [{**TAB, "data": [{"rowData": [7]}]}]}],
)
def test_an_answer_that_makes_no_sense_is_not_taken_for_an_empty_spreadsheet(answer: dict[str, Any]) -> None:
    with sheet_answered(answered(200, answer)) as (sheet, _), pytest.raises(ServiceUnavailableError):
        sheet.fetch([REF])


def test_a_list_of_tabs_without_a_tab_is_not_taken_for_deleted_tabs() -> None:
    answers = [NO_SUCH_RANGE, answered(200, {})]
    with sheet_answered(*answers) as (sheet, _), pytest.raises(ServiceUnavailableError):
        sheet.fetch([REF])


def test_a_version_that_is_none_is_an_outage() -> None:
    with sheet_answered(answered(200, {})) as (sheet, _), pytest.raises(ServiceUnavailableError):
        sheet.version()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"replies": [{}]},
        {"updatedSpreadsheet": {}},
        {"updatedSpreadsheet": {"sheets": []}},
        {"updatedSpreadsheet": {"sheets": [{**TAB, "properties": OTHER_PROPERTIES}]}},
        {"updatedSpreadsheet": {"sheets": [{"properties": PROPERTIES, "data": [{"startRow": 3}]}]}},
    ],
)
def test_a_write_whose_answer_does_not_show_what_was_written_is_open(answer: dict[str, Any]) -> None:
    with sheet_answered(answered(200, {"sheets": [TAB]}), answered(200, answer)) as (sheet, wire):
        sheet.fetch([REF])
        with pytest.raises(OutcomeUnknownError):
            sheet.push([WRITE])
        assert len(wire.requests) == 2


def test_titles_are_asked_anew_after_a_write_whose_outcome_is_open() -> None:
    applied = {"updatedSpreadsheet": {"sheets": [TAB]}}
    answers = [{"sheets": [TAB]}, {}, TABS, applied]
    with sheet_answered(*[answered(200, answer) for answer in answers]) as (sheet, _):
        sheet.fetch([REF])
        with pytest.raises(OutcomeUnknownError):
            sheet.push([WRITE])
        [written] = sheet.push([WRITE])
        assert written.header[0] == Cell("ID")


def test_tabs_renamed_faster_than_they_can_be_read_are_an_outage() -> None:
    tabs = answered(200, TABS)
    answers = [NO_SUCH_RANGE, tabs, NO_SUCH_RANGE, tabs, NO_SUCH_RANGE, tabs, NO_SUCH_RANGE]
    with sheet_answered(*answers) as (sheet, _), pytest.raises(ServiceUnavailableError, match="renamed"):
        sheet.fetch([REF])


def test_a_tab_renamed_while_it_is_looked_for_is_looked_for_again() -> None:
    other = {"sheets": [{**TAB, "properties": OTHER_PROPERTIES}]}
    answers = [NO_SUCH_RANGE, answered(200, TABS), answered(200, other), answered(200, TABS)]
    with sheet_answered(*answers, answered(200, {"sheets": [TAB]})) as (sheet, _):
        tab = sheet.fetch([REF])["wages"]
        assert tab is not None
        assert tab.sheet_id == 5


def test_a_tab_that_holds_only_a_chart_is_no_tab() -> None:
    chart = {"properties": {"sheetId": 9, "title": "Wages", "sheetType": "OBJECT"}}
    with sheet_answered(NO_SUCH_RANGE, answered(200, {"sheets": [chart]})) as (sheet, _):
        assert sheet.fetch([TabRef("wages", "Wages")]) == {"wages": None}
