"""What the contract cannot show: answers that no server of ours gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from sheetanchor.adapters.sheets.images import IMAGES_ROW, NOTES_ID
from sheetanchor.adapters.sheets.notes import NOTES_TITLE, ring_row
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.sync.errors import (
    Act,
    FenceLostError,
    OutcomeUnknownError,
    ServiceUnavailableError,
    Suspect,
    WriteRefusedError,
)
from sheetanchor.domain.sync.fence import Fence, next_step
from sheetanchor.domain.sync.tab import Cut
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.ports.sheet import Applied, Overwritten, RowWrite, TabRef, TabWrite
from tests.unit.adapters.sheets.fake_time import FakeTime
from tests.unit.adapters.sheets.wire import Answer, Wire, answered, fault

PROPERTIES: dict[str, Any] = {
    "sheetId": 5,
    "title": "Wages",
    "gridProperties": {"rowCount": 9, "columnCount": 2},
}
OTHER_PROPERTIES: dict[str, Any] = {**PROPERTIES, "sheetId": 6}
NOTES_PROPERTIES: dict[str, Any] = {
    "sheetId": NOTES_ID,
    "title": NOTES_TITLE,
    "gridProperties": {"rowCount": 60, "columnCount": 8},
}
NO_NOTES = {"sheets": [{"properties": PROPERTIES}]}
TABS = {"sheets": [{"properties": PROPERTIES}, {"properties": NOTES_PROPERTIES}]}
CELL = {"effectiveValue": {"stringValue": "ID"}, "userEnteredValue": {"stringValue": "ID"}}
TAB: dict[str, Any] = {"properties": PROPERTIES, "data": [{"rowData": [{"values": [CELL]}]}]}
WRITE = TabWrite(5, 2, 9, (RowWrite(0, {0: "ID"}),))
REF = TabRef("wages", "Wages", 5)
COPIED: dict[str, Any] = {
    "properties": NOTES_PROPERTIES,
    "data": [{"startRow": IMAGES_ROW, "rowData": [{"values": [CELL, *[{}] * 9, CELL]}]}],
}
APPLIED: dict[str, Any] = {"spreadsheetId": "ID", "updatedSpreadsheet": {"sheets": [TAB, COPIED]}}
STEP = next_step(Fence(1, "token1"), "token2")
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


BLOCK: dict[str, Any] = {"rowData": [{"values": [CELL, CELL]}, {"values": [CELL]}]}


@pytest.mark.parametrize(
    ("data", "size", "cut"),
    [
        ([], {}, Cut("A1", "no cells of the tab came")),
        (None, {}, Cut("A1", "no cells of the tab came")),
        ([{**BLOCK, "startRow": 4}], {}, Cut("A1", "what came begins in A5")),
        ([{**BLOCK, "startColumn": 2}], {}, Cut("A1", "what came begins in C1")),
        ([BLOCK, BLOCK], {}, Cut("A1", "it came in 2 parts")),
        ([BLOCK], {"rowCount": 1}, Cut("A2", "2 rows came of a tab that is said to have 1")),
        ([BLOCK], {"columnCount": 1}, Cut("B1", "2 columns came of a tab that is said to have 1")),
    ],
)
def test_a_tab_whose_cells_do_not_fit_what_is_said_of_it_was_not_read(
    data: list[Any] | None, size: dict[str, int], cut: Cut
) -> None:
    grid = {"rowCount": 9, "columnCount": 9, **size}
    odd = {"properties": {"sheetId": 8, "title": "Odd", "gridProperties": grid}, "data": data}
    whole = {**TAB, "data": [BLOCK]}
    shown = {"sheets": [whole, {key: each for key, each in odd.items() if each is not None}]}
    with sheet_answered(answered(200, shown)) as (sheet, _):
        tabs = sheet.fetch([REF, TabRef("odd", "Odd")]).tabs
    first, second = tabs[REF.table], tabs["odd"]
    assert first is not None
    assert second is not None
    assert (first.cut, len(first.rows)) == (None, 2)
    assert (second.cut, second.rows) == (cut, ())


def test_a_tab_of_which_cells_never_come_was_not_read_and_the_others_were() -> None:
    other = {"properties": {**PROPERTIES, "sheetId": 8, "title": "Other"}}
    listed = answered(200, {"sheets": [{"properties": PROPERTIES}, other]})
    answers = [answered(200, {"sheets": [TAB]}), *[listed, answered(200, {"sheets": [TAB]})] * 3]
    with sheet_answered(*answers) as (sheet, _):
        tabs = sheet.fetch([REF, TabRef("other", "Other", 8)]).tabs
    first, second = tabs[REF.table], tabs["other"]
    assert first is not None
    assert second is not None
    assert (first.cut, second.cut) == (None, Cut("A1", "no cells of the tab came"))


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
        {"updatedSpreadsheet": {"sheets": [TAB, COPIED]}},
        {"spreadsheetId": "ID", "updatedSpreadsheet": {}},
        *(
            {"spreadsheetId": "ID", "updatedSpreadsheet": {"sheets": sheets}}
            for sheets in (
                [],
                [COPIED],
                [TAB],
                [{**TAB, "properties": OTHER_PROPERTIES}, COPIED],
                [TAB, {**COPIED, "properties": OTHER_PROPERTIES}],
                [TAB, {**COPIED, "data": [{"startRow": 3}]}],
                [{"properties": PROPERTIES, "data": [{"startRow": 3}]}, COPIED],
            )
        ),
    ],
)
def test_a_write_whose_answer_does_not_show_what_was_written_is_open(answer: dict[str, Any]) -> None:
    with sheet_answered(answered(200, TABS), answered(200, answer)) as (sheet, wire):
        with pytest.raises(OutcomeUnknownError):
            sheet.push([WRITE], STEP)
        assert len(wire.requests) == 2


def test_an_answer_that_is_not_of_a_batch_does_not_pass_for_a_moved_fence() -> None:
    with (
        sheet_answered(answered(200, TABS), answered(200, {})) as (sheet, _),
        pytest.raises(OutcomeUnknownError),
    ):
        sheet.push([], STEP)


def test_titles_are_asked_anew_after_a_write_whose_outcome_is_open() -> None:
    answers = [{"sheets": [TAB]}, TABS, {}, TABS, APPLIED]
    with sheet_answered(*[answered(200, answer) for answer in answers]) as (sheet, _):
        sheet.fetch([REF])
        with pytest.raises(OutcomeUnknownError):
            sheet.push([WRITE], STEP)
        [written] = sheet.push([WRITE], STEP)
        assert written.header[0] == Cell("ID")
        assert written.before == Overwritten(((Cell("ID"), EMPTY),), ())


def test_tabs_renamed_faster_than_they_can_be_read_are_an_outage() -> None:
    tabs = answered(200, TABS)
    answers = [NO_SUCH_RANGE, tabs, NO_SUCH_RANGE, tabs, NO_SUCH_RANGE, tabs, NO_SUCH_RANGE]
    with sheet_answered(*answers) as (sheet, _), pytest.raises(ServiceUnavailableError, match="renamed"):
        sheet.fetch([REF])


def test_a_tab_renamed_while_it_is_looked_for_is_looked_for_again() -> None:
    other = {"sheets": [{**TAB, "properties": OTHER_PROPERTIES}]}
    answers = [NO_SUCH_RANGE, answered(200, TABS), answered(200, other), answered(200, TABS)]
    with sheet_answered(*answers, answered(200, {"sheets": [TAB]})) as (sheet, _):
        tab = sheet.fetch([REF]).tabs["wages"]
        assert tab is not None
        assert tab.sheet_id == 5


def test_a_tab_that_holds_only_a_chart_is_no_tab() -> None:
    chart = {"properties": {"sheetId": 9, "title": "Wages", "sheetType": "OBJECT"}}
    answers = [NO_SUCH_RANGE, answered(200, {"sheets": [chart]}), answered(200, {})]
    with sheet_answered(*answers) as (sheet, _):
        assert sheet.fetch([TabRef("wages", "Wages")]).tabs == {"wages": None}


def test_a_fence_that_cannot_be_read_is_not_taken_for_none() -> None:
    with (
        sheet_answered(answered(200, {"namedRanges": [{"name": "sheetanchor_1"}]})) as (sheet, _),
        pytest.raises(ServiceUnavailableError),
    ):
        sheet.fetch([])


def test_a_batch_for_a_tab_that_is_gone_is_refused_unsent() -> None:
    tabs = {"sheets": [{"properties": NOTES_PROPERTIES}]}
    with sheet_answered(*[answered(200, tabs)] * 2) as (sheet, wire):
        with pytest.raises(WriteRefusedError, match="no tab with id 5"):
            sheet.push([WRITE], STEP)
        assert all(request.startswith(b"GET ") for request in wire.requests)


def test_a_refused_batch_is_not_repeated_where_the_hidden_tab_stands() -> None:
    answers = [answered(200, TABS), fault(400, "Invalid requests[3].updateCells: no."), answered(200, TABS)]
    with sheet_answered(*answers) as (sheet, wire):
        with pytest.raises(WriteRefusedError, match="no"):
            sheet.push([WRITE], STEP)
        assert len(wire.requests) == 3


@pytest.mark.parametrize("number", [3, 99])
def test_a_refusal_names_the_row_where_it_names_a_request_that_writes_one(number: int) -> None:
    """The fence, the hidden tab and the copies come first; then the hidden tab is looked for."""
    refused = fault(400, f"Invalid requests[{number}].updateCells: The cell is protected.")
    with sheet_answered(answered(200, TABS), refused, answered(200, TABS)) as (sheet, _):
        with pytest.raises(WriteRefusedError) as caught:
            sheet.push([WRITE], STEP)
        assert caught.value.suspects == ()
        assert caught.value.reason == "The cell is protected"


def test_a_refusal_of_a_written_row_costs_no_further_request() -> None:
    refused = fault(400, "Invalid requests[9].updateCells: The cell is protected.")
    with sheet_answered(answered(200, TABS), refused) as (sheet, wire):
        with pytest.raises(WriteRefusedError, match="Nothing of the batch was applied") as caught:
            sheet.push([WRITE], STEP)
        assert len(wire.requests) == 2
    assert "HTTP 400" in str(caught.value)
    assert caught.value.suspects == (Suspect(0, Act.UPDATE, 0, 0),)
    assert caught.value.reason == "The cell is protected"


def test_a_refused_batch_is_made_anew_once_where_the_hidden_tab_is_gone() -> None:
    refused = fault(400, f"Invalid requests[1].updateSheetProperties: No sheet with id: {NOTES_ID}")
    answers = [answered(200, TABS), refused, answered(200, NO_NOTES), answered(200, APPLIED)]
    with sheet_answered(*answers) as (sheet, wire):
        sheet.push([WRITE], STEP)
        assert b"addSheet" not in wire.requests[1]
        assert b"addSheet" in wire.requests[3]


def test_a_lost_fence_is_not_tried_again() -> None:
    lost = fault(400, "Invalid requests[0].deleteNamedRange: No NamedRange with id: token1")
    with sheet_answered(answered(200, TABS), lost) as (sheet, wire):
        with pytest.raises(FenceLostError):
            sheet.push([WRITE], STEP)
        assert len(wire.requests) == 2


def notes_with(token: str) -> dict[str, Any]:
    cell = {"effectiveValue": {"stringValue": token}}
    rows: list[dict[str, Any]] = [{}] * ring_row(STEP.after.number) + [{"values": [cell]}]
    fence = {"name": f"sheetanchor_{STEP.after.number}", "namedRangeId": token}
    return {"sheets": [{"properties": NOTES_PROPERTIES, "data": [{"rowData": rows}]}], "namedRanges": [fence]}


def test_a_hidden_tab_renamed_since_is_found_by_its_id() -> None:
    other = {"sheets": [{**TAB, "properties": {**OTHER_PROPERTIES, "title": NOTES_TITLE}}]}
    answers = [TABS, other, TABS, notes_with("token2")]
    with sheet_answered(*[answered(200, answer) for answer in answers]) as (sheet, _):
        assert sheet.find_applied([], STEP) == Applied(())


def test_of_a_batch_nobody_knows_where_the_hidden_tab_was_deleted_since() -> None:
    gone = fault(400, f"Unable to parse range: '{NOTES_TITLE}'")
    answers = [answered(200, TABS), answered(200, notes_with("other")), gone, answered(200, NO_NOTES)]
    with sheet_answered(*answers) as (sheet, _):
        assert [sheet.find_applied([WRITE], STEP) for _ in range(2)] == [Applied(None, is_sure=False)] * 2


def test_a_hidden_tab_renamed_faster_than_it_can_be_read_is_an_outage() -> None:
    answers = [answered(200, TABS), NO_SUCH_RANGE] * 3
    with sheet_answered(*answers) as (sheet, _), pytest.raises(ServiceUnavailableError, match="renamed"):
        sheet.find_applied([WRITE], STEP)
