"""values.get, update, append, clear and their batches."""

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.unit.sandbox.google import Google, RefusedError


def test_trailing_blanks_are_cut_and_leading_ones_stay(google: Google) -> None:
    google.write("A2", [["", "b", "", ""], [], ["", "", "", ""]])
    assert google.values("A1:D9") == [[], ["", "b"]]


def test_a_range_without_values_has_no_values_key(google: Google) -> None:
    assert "values" not in google.sheets("GET", "/values/A1:D9")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("sheet1!b2:a1", "Sheet1!A1:B2"),
        ("A1:1", "Sheet1!A1:Z1"),
        ("B:C", "Sheet1!B1:C1000"),
        ("B5:C", "Sheet1!B5:C1000"),
        ("$B$3", "Sheet1!B3"),
        ("A1:ZZ5000", "Sheet1!A1:Z1000"),
        ("R2C3:R4C4", "Sheet1!C2:D4"),
        ("'It''s 2025'!A1", "'It''s 2025'!A1"),
        ("It's 2025", "'It''s 2025'!A1:Z1000"),
        ("'P1'", "'P1'!A1:Z1000"),
        ("P1", "Sheet1!P1"),
        ("wages", "Sheet1!B2:C3"),
    ],
)
def test_a_range_is_answered_clipped_sorted_and_quoted(google: Google, asked: str, answered: str) -> None:
    google.book.add_sheet("It's 2025")
    google.book.add_sheet("P1")
    area = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 3}
    google.batch({"addNamedRange": {"namedRange": {"name": "Wages", "range": area}}})
    (found,) = google.sheets("GET", "/values:batchGet", ranges=[asked])["valueRanges"]
    assert found["range"] == answered


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Sheet 1!A1", "Unable to parse range: Sheet 1!A1"),
        ("Nowhere", "Unable to parse range: Nowhere"),
        ("A1001", "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("AA1:AB2", "Range (Sheet1!AA1:AB2) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_none_is_refused(google: Google, asked: str, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        google.values(asked)
    assert refused.value.error == {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}


def test_raw_text_is_never_parsed(google: Google) -> None:
    google.write("A1", [["=1+1", "8%", "TRUE", "007"]])
    shown = google.values("A1:D1", valueRenderOption="FORMULA")
    assert shown == [["=1+1", "8%", "TRUE", "007"]]


def test_render_options_tell_text_number_and_formula_apart(google: Google) -> None:
    google.write("A1", [["=2*4", "8%", "TRUE", "2020-01-01", 2.0]], "USER_ENTERED")
    assert google.values("A1:E1") == [["8", "8%", "TRUE", "2020-01-01", "2"]]
    assert google.values("A1:E1", valueRenderOption="UNFORMATTED_VALUE") == [[8, 0.08, True, 43831, 2]]
    dates = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"}
    assert google.values("D1:E1", **dates) == [["2020-01-01", 2]]
    assert google.values("A1:B1", valueRenderOption="FORMULA") == [["=2*4", 0.08]]


def test_columns_are_trimmed_column_by_column(google: Google) -> None:
    google.write("A1", [["a", "b"], ["c"]])
    assert google.values("A1:C9", majorDimension="COLUMNS") == [["a", "c"], ["b"]]


def test_values_may_be_written_by_columns(google: Google) -> None:
    body = {"values": [["a", "b"], ["c", "d"]], "majorDimension": "COLUMNS"}
    google.sheets("PUT", "/values/A1", body, valueInputOption="RAW")
    assert google.values("A1:B2") == [["a", "c"], ["b", "d"]]


def test_null_leaves_a_cell_alone_and_is_not_counted(google: Google) -> None:
    google.write("A1:C1", [["a", "b", "c"]])
    answer = google.write("A1:C1", [["x", None, "z"]])
    assert (answer["updatedRange"], answer["updatedCells"], answer["updatedColumns"]) == (
        "Sheet1!A1:C1",
        2,
        2,
    )
    assert google.values("A1:C1") == [["x", "b", "z"]]


@pytest.mark.parametrize(
    ("cells", "values", "message"),
    [
        (
            "A1:A3",
            [["a", "b"]],
            "Requested writing within range [Sheet1!A1:A3], but tried writing to column [B]",
        ),
        (
            "A1:B1",
            [["a"], ["b"]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
        ),
        (
            "A1000",
            [["a"], ["b"]],
            "Range (Sheet1!A1000:A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "A1",
            [["x" * 50_001]],
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
    ],
)
def test_data_that_does_not_fit_is_refused_and_nothing_written(
    google: Google, cells: str, values: object, message: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        google.write(cells, values)
    assert refused.value.error["message"] == message
    assert google.values("Sheet1") == []


def test_a_batch_of_values_is_written_wholly_or_not_at_all(google: Google) -> None:
    data = [
        {"range": "A1", "values": [["a"]]},
        {"range": "A1:A1", "values": [["a"]]},
        {"range": "?", "values": [[1]]},
    ]
    with pytest.raises(RefusedError) as refused:
        google.sheets("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert refused.value.error["message"] == "Invalid data[2]: Unable to parse range: ?"
    assert google.values("Sheet1") == []


def test_a_write_can_answer_with_what_is_there_now(google: Google) -> None:
    options = {"includeValuesInResponse": "true", "responseValueRenderOption": "UNFORMATTED_VALUE"}
    answer = google.write("A1", [["8%"]], "USER_ENTERED", **options)
    assert answer["updatedData"] == {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [[0.08]]}


def test_clearing_keeps_formats_and_notes(google: Google, sheet: Sheet) -> None:
    sheet.type_at("A1", "$15")
    note = {
        "range": {"endRowIndex": 1, "endColumnIndex": 1},
        "fields": "note",
        "rows": [{"values": [{"note": "n"}]}],
    }
    google.batch({"updateCells": note})
    assert google.sheets("POST", "/values/A1:B9:clear")["clearedRange"] == "Sheet1!A1:B9"
    cell = sheet.grid.cell(0, 0)
    assert (cell.entered, cell.note, cell.number_format is not None) == (None, "n", True)


@pytest.mark.parametrize(
    ("asked", "table", "written"),
    [
        ("Sheet1", "Sheet1!B4:D6", "Sheet1!B7"),
        ("A1", "Sheet1!A1:C2", "Sheet1!A3"),
        ("B2:D4", "Sheet1!B4:D6", "Sheet1!B7"),
        ("A3:G10", "Sheet1!B4:D6", "Sheet1!B7"),
        ("F9", None, "Sheet1!F9"),
    ],
)
def test_an_append_goes_below_the_last_table_of_its_range(
    google: Google, asked: str, table: str | None, written: str
) -> None:
    google.write("A1:C2", [["x"] * 3] * 2)
    google.write("B4:D6", [["y"] * 3] * 3)
    answer = google.append(asked, [["new"]])
    assert answer.get("tableRange") == table
    assert answer["updates"]["updatedRange"] == written


def test_an_append_at_the_end_of_the_grid_adds_the_rows_it_needs(google: Google, sheet: Sheet) -> None:
    google.write("A1000", [["last"]])
    assert google.append("A1000", [["a"], ["b"]])["updates"]["updatedRange"] == "Sheet1!A1001:A1002"
    assert sheet.size == (1002, 26)


def test_an_append_that_inserts_rows_pushes_down_what_is_below(google: Google) -> None:
    google.write("A1", [["table"], [""], ["below"]])
    google.append("A1", [["new"]], insertDataOption="INSERT_ROWS")
    assert google.values("A1:A9") == [["table"], ["new"], [], ["below"]]


def test_an_unknown_word_of_an_option_is_refused_by_field(google: Google) -> None:
    with pytest.raises(RefusedError) as refused:
        google.values("A1", valueRenderOption="PRETTY")
    violation = refused.value.error["details"][0]["fieldViolations"][0]
    assert violation["field"] == "value_render_option"


def test_a_write_without_an_input_option_is_refused(google: Google) -> None:
    with pytest.raises(RefusedError, match="'valueInputOption' is required but not specified"):
        google.sheets("PUT", "/values/A1", {"values": [["a"]]})


def test_numbers_keep_their_doubles(google: Google) -> None:
    google.write("A1", [[0.1, 123456789.123, 9007199254740993, 1e300, -0.5]])
    read = google.values("A1:E1", valueRenderOption="UNFORMATTED_VALUE")
    assert read == [[0.1, 123456789.123, 9007199254740992, 1e300, -0.5]]


def test_a_named_range_is_found_on_its_tab_as_well(google: Google) -> None:
    google.write("B1", [["b", "c"], ["d", "e"]])
    here = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 3}
    google.batch({"addNamedRange": {"namedRange": {"name": "Block", "range": here}}})
    answer = google.sheets("GET", "/values/'Sheet1'!Block")
    assert (answer["range"], answer["values"]) == ("Sheet1!B1:C2", [["b", "c"], ["d", "e"]])
    google.book.add_sheet("Other")
    with pytest.raises(RefusedError, match="Unable to parse range: Other!Block"):
        google.values("Other!Block")


@pytest.mark.parametrize("values", [[], [[]]])
def test_appending_nothing_names_the_cell_where_it_would_have_gone(
    google: Google, values: list[list[str]]
) -> None:
    google.write("A1", [["a", "b"]])
    answer = google.append("A1", values)
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!A1:B1", "Sheet1!A2")
    assert google.book.sheets[0].size == (1000, 26)


def test_a_batch_of_no_ranges_is_the_callers_fault(google: Google) -> None:
    with pytest.raises(RefusedError) as refused:
        google.sheets("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": ["A1"]})
    assert refused.value.status == 400
