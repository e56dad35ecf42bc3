"""Drive: files, versions, lists, changes, CSV."""

from datetime import UTC, datetime, timedelta

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import BookState
from tests.unit.sandbox.google import Google, RefusedError


def get(google: Google, fields: str) -> dict[str, str]:
    found: dict[str, str] = google.call("GET", f"/drive/v3/files/{google.book.spreadsheet_id}", fields=fields)
    return found


def test_the_version_grows_with_every_change_by_whomever_and_with_nothing_else(
    google: Google, sheet: Sheet
) -> None:
    versions = [google.version()]
    for change in (
        lambda: google.write("A1", [["a"]]),
        lambda: sheet.type_at("A1", "b"),
        lambda: sheet.insert_rows(0),
        lambda: google.book.restore_version(BookState(google.book)),
        lambda: google.values("A1"),
    ):
        change()
        versions.append(google.version())
    assert versions == [1, 2, 3, 4, 5, 5]


def test_a_change_moves_the_modified_time_even_within_one_tick_of_the_clock(google: Google) -> None:
    before = get(google, "modifiedTime,createdTime")
    google.write("A1", [["a"]])
    assert get(google, "modifiedTime")["modifiedTime"] > before["modifiedTime"]
    assert get(google, "createdTime")["createdTime"] == before["createdTime"] == "2025-11-01T17:05:00.000Z"


def test_file_and_spreadsheet_share_one_title(google: Google) -> None:
    properties = {"properties": {"title": "By Sheets"}, "fields": "title"}
    google.batch({"updateSpreadsheetProperties": properties})
    assert get(google, "name") == {"name": "By Sheets"}
    google.call("PATCH", f"/drive/v3/files/{google.book.spreadsheet_id}", {"name": "By Drive"})
    assert google.sheets("GET", "", fields="properties.title") == {"properties": {"title": "By Drive"}}


def test_files_are_listed_newest_first_by_name_and_page(google: Google) -> None:
    world = google.world
    world.clock.set(datetime(2025, 11, 2, tzinfo=UTC))
    ids = [google.book.spreadsheet_id]
    for name in ("Team", "Other"):
        world.clock.advance(timedelta(minutes=1))
        ids.append(world.create_spreadsheet(name).spreadsheet_id)
    world.add_private_file("1Secret")

    def listed(**query: object) -> list[str]:
        return [file["id"] for file in google.call("GET", "/drive/v3/files", **query)["files"]]

    assert listed() == [ids[2], ids[1], ids[0]]
    assert listed(q="name = 'Team' and mimeType=\"application/vnd.google-apps.spreadsheet\"") == [
        ids[1],
        ids[0],
    ]
    assert listed(q="name contains 'oth' and trashed = false and 'root' in parents") == [ids[2]]
    page = google.call("GET", "/drive/v3/files", pageSize=2)
    assert listed(pageSize=2, pageToken=page["nextPageToken"]) == [ids[0]]


def test_a_query_that_cannot_be_read_is_refused(google: Google) -> None:
    with pytest.raises(RefusedError, match="Invalid Value"):
        google.call("GET", "/drive/v3/files", q="name ~ 'x'")


def test_an_unknown_file_is_not_found_in_drives_words(google: Google) -> None:
    with pytest.raises(RefusedError) as refused:
        google.call("GET", "/drive/v3/files/1Nobody")
    assert refused.value.error["message"] == "File not found: 1Nobody."
    assert refused.value.error["errors"][0]["reason"] == "notFound"
    assert "status" not in refused.value.error


def test_a_deleted_file_is_gone_from_both_apis(google: Google) -> None:
    google.call("DELETE", f"/drive/v3/files/{google.book.spreadsheet_id}")
    with pytest.raises(RefusedError) as refused:
        google.sheets("GET", "")
    assert (refused.value.status, refused.value.error["status"]) == (404, "NOT_FOUND")


def test_changes_since_a_token_name_each_file_once(google: Google) -> None:
    token = google.call("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    google.write("A1", [["a"]])
    google.write("A1", [["b"]])
    answer = google.call("GET", "/drive/v3/changes", pageToken=token)
    assert [change["fileId"] for change in answer["changes"]] == [google.book.spreadsheet_id]
    later = google.call("GET", "/drive/v3/changes", pageToken=answer["newStartPageToken"])
    assert later["changes"] == []


def test_a_copy_changes_on_its_own(google: Google) -> None:
    google.write("A1", [["a"]])
    copied = google.call("POST", f"/drive/v3/files/{google.book.spreadsheet_id}/copy", {})
    assert copied["name"] == "Copy of Team"
    google.write("A1", [["b"]])
    assert google.world.spreadsheets[copied["id"]].sheets[0].shown_at("A1") == "a"


def test_csv_goes_out_as_shown_and_comes_in_as_typed(google: Google, sheet: Sheet) -> None:
    for cell, typed in (("A1", "8%"), ("B1", 'say "hi", you'), ("B2", "=1/4")):
        sheet.type_at(cell, typed)
    out = google.call("GET", f"/drive/v3/files/{google.book.spreadsheet_id}/export", mimeType="text/csv")
    assert out == '8%,"say ""hi"", you"\r\n,0.25'


@pytest.mark.parametrize("parameter", ["pageToken", "pageSize"])
def test_a_number_that_is_none_is_refused(google: Google, parameter: str) -> None:
    with pytest.raises(RefusedError, match="Invalid Value") as refused:
        google.call("GET", "/drive/v3/files", **{parameter: "x"})
    assert (refused.value.status, refused.value.error["errors"][0]["location"]) == (400, parameter)


def test_the_first_tab_is_exported_as_text_with_tabs(google: Google) -> None:
    google.write("A1", [["a", "b,c"]])
    path = f"/drive/v3/files/{google.book.spreadsheet_id}/export"
    assert google.raw("GET", path, mimeType="text/tab-separated-values") == b"a\tb,c"
