"""Rows, columns, tabs, names, protections and merges in a batch."""

from typing import Any

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.unit.sandbox.google import Google, RefusedError
from tests.unit.sandbox.sheets.test_batch_cells import area


def rows(start: int, end: int, sheet_id: int = 0) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def named(name: str, where: dict[str, int], named_id: str) -> dict[str, Any]:
    return {"addNamedRange": {"namedRange": {"namedRangeId": named_id, "name": name, "range": where}}}


def message_of(google: Google, *requests: dict[str, Any]) -> str:
    with pytest.raises(RefusedError) as refused:
        google.batch(*requests)
    return str(refused.value.error["message"])


def test_inserted_rows_push_cells_formulas_and_names_down(google: Google) -> None:
    google.write("A1", [[1], [2], ["=SUM(A1:A2)"], ["=A2*10"]], "USER_ENTERED")
    google.batch(named("Wages", area((1, 2), (0, 1)), "w"))
    google.batch({"insertDimension": {"range": rows(1, 2), "inheritFromBefore": True}})
    assert google.values("A1:A9", valueRenderOption="FORMULA") == [[1], [], [2], ["=SUM(A1:A3)"], ["=A3*10"]]
    assert (
        google.sheets("GET", "", fields="namedRanges.range")["namedRanges"][0]["range"]["startRowIndex"] == 2
    )
    assert google.book.sheets[0].size == (1001, 26)


def test_an_inserted_row_takes_the_formats_of_its_neighbour(google: Google, sheet: Sheet) -> None:
    sheet.type_at("A1", "$1")
    google.batch({"insertDimension": {"range": rows(1, 2), "inheritFromBefore": True}})
    google.write("A2", [[5]])
    assert sheet.shown_at("A2") == "$5"


def test_deleted_rows_leave_a_lost_reference_and_shrink_a_range(google: Google) -> None:
    google.write("A1", [[1], [2], [3], ["=A2"], ["=SUM(A1:A3)"]], "USER_ENTERED")
    google.batch({"deleteDimension": {"range": rows(1, 2)}})
    assert google.values("A1:A9", valueRenderOption="FORMULA") == [[1], [3], ["=#REF!"], ["=SUM(A1:A2)"]]
    assert google.values("A3:A4") == [["#REF!"], ["4"]]


def test_a_reference_from_another_tab_moves_along(google: Google) -> None:
    google.book.add_sheet("Sum").type_at("A1", "=Sheet1!A2 + SUM('Sheet1'!A:A)")
    google.batch({"insertDimension": {"range": rows(0, 1)}})
    assert google.values("Sum!A1", valueRenderOption="FORMULA") == [["=Sheet1!A3 + SUM('Sheet1'!A:A)"]]


def test_appended_rows_come_at_the_end_of_the_grid(google: Google, sheet: Sheet) -> None:
    google.batch({"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 4}})
    assert sheet.size == (1000, 30)


def test_moved_rows_change_places_with_what_they_jump_over(google: Google) -> None:
    google.write("A1", [["a"], ["b"], ["c"], ["d"], ["=A1"]], "USER_ENTERED")
    google.batch({"moveDimension": {"source": rows(0, 1), "destinationIndex": 3}})
    assert google.values("A1:A5", valueRenderOption="FORMULA") == [["b"], ["c"], ["a"], ["d"], ["=A3"]]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"deleteDimension": {"range": rows(1000, 1001)}},
            (
                "deleteDimension: Cannot delete a row that doesn't exist. "
                "Tried to delete row index 1000 but there are only 1000 rows."
            ),
        ),
        (
            {"deleteDimension": {"range": rows(0, 1000)}},
            "deleteDimension: You can't delete all the rows on the sheet.",
        ),
        (
            {"insertDimension": {"range": rows(1000, 1001)}},
            (
                "insertDimension: range.startIndex must be less than the grid size (1000) "
                "if inheritFromBefore is false."
            ),
        ),
        (
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 400_000}},
            (
                "appendDimension: This action would increase the number of cells in the workbook "
                "above the limit of 10000000 cells."
            ),
        ),
        (
            {"addSheet": {"properties": {"title": "sheet1"}}},
            'addSheet: A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        ({"deleteSheet": {"sheetId": 0}}, "deleteSheet: You can't remove all the sheets in a document."),
        (
            {"updateSheetProperties": {"properties": {"sheetId": 0}, "fields": "*"}},
            "updateSheetProperties: The sheet name cannot be empty.",
        ),
        ({"deleteNamedRange": {"namedRangeId": "9"}}, "deleteNamedRange: No NamedRange with id: 9"),
    ],
)
def test_what_cannot_be_done_is_refused_in_googles_words(
    google: Google, request_: dict[str, Any], message: str
) -> None:
    assert message_of(google, request_) == f"Invalid requests[0].{message}"


def test_a_named_range_that_is_gone_fails_the_whole_batch(google: Google) -> None:
    google.batch(named("fence_1", area((0, 1), (0, 1)), "f1"))
    swap = ({"deleteNamedRange": {"namedRangeId": "f1"}}, named("fence_2", area((0, 1), (0, 1)), "f2"))
    google.batch(*swap)
    assert message_of(google, *swap) == "Invalid requests[0].deleteNamedRange: No NamedRange with id: f1"
    names = [entry["name"] for entry in google.sheets("GET", "", fields="namedRanges")["namedRanges"]]
    assert names == ["fence_2"]


def test_a_name_is_given_once_whatever_its_capitals(google: Google) -> None:
    google.batch(named("Fence", area((0, 1), (0, 1)), "1"))
    message = "Cannot add named range with name: fence, a named range with that name already exists."
    assert message in message_of(google, named("fence", area((0, 1), (0, 1)), "2"))


def test_a_named_range_whose_cells_are_gone_is_not_listed_but_keeps_its_name_until_deleted_by_id(
    google: Google,
) -> None:
    google.batch(named("Fence", area((4, 5), (0, 1)), "f"))
    google.batch({"deleteDimension": {"range": rows(4, 5)}})
    assert google.sheets("GET", "", fields="namedRanges") == {}
    again = named("Fence", area((0, 1), (0, 1)), "g")
    assert "already exists" in message_of(google, again)
    google.batch({"deleteNamedRange": {"namedRangeId": "f"}}, again)


def test_a_hidden_tab_is_added_with_the_id_and_size_asked_for(google: Google) -> None:
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    asked = {"title": "Log", "sheetId": 77, "hidden": True, "gridProperties": grid}
    (reply,) = google.batch({"addSheet": {"properties": asked}})["replies"]
    shown = {
        "sheetId": 77,
        "title": "Log",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": grid,
        "hidden": True,
    }
    assert reply["addSheet"]["properties"] == shown


@pytest.mark.parametrize(("index", "order"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (3, "ABC")])
def test_a_tabs_new_index_counts_the_places_before_the_move(google: Google, index: int, order: str) -> None:
    google.book.rename_sheet(google.book.sheets[0], "A")
    google.book.add_sheet("B")
    last = google.book.add_sheet("C")
    properties = {"sheetId": last.sheet_id, "index": index}
    google.batch({"updateSheetProperties": {"properties": properties, "fields": "index"}})
    assert "".join(sheet.title for sheet in google.book.sheets) == order


def test_a_renamed_tab_keeps_its_id_and_formulas_follow(google: Google) -> None:
    google.book.add_sheet("Sum").type_at("A1", "=Sheet1!A1")
    properties = {"sheetId": 0, "title": "My wages"}
    google.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    assert google.values("Sum!A1", valueRenderOption="FORMULA") == [["='My wages'!A1"]]


def test_shrinking_the_grid_loses_what_was_outside(google: Google, sheet: Sheet) -> None:
    google.write("A1", [["a", "b"], ["c", "d"]])
    grid = {"sheetId": 0, "gridProperties": {"rowCount": 1, "columnCount": 1}}
    google.batch(
        {"updateSheetProperties": {"properties": grid, "fields": "gridProperties(rowCount,columnCount)"}}
    )
    assert google.values("Sheet1") == [["a"]]


def test_a_copied_tab_is_a_tab_of_its_own(google: Google) -> None:
    google.write("A1", [["a"]])
    google.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Twin", "insertSheetIndex": 1}})
    google.write("Twin!A1", [["b"]])
    assert (google.values("Sheet1!A1"), google.values("Twin!A1")) == ([["a"]], [["b"]])


def test_a_protected_range_lets_its_editors_write_and_nobody_else(google: Google, sheet: Sheet) -> None:
    refusal = "You are trying to edit a protected cell or object."
    sheet.protect("B1:B9", ["boss@example.com"])
    with pytest.raises(RefusedError, match=refusal):
        google.write("A1:C1", [["a", "b", "c"]])
    assert refusal in message_of(google, {"deleteDimension": {"range": rows(0, 1)}})
    sheet.protect("A1:A9", [google.world.tokens.account])
    google.write("A1", [["a"]])
    assert google.values("Sheet1") == [["a"]]


def test_merging_keeps_the_first_value_only(google: Google) -> None:
    google.write("A1", [["", "b"], ["c", "d"]])
    google.batch({"mergeCells": {"range": area((0, 2), (0, 2)), "mergeType": "MERGE_ALL"}})
    assert google.values("Sheet1") == [["b"]]
    assert google.sheets("GET", "", fields="sheets.merges") == {
        "sheets": [
            {"merges": [{"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}]}
        ]
    }


def test_a_range_of_cells_is_inserted_and_deleted_with_its_columns_only(google: Google) -> None:
    google.write("A1", [["a", "b"], ["c", "d"]])
    google.batch({"insertRange": {"range": area((0, 1), (0, 1)), "shiftDimension": "ROWS"}})
    assert google.values("A1:B3") == [["", "b"], ["a", "d"], ["c"]]
    google.batch({"deleteRange": {"range": area((0, 1), (0, 1)), "shiftDimension": "ROWS"}})
    assert google.values("A1:B3") == [["a", "b"], ["c", "d"]]


def test_formulas_and_names_follow_the_cells_that_a_range_moves_and_no_others(google: Google) -> None:
    google.write("A1", [["1", "2"], ["3", "4"], ["=A2*10", "=B2*10"], ["=SUM(A1:B2)"]], "USER_ENTERED")
    named = {"name": "three", "range": area((1, 2), (0, 1))}
    google.batch({"addNamedRange": {"namedRange": named}})
    google.batch({"insertRange": {"range": area((0, 1), (0, 1)), "shiftDimension": "ROWS"}})
    formulas = {"valueRenderOption": "FORMULA"}
    assert google.values("A4:B5", **formulas) == [["=A3*10"], ["=SUM(A1:B2)"]]
    assert google.values("B3", **formulas) == [["=B2*10"]]
    assert google.values("three") == [["3"]]
    google.batch({"deleteRange": {"range": area((2, 3), (0, 1)), "shiftDimension": "ROWS"}})
    assert google.values("A3", **formulas) == [["=#REF!*10"]]


def test_deleting_the_cells_of_whole_rows_takes_references_to_whole_rows_along(google: Google) -> None:
    google.write("A1", [["1"], ["2"], ["3"]])
    google.write("C1", [["=SUM(3:3)"]], "USER_ENTERED")
    google.batch({"deleteRange": {"range": area((1, 2), (0, 26)), "shiftDimension": "ROWS"}})
    assert google.values("C1", valueRenderOption="FORMULA") == [["=SUM(2:2)"]]


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        (
            "copyPaste",
            {"source": area((0, 1), (0, 1)), "destination": area((1, 2), (0, 1)), "pasteType": "X"},
        ),
        ("addNamedRange", {"namedRange": {"name": "nowhere"}}),
        ("repeatCell", {"range": "A1", "cell": {}, "fields": "note"}),
        ("addSheet", {"properties": "x"}),
        ("updateCells", {"rows": ["x"], "fields": "note", "start": {}}),
    ],
)
def test_a_field_of_another_type_is_the_callers_fault_and_nothing_to_try_again(
    google: Google, kind: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(RefusedError) as refused:
        google.batch({kind: arguments})
    assert refused.value.status == 400


def test_copies_of_a_tab_are_numbered(google: Google) -> None:
    for _ in range(3):
        google.batch({"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 1}})
    assert [sheet.title for sheet in reversed(google.book.sheets[1:])] == [
        "Copy of Sheet1",
        "Copy of Sheet1 1",
        "Copy of Sheet1 2",
    ]


@pytest.mark.parametrize("word", ["row", "column"])
def test_not_all_rows_or_columns_can_be_frozen(google: Google, word: str) -> None:
    size = dict(zip(("row", "column"), google.book.sheets[0].size, strict=True))[word]
    grid = {f"frozen{word.capitalize()}Count": size}
    change = {"properties": {"gridProperties": grid}, "fields": "gridProperties"}
    with pytest.raises(RefusedError, match=f"freeze all visible {word}s"):
        google.batch({"updateSheetProperties": {**change, "fields": f"gridProperties.{next(iter(grid))}"}})
