"""Files over the control API."""

from collections.abc import Iterator

import pytest
import requests

from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World
from tests.unit.sandbox.google import Google


@pytest.fixture
def control(world: World) -> Iterator[str]:
    with running(world, telegram=False) as sandbox:
        yield f"{sandbox.url}/_sandbox/spreadsheets"


def get(url: str) -> requests.Response:
    return requests.get(url, timeout=10)


def post(control: str, content: bytes, **query: str) -> requests.Response:
    return requests.post(control, params=query, data=content, timeout=10)


def test_a_workbook_taken_out_can_be_put_in_again_under_an_id_of_ones_choice(
    world: World, control: str
) -> None:
    book = world.create_spreadsheet("Team")
    book.sheets[0].type_at("B2", "8%")
    content = get(f"{control}/{book.spreadsheet_id}.xlsx").content
    answer = post(control, content, name="Copy.xlsx", id="1Copy")
    assert (answer.status_code, answer.json()) == (201, {"id": "1Copy", "title": "Copy"})
    assert world.spreadsheets["1Copy"].sheets[0].shown_at("B2") == "8%"


def test_a_tab_comes_as_csv_and_a_csv_file_becomes_a_spreadsheet(world: World, control: str) -> None:
    made = post(control, b"Rank,Min\r\nRookie,0\r\n", name="Ranks.csv").json()
    for path in (f"{made['id']}.csv", f"{made['id']}.csv?sheet=ranks"):
        assert get(f"{control}/{path}").content == b"Rank,Min\r\nRookie,0\r\n"


@pytest.mark.parametrize(
    ("name", "why"), [("Team.ods", "neither .xlsx nor .csv"), ("Team.xlsx", "no .xlsx workbook")]
)
def test_what_is_no_such_file_is_refused_with_a_sentence(
    world: World, control: str, name: str, why: str
) -> None:
    answer = post(control, b"?", name=name)
    assert answer.status_code == 400
    assert why in answer.json()["error"]
    assert world.spreadsheets == {}


def test_a_tab_or_spreadsheet_that_is_not_there_is_refused(world: World, control: str) -> None:
    book = world.create_spreadsheet("Team")
    for path in (f"{book.spreadsheet_id}.csv?sheet=Gone", "1Nobody.xlsx"):
        assert get(f"{control}/{path}").status_code == 400


def test_drive_exports_a_workbook(world: World) -> None:
    book = world.create_spreadsheet("Team")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    path = f"/drive/v3/files/{book.spreadsheet_id}/export"
    google = Google(world, book)
    assert google.raw("GET", path, mimeType=kind).startswith(b"PK")
