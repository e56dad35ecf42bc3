"""updateCells, appendCells, repeatCell, copyPaste, sortRange, findReplace."""

from typing import Any

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.unit.sandbox.google import Google, RefusedError, number, row, text

A1 = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}


def area(rows: tuple[int, int], columns: tuple[int, int], sheet_id: int = 0) -> dict[str, int]:
    keys = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return {"sheetId": sheet_id, **dict(zip(keys, (*rows, *columns), strict=True))}


def update(rows: list[Any], fields: str = "userEnteredValue", **where: object) -> dict[str, Any]:
    return {"updateCells": {"rows": rows, "fields": fields, **(where or {"start": A1})}}


def test_values_are_typed_as_sent_and_never_parsed(google: Google) -> None:
    cells = row(text("=IMPORTXML(1)"), text("8%"), number(0.08), {"userEnteredValue": {"boolValue": True}})
    google.batch(update([cells]))
    assert google.values("A1:D1", valueRenderOption="FORMULA") == [["=IMPORTXML(1)", "8%", 0.08, True]]


def test_a_formula_value_is_calculated(google: Google) -> None:
    google.batch(update([row(number(2), {"userEnteredValue": {"formulaValue": "=A1*3"}})]))
    assert google.values("A1:B1") == [["2", "6"]]


def test_cells_of_the_range_without_data_lose_the_fields(google: Google, sheet: Sheet) -> None:
    google.write("A1:B2", [["a", "b"], ["c", "d"]])
    google.batch(update([row(text("x"))], range=area((0, 2), (0, 2))))
    assert google.values("A1:B2") == [["x"]]


def test_a_format_is_changed_only_in_the_named_fields(google: Google, sheet: Sheet) -> None:
    bold = {"textFormat": {"bold": True}, "numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    google.batch(update([row({"userEnteredFormat": bold, **number(0.5)})], "*"))
    plain = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}}
    google.batch(update([row(plain)], "userEnteredFormat.numberFormat"))
    assert sheet.shown_at("A1") == "0.50"
    assert (sheet.grid.cell(0, 0).format or {})["textFormat"] == {"bold": True}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            update([row(text("a"), text("b"))], range=area((0, 1), (25, 26))),
            "updateCells: Attempting to write column: 26, beyond the last requested column of: 25",
        ),
        (
            update([row(text("a"))], start={"rowIndex": 1000}),
            "updateCells: GridCoordinate.rowIndex[1000] is after last row in grid[1000]",
        ),
        (
            update([row(text("a"))], ""),
            "updateCells: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        (update([row(text("a"))], start={"sheetId": 7}), "updateCells: No grid with id: 7"),
        (
            update([row(text("x" * 50_001))]),
            "updateCells: Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
    ],
)
def test_a_refusal_names_the_request_and_nothing_of_the_batch_is_done(
    google: Google, request_: dict[str, Any], message: str
) -> None:
    version = google.version()
    with pytest.raises(RefusedError) as refused:
        google.batch(update([row(text("done"))]), request_)
    assert refused.value.error["message"] == f"Invalid requests[1].{message}"
    assert google.values("Sheet1") == []
    assert google.version() == version


def test_an_unknown_kind_of_request_is_an_unknown_name(google: Google) -> None:
    with pytest.raises(RefusedError) as refused:
        google.batch({"DeleteRange": {}})
    message = (
        "Invalid JSON payload received. Unknown name \"DeleteRange\" at 'requests[0]': Cannot find field."
    )
    assert refused.value.error["message"] == message


def test_an_empty_batch_is_refused(google: Google) -> None:
    with pytest.raises(RefusedError, match=r"Must specify at least one request\."):
        google.batch()


def test_cells_are_appended_below_the_last_row_with_data_in_any_column(google: Google) -> None:
    google.write("C3", [["x"]])
    google.batch({"appendCells": {"sheetId": 0, "rows": [row(text("a"))], "fields": "userEnteredValue"}})
    assert google.values("A3:C4") == [["", "", "x"], ["a"]]


def test_one_cell_is_repeated_over_a_range(google: Google) -> None:
    repeat = {"range": area((0, 2), (0, 2)), "cell": text("x"), "fields": "userEnteredValue"}
    google.batch({"repeatCell": repeat})
    assert google.values("Sheet1") == [["x", "x"], ["x", "x"]]


def test_a_paste_across_tabs_takes_values_formats_and_relative_formulas(google: Google) -> None:
    other = google.book.add_sheet("Copy", 10, 10)
    google.write("A1", [["$5", "=A1*2"]], "USER_ENTERED")
    source, target = area((0, 1), (0, 2)), area((3, 4), (1, 2), other.sheet_id)
    google.batch({"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}})
    assert google.values("Copy!B4:C4") == [["$5", "10"]]
    assert google.values("Copy!C4", valueRenderOption="FORMULA") == [["=B4*2"]]


def test_a_paste_of_values_takes_results_and_leaves_formats(google: Google, sheet: Sheet) -> None:
    google.write("A1", [["$5", "=A1*2"]], "USER_ENTERED")
    paste = {"source": area((0, 1), (0, 2)), "destination": area((1, 2), (0, 1)), "pasteType": "PASTE_VALUES"}
    google.batch({"copyPaste": paste})
    assert google.values("A2:B2", valueRenderOption="FORMULA") == [[5, 10]]
    assert sheet.shown_at("A2") == "5"


def test_a_paste_fills_a_destination_that_is_a_multiple_of_the_source(google: Google) -> None:
    google.write("A1", [["a", "b"]])
    google.batch({"copyPaste": {"source": area((0, 1), (0, 2)), "destination": area((1, 3), (0, 4))}})
    assert google.values("A2:D3") == [["a", "b", "a", "b"]] * 2


def test_rows_are_sorted_within_the_range_only_and_text_after_numbers(google: Google) -> None:
    google.write("A1", [["h", "h"], ["b", "1"], [10, "2"], ["", "3"], [9, "4"], ["a", "5"]])
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    google.batch({"sortRange": {"range": area((1, 6), (0, 1)), "sortSpecs": specs}})
    assert [line[0] for line in google.values("A2:A6")] == ["9", "10", "a", "b"]
    assert [line[1] for line in google.values("A2:B6")] == ["1", "2", "3", "4", "5"]


def test_a_formula_sorted_to_another_row_refers_to_its_new_row(google: Google) -> None:
    google.write("A1", [[2, "=A1*10"], [1, "=A2*10"]], "USER_ENTERED")
    specs = [{"dimensionIndex": 0}]
    google.batch({"sortRange": {"range": area((0, 2), (0, 2)), "sortSpecs": specs}})
    assert google.values("A1:B2", valueRenderOption="FORMULA") == [[1, "=A1*10"], [2, "=A2*10"]]


def test_found_text_is_replaced_and_counted(google: Google) -> None:
    google.write("A1", [["Ann", "joann"], ["Bob", 5]])
    reply = google.batch({"findReplace": {"find": "ann", "replacement": "x", "sheetId": 0}})["replies"][0]
    counts = {"valuesChanged": 2, "occurrencesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1}
    assert reply["findReplace"] == counts
    assert google.values("A1:B2") == [["x", "jox"], ["Bob", "5"]]


def test_the_answer_can_show_the_spreadsheet_after_the_last_request(google: Google) -> None:
    google.write("A1", [["before"]])
    answer = google.batch(
        update([row(text("after"))]),
        includeSpreadsheetInResponse=True,
        responseRanges=["A1:B2"],
        responseIncludeGridData=True,
    )
    (shown,) = answer["updatedSpreadsheet"]["sheets"]
    (cell,) = shown["data"][0]["rowData"][0]["values"]
    assert cell["effectiveValue"] == {"stringValue": "after"}
    assert answer["updatedSpreadsheet"]["spreadsheetId"] == google.book.spreadsheet_id


def test_the_answers_mask_reaches_into_the_updated_spreadsheet(google: Google) -> None:
    mask = "updatedSpreadsheet.sheets(properties.sheetId,data.rowData.values.userEnteredValue)"
    answer = google.batch(
        update([row(text("a"))]),
        includeSpreadsheetInResponse=True,
        responseRanges=["A1:A2", "C3"],
        fields=mask,
    )
    data = [{"rowData": [{"values": [{"userEnteredValue": {"stringValue": "a"}}]}]}, {}]
    assert answer == {"updatedSpreadsheet": {"sheets": [{"properties": {"sheetId": 0}, "data": data}]}}
