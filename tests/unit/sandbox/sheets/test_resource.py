"""spreadsheets.get: masks, ranges and grid data."""

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.unit.sandbox.google import Google, RefusedError


def test_without_a_mask_there_are_no_grid_data(google: Google) -> None:
    (shown,) = google.sheets("GET", "")["sheets"]
    grid = {"rowCount": 1000, "columnCount": 26}
    properties = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid}
    assert shown == {"properties": properties}


def test_grid_data_have_value_format_and_text_of_each_cell(google: Google, sheet: Sheet) -> None:
    sheet.type_at("B2", "=A1+0.5")
    sheet.type_at("A1", "8%")
    cells = "userEnteredValue,effectiveValue,effectiveFormat.numberFormat,formattedValue"
    mask = f"sheets.data(startRow,startColumn,rowData.values({cells}))"
    (shown,) = google.sheets("GET", "", fields=mask, ranges="A1:C9")["sheets"]
    eight = {
        "userEnteredValue": {"numberValue": 0.08},
        "effectiveValue": {"numberValue": 0.08},
        "formattedValue": "8%",
        "effectiveFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}},
    }
    total = {
        "userEnteredValue": {"formulaValue": "=A1+0.5"},
        "effectiveValue": {"numberValue": 0.58},
        "formattedValue": "0.58",
    }
    assert shown == {"data": [{"rowData": [{"values": [eight]}, {"values": [{}, total]}]}]}


def test_each_range_is_a_grid_of_its_own_that_begins_where_it_says(google: Google, sheet: Sheet) -> None:
    sheet.type_at("C5", "x")
    answer = google.sheets("GET", "", ranges=["C5:D6", "A1"], includeGridData="true")
    first, second = answer["sheets"][0]["data"]
    assert (first["startRow"], first["startColumn"]) == (4, 2)
    assert first["rowData"][0]["values"][0]["formattedValue"] == "x"
    assert first["columnMetadata"] == [{"pixelSize": 100}] * 2
    assert "rowData" not in second


def test_only_the_tabs_of_the_ranges_are_shown(google: Google) -> None:
    google.book.add_sheet("Log")
    mask = "sheets.properties.title"
    assert google.sheets("GET", "", ranges="Log", fields=mask) == {
        "sheets": [{"properties": {"title": "Log"}}]
    }


@pytest.mark.parametrize("mask", ["sheets(", "a..b", "sheets)", ",a"])
def test_a_mask_that_is_none_is_refused(google: Google, mask: str) -> None:
    with pytest.raises(RefusedError) as refused:
        google.sheets("GET", "", fields=mask)
    assert refused.value.status == 400


@pytest.mark.parametrize("mask", ["sheets.propertys", "sheets(properties(title,size))", "values"])
def test_a_mask_with_a_field_that_does_not_exist_is_refused(google: Google, mask: str) -> None:
    with pytest.raises(RefusedError, match=r"Request contains an invalid argument\.") as refused:
        google.sheets("GET", "", fields=mask)
    description = refused.value.error["details"][0]["fieldViolations"][0]["description"]
    assert description.startswith("Error expanding 'fields' parameter. Cannot find matching fields for path")


def test_a_spreadsheet_is_created_with_its_tabs(google: Google) -> None:
    tabs = [{"properties": {"title": "A"}}, {"properties": {"title": "B", "sheetId": 9}}]
    body = {"properties": {"title": "New", "locale": "de_DE"}, "sheets": tabs}
    answer = google.call("POST", "/v4/spreadsheets", body)
    assert [entry["properties"]["title"] for entry in answer["sheets"]] == ["A", "B"]
    assert answer["properties"]["locale"] == "de_DE"
    assert google.world.drive.files[answer["spreadsheetId"]].name == "New"


def test_a_tab_is_copied_to_another_spreadsheet(google: Google) -> None:
    google.write("A1", [["a"]])
    other = google.world.create_spreadsheet("Other")
    body = {"destinationSpreadsheetId": other.spreadsheet_id}
    properties = google.sheets("POST", "/sheets/0:copyTo", body)
    assert properties["title"] == "Copy of Sheet1"
    assert other["Copy of Sheet1"].shown_at("A1") == "a"
