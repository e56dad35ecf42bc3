"""What the hidden tab is asked to do, request by request; that Google does it is in the contract."""

from typing import Any

import pytest

from sheetanchor.adapters.sheets.batch import Request
from sheetanchor.adapters.sheets.images import IMAGES_ROW, NOTES_ID, Images
from sheetanchor.adapters.sheets.notes import (
    NOTES_TITLE,
    free_title,
    opening_requests,
    read_fence,
    ring_row,
)
from sheetanchor.domain.sync.fence import ROWS, Fence, FenceStep, Kept, next_step
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite

SET_UP = next_step(None, "token1")
STEP = next_step(SET_UP.after, "token2")


def updates(*places: int) -> tuple[RowWrite, ...]:
    return tuple(RowWrite(place, {0: "x"}) for place in places)


def opening(*writes: TabWrite, step: FenceStep = STEP, new_title: str | None = None) -> list[Request]:
    return opening_requests(Images(writes, step), step, new_title=new_title)


def after(kept: Kept) -> FenceStep:
    """A step after a fence that was read to stand there."""
    return next_step(Fence(1, "token1", kept=kept), "token2")


def kinds(requests: list[Request]) -> list[str]:
    return [kind for request in requests for kind in request]


def rows_of(box: dict[str, int]) -> tuple[int, int, int]:
    return box["sheetId"], box["startRowIndex"], box["endRowIndex"]


def test_the_old_fence_falls_before_anything_else_and_rows_are_copied_last() -> None:
    requests = opening(TabWrite(7, 2, 9, updates(3)))
    assert kinds(requests) == [
        "deleteNamedRange",
        "updateSheetProperties",
        "addNamedRange",
        "updateCells",
        "updateCells",
        "copyPaste",
        "copyPaste",
        "copyPaste",
        "repeatCell",
    ]
    assert requests[0] == {"deleteNamedRange": {"namedRangeId": "token1"}}


def test_the_first_fence_lets_none_fall_and_makes_the_hidden_tab() -> None:
    requests = opening(step=SET_UP, new_title=NOTES_TITLE)
    assert kinds(requests) == [
        "addSheet",
        "updateCells",
        "addNamedRange",
        "updateCells",
        "updateCells",
        "repeatCell",
    ]
    properties = requests[0]["addSheet"]["properties"]
    assert (properties["sheetId"], properties["title"], properties["hidden"]) == (NOTES_ID, NOTES_TITLE, True)


def test_the_next_fence_is_named_by_its_number_and_has_the_token_for_its_id() -> None:
    named = opening()[2]["addNamedRange"]["namedRange"]
    assert (named["name"], named["namedRangeId"]) == ("sheetanchor_2", "token2")
    assert rows_of(named["range"]) == (NOTES_ID, IMAGES_ROW, IMAGES_ROW + 1)


def test_what_is_set_up_is_what_is_read() -> None:
    named = opening(TabWrite(7, 30, 99, updates(1, 5)), step=after(Kept(3, 7, 90)))[2]
    fence = read_fence({"namedRanges": [named["addNamedRange"]["namedRange"]]})
    assert fence == STEP.after
    assert fence is not None
    assert fence.kept == Kept(7, 9, 90)


@pytest.mark.parametrize("found", [{}, {"range": {}}, {"range": {"startRowIndex": 2, "endRowIndex": 3}}])
def test_a_fence_whose_rows_people_took_away_begins_at_the_top(found: dict[str, Any]) -> None:
    fence = read_fence({"namedRanges": [{**named("sheetanchor_2"), **found}]})
    assert fence is not None
    assert fence.kept == Kept(0, 0, 0)


def test_a_fence_is_moved_alone_without_writes() -> None:
    assert kinds(opening()) == [
        "deleteNamedRange",
        "updateSheetProperties",
        "addNamedRange",
        "updateCells",
        "updateCells",
        "repeatCell",
    ]


@pytest.mark.parametrize("new_title", [None, NOTES_TITLE])
def test_the_hidden_tab_has_room_for_every_row_and_column_copied(new_title: str | None) -> None:
    write = TabWrite(7, 30, 999, updates(*range(1, ROWS + 2)), (RowInsertion(3, {}),), (998,))
    request = opening(write, new_title=new_title)[1]
    [arguments] = request.values()
    assert arguments["properties"]["gridProperties"] == {
        "rowCount": IMAGES_ROW + ROWS + 2,
        "columnCount": 77,
    }


def test_a_hidden_tab_that_stands_is_resized_and_keeps_title_and_sight() -> None:
    arguments = opening(TabWrite(7, 2, 9))[1]["updateSheetProperties"]
    assert arguments["fields"] == "gridProperties.rowCount,gridProperties.columnCount"
    assert arguments["properties"]["sheetId"] == NOTES_ID
    assert arguments["properties"]["gridProperties"] == {"rowCount": IMAGES_ROW + ROWS, "columnCount": 26}


def test_neither_the_columns_of_older_copies_nor_the_rows_of_the_last_are_cut_off() -> None:
    arguments = opening(TabWrite(7, 2, 9, updates(3)), step=after(Kept(0, 900, 40)))[1]
    assert arguments["updateSheetProperties"]["properties"]["gridProperties"] == {
        "rowCount": IMAGES_ROW + 901,
        "columnCount": 40,
    }


def test_the_token_is_noted_as_text_in_its_place_of_the_ring() -> None:
    arguments = opening()[3]["updateCells"]
    assert arguments["start"] == {"sheetId": NOTES_ID, "rowIndex": ring_row(2), "columnIndex": 0}
    assert arguments["rows"] == [{"values": [{"userEnteredValue": {"stringValue": "token2"}}]}]
    assert arguments["fields"] == "userEnteredValue"


def test_fifty_tokens_stand_side_by_side_between_the_notice_and_the_copies() -> None:
    places = [ring_row(number) for number in range(1, 51)]
    assert len(set(places)) == 50
    assert (min(places), max(places)) == (1, 50)
    assert max(places) < IMAGES_ROW
    assert ring_row(51) == ring_row(1)


def named(name: str, token: str = "t") -> dict[str, str]:
    return {"name": name, "namedRangeId": token}


@pytest.mark.parametrize("spreadsheet", [{}, {"namedRanges": []}])
def test_without_named_ranges_there_is_no_fence(spreadsheet: dict[str, Any]) -> None:
    assert read_fence(spreadsheet) is None


def test_of_several_fences_the_highest_number_counts_and_not_the_longest_or_last_name() -> None:
    names = [named("sheetanchor_9", "nine"), named("sheetanchor_10", "ten"), named("sheetanchor_2", "two")]
    assert read_fence({"namedRanges": names}) == Fence(10, "ten")


@pytest.mark.parametrize(
    "name",
    [
        "Wages",
        "sheetanchor",
        "sheetanchor_",
        "sheetanchor_x",
        "sheetanchor_7b",
        "my_sheetanchor_7",
        "'Copy of _sheetanchor'!sheetanchor_7",
        "sheetanchor_1234567890123456",
        "sheetanchor_7_ID_",
        "sheetanchor_7_ID_Shifts_5",
        "sheetanchor_7_ID_shifts",
        "sheetanchor_7_shifts_5",
    ],
)
def test_named_ranges_of_people_are_no_fence(name: str) -> None:
    assert read_fence({"namedRanges": [named(name), {"namedRangeId": "nameless"}]}) is None
    assert read_fence({"namedRanges": [named(name), named("sheetanchor_1", "one")]}) == Fence(1, "one")


def test_the_hidden_tab_gives_way_to_titles_of_people_whatever_their_case() -> None:
    assert free_title([]) == NOTES_TITLE
    assert free_title(["Wages", "_SheetAnchor"]) == f"{NOTES_TITLE} 2"
    assert free_title([NOTES_TITLE, f"{NOTES_TITLE} 2"]) == f"{NOTES_TITLE} 3"
