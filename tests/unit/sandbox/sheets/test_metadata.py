"""Developer metadata and the calls that take data filters."""

from typing import Any

import pytest

from tests.unit.sandbox.google import Google, RefusedError
from tests.unit.sandbox.sheets.test_batch_cells import area
from tests.unit.sandbox.sheets.test_batch_structure import rows


def create(key: str, value: str, location: dict[str, Any], metadata_id: int) -> dict[str, Any]:
    entry = {"metadataId": metadata_id, "metadataKey": key, "metadataValue": value}
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {**entry, "location": location, "visibility": "DOCUMENT"}
        }
    }


def by_key(key: str) -> dict[str, Any]:
    return {"developerMetadataLookup": {"metadataKey": key}}


@pytest.fixture
def anchored(google: Google) -> Google:
    google.write("A1", [["a"], ["b"], ["c"]])
    google.batch(create("row", "b", {"dimensionRange": rows(1, 2)}, 5))
    return google


def test_metadata_stays_with_its_row_and_dies_with_it(anchored: Google) -> None:
    anchored.batch({"insertDimension": {"range": rows(0, 1)}})
    entry = anchored.sheets("GET", "/developerMetadata/5")
    assert entry["location"]["dimensionRange"] == {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    anchored.batch({"deleteDimension": {"range": rows(2, 3)}})
    with pytest.raises(RefusedError) as refused:
        anchored.sheets("GET", "/developerMetadata/5")
    assert refused.value.status == 404


def test_values_are_read_written_and_cleared_by_metadata(anchored: Google) -> None:
    found = anchored.sheets("POST", "/values:batchGetByDataFilter", {"dataFilters": [by_key("row")]})
    assert found["valueRanges"][0]["valueRange"]["values"] == [["b"]]
    data = [{"dataFilter": by_key("row"), "values": [["x", "y"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    answer = anchored.sheets("POST", "/values:batchUpdateByDataFilter", body)
    assert answer["responses"][0]["updatedRange"] == "Sheet1!A2:B2"
    anchored.sheets("POST", "/values:batchClearByDataFilter", {"dataFilters": [by_key("row")]})
    assert anchored.values("A1:B3") == [["a"], [], ["c"]]


def test_filters_by_range_echo_their_range_without_zeros(anchored: Google) -> None:
    body = {"dataFilters": [{"gridRange": area((0, 1), (0, 1))}, {"a1Range": "A3"}]}
    first, second = anchored.sheets("POST", "/values:batchGetByDataFilter", body)["valueRanges"]
    assert first["dataFilters"] == [{"gridRange": {"endRowIndex": 1, "endColumnIndex": 1}}]
    assert second["valueRange"] == {"range": "Sheet1!A3", "majorDimension": "ROWS", "values": [["c"]]}


def test_a_spreadsheet_is_read_by_filter(anchored: Google) -> None:
    mask = "sheets.data.rowData.values.formattedValue"
    found = anchored.sheets("POST", ":getByDataFilter", {"dataFilters": [by_key("row")]}, fields=mask)
    assert found["sheets"][0]["data"] == [{"rowData": [{"values": [{"formattedValue": "b"}]}]}]


def test_metadata_is_searched_updated_and_deleted_by_lookup(anchored: Google) -> None:
    anchored.batch(create("tab", "t", {"sheetId": 0}, 6), create("book", "s", {"spreadsheet": True}, 7))
    search = {"dataFilters": [{"developerMetadataLookup": {"locationType": "SHEET"}}]}
    (match,) = anchored.sheets("POST", "/developerMetadata:search", search)["matchedDeveloperMetadata"]
    assert match["developerMetadata"]["metadataId"] == 6
    update = {
        "dataFilters": [by_key("tab")],
        "developerMetadata": {"metadataValue": "new"},
        "fields": "metadataValue",
    }
    anchored.batch({"updateDeveloperMetadata": update})
    assert anchored.sheets("GET", "/developerMetadata/6")["metadataValue"] == "new"
    (reply,) = anchored.batch({"deleteDeveloperMetadata": {"dataFilter": by_key("book")}})["replies"]
    assert [
        entry["metadataId"] for entry in reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    ] == [7]
