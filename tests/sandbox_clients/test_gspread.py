"""The real gspread against the sandbox."""

import gspread
import pytest

from sheetanchor.sandbox.pytest import RunningSandbox


def test_gspread_signs_in_with_the_service_account_and_reads_back_what_it_wrote(
    worksheet: gspread.Worksheet,
) -> None:
    worksheet.update([["ID", "Wage"], [1001, 15.5]], "A1")
    assert worksheet.get_all_records() == [{"ID": 1001, "Wage": 15.5}]


def test_an_append_after_a_row_with_a_hole_lands_below_its_last_block(worksheet: gspread.Worksheet) -> None:
    worksheet.append_row(["a", "", "c"])
    worksheet.append_row(["d"])
    assert worksheet.get_all_values() == [["a", "", "c"], ["", "", "d"]]


def test_what_a_person_types_is_seen_by_the_client(
    sandbox: RunningSandbox, client: gspread.Client, worksheet: gspread.Worksheet
) -> None:
    book = sandbox.world.spreadsheet(worksheet.spreadsheet_id)
    book.sheets[0].type_at("B2", "$18.00")
    assert worksheet.acell("B2").value == "$18.00"
    unformatted = worksheet.acell("B2", value_render_option=gspread.utils.ValueRenderOption.unformatted)
    assert unformatted.value == "18" or float(unformatted.value or "nan") == 18


def test_a_private_spreadsheet_is_refused_with_403(sandbox: RunningSandbox, client: gspread.Client) -> None:
    sandbox.world.add_private_file("1Somebody")
    with pytest.raises(PermissionError):
        client.open_by_key("1Somebody")


def test_an_unknown_id_is_not_found(client: gspread.Client) -> None:
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("1Nobody")


def test_every_request_is_recorded_with_its_call_and_caller(
    sandbox: RunningSandbox, worksheet: gspread.Worksheet
) -> None:
    sandbox.world.recorder.reset()
    worksheet.get_all_values()
    (request,) = sandbox.world.recorder.requests
    assert (request.call, request.status) == ("spreadsheets.values.get", 200)
    assert request.who == sandbox.world.tokens.account


def test_google_auth_signs_in_again_when_its_token_has_expired(
    sandbox: RunningSandbox, worksheet: gspread.Worksheet
) -> None:
    worksheet.update([["a"]], "A1")
    sandbox.world.recorder.reset()
    sandbox.world.tokens.revoke_issued()
    assert worksheet.acell("A1").value == "a"
    seen = [(request.call, request.status) for request in sandbox.world.recorder.requests]
    assert seen == [("spreadsheets.values.get", 401), ("token", 200), ("spreadsheets.values.get", 200)]


def test_gspread_sorts_inserts_deletes_and_names_as_on_google(
    client: gspread.Client, worksheet: gspread.Worksheet
) -> None:
    worksheet.update([["b", 1], ["a", 2]], "A1")
    worksheet.sort((1, "asc"), range="A1:B2")
    worksheet.insert_row(["x"], 1)
    worksheet.delete_rows(2)
    worksheet.define_named_range("A1:B2", "pair")
    spreadsheet = client.open_by_key(worksheet.spreadsheet_id)
    assert spreadsheet.values_get("pair")["values"] == [["x"], ["b", "1"]]
    assert spreadsheet.list_named_ranges()[0]["name"] == "pair"
