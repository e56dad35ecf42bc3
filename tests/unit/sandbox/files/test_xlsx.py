"""Spreadsheets as .xlsx files on disk."""

import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.files.disk import load, load_bytes, save_all
from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.files.xlsx.writing import xlsx_bytes
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import Cell, Formula
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

TYPED = {
    "A1": "Wage",
    "A2": "$15.50",
    "A3": "8%",
    "A4": "2.5%",
    "A5": "2025-11-01",
    "A6": "11/1/2025 17:30:15",
    "A7": "5:05 PM",
    "A8": "1,234.5",
    "A9": "TRUE",
    "A10": "'=1+1",
    "A11": "'007",
    "A12": "0.1",
    "A13": "=A12*3",
    "A14": "=SUM(Ranks!A1:A2)",
    "A15": "1.5E+10",
    "A16": " two\nlines 🔥 ",
    "A17": "1/1/1900",
    "A18": "=1/0",
}


@pytest.fixture
def book(world: World) -> Spreadsheet:
    made = world.create_spreadsheet("Team")
    made.add_sheet("Ranks", rows=50, columns=10)
    for address, text in TYPED.items():
        made.sheets[0].type_at(address, text)
    made["Ranks"].type_at("A1", "2")
    made["Ranks"].type_at("A2", "3")
    return made


def again(world: World, book: Spreadsheet) -> Spreadsheet:
    return load_bytes(world, "Again.xlsx", xlsx_bytes(book))


def contents(book: Spreadsheet) -> list[tuple[str, int, tuple[int, int], dict[tuple[int, int], Cell]]]:
    return [
        (
            sheet.title,
            sheet.sheet_id,
            sheet.size,
            {(row, column): cell for row, column, cell in sheet.grid.cells()},
        )
        for sheet in book.sheets
    ]


def test_a_workbook_comes_back_with_its_tabs_sizes_values_formulas_and_number_formats(
    world: World, book: Spreadsheet
) -> None:
    assert contents(again(world, book)) == contents(book)


@pytest.mark.parametrize("address", TYPED)
def test_every_cell_shows_the_same_when_it_comes_back(world: World, book: Spreadsheet, address: str) -> None:
    assert again(world, book).sheets[0].shown_at(address) == book.sheets[0].shown_at(address)


@pytest.mark.parametrize("number", [0.1 + 0.2, 45962.729166666664, -1e-12, 2.0**60, 1.5])
@pytest.mark.parametrize("kind", ["NUMBER", "PERCENT", "CURRENCY", "DATE", "TIME", "DATE_TIME"])
def test_a_number_comes_back_to_the_last_bit_whatever_its_format(
    world: World, number: float, kind: str
) -> None:
    book = world.create_spreadsheet("Numbers")
    book.sheets[0].grid.put(0, 0, Cell(number, {"numberFormat": {"type": kind}}))
    back = again(world, book).sheets[0]
    assert (back.effective(0, 0), back.shown(0, 0)) == (number, book.sheets[0].shown(0, 0))


def test_frozen_rows_hidden_tabs_merges_notes_names_and_looks_come_back(
    world: World, book: Spreadsheet
) -> None:
    first, ranks = book.sheets
    first.state.grid_extra.update(frozenRowCount=1, frozenColumnCount=2)
    first.state.merges.append(GridRange(19, 0, 21, 3))
    ranks.state.extra["hidden"] = True
    color = {"red": 1, "green": 0.8509804}
    format_ = {"textFormat": {"bold": True, "foregroundColor": color}, "backgroundColor": color}
    first.grid.put(20, 3, Cell("bold", {**format_, "horizontalAlignment": "RIGHT"}, "who wrote this?"))
    area = {"sheetId": ranks.sheet_id, "startRowIndex": 0, "startColumnIndex": 0}
    area |= {"endRowIndex": 2, "endColumnIndex": 1}
    book.named_ranges.append({"namedRangeId": "n", "name": "pair", "range": area})
    back = again(world, book)
    assert contents(back) == contents(book)
    assert back.sheets[0].state.grid_extra == first.state.grid_extra
    assert back.sheets[0].state.merges == first.state.merges
    assert back.sheets[1].hidden
    assert [(entry["name"], entry["range"]) for entry in back.named_ranges] == [("pair", area)]


def test_titles_that_excel_does_not_allow_come_back_and_so_do_the_formulas_that_name_them(
    world: World,
) -> None:
    book = world.create_spreadsheet("Titles")
    long, other = "What we paid in the second half of the year?", "What we paid in the second half of it"
    for title in (long, other):
        book.add_sheet(title).type_at("A1", title[-3:])
    book.sheets[0].type_at("A1", f"='{long}'!A1&'{other}'!A1")
    assert load_workbook(io.BytesIO(xlsx_bytes(book))).sheetnames == [
        "Sheet1",
        "What we paid in the second half",
        "What we paid in the second ha 2",
    ]
    back = again(world, book)
    assert [sheet.title for sheet in back.sheets] == ["Sheet1", long, other]
    assert back.sheets[0].grid.cell(0, 0).entered == Formula(f"='{long}'!A1&'{other}'!A1")
    assert back.sheets[0].shown_at("A1") == "ar? it"


def test_locale_and_time_zone_come_back(world: World) -> None:
    book = world.create_spreadsheet("Zeiten")
    book.properties.update(locale="de_DE", timeZone="Europe/Berlin")
    book.sheets[0].type_at("A1", "1.234,50 €")
    back = again(world, book)
    assert (back.properties["locale"], back.properties["timeZone"]) == ("de_DE", "Europe/Berlin")
    assert back.sheets[0].shown_at("A1") == "1.234,50 €"


def test_others_read_money_percent_and_dates_as_such(book: Spreadsheet) -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(book)))["Sheet1"]
    assert [sheet[cell].value for cell in ("A2", "A3", "A9", "A10", "A13")] == [
        15.5,
        0.08,
        True,
        "=1+1",
        "=A12*3",
    ]
    assert [sheet[cell].data_type for cell in ("A10", "A13")] == ["s", "f"]
    assert sheet["A5"].value == datetime.combine(date(2025, 11, 1), time())
    assert sheet["A6"].value == datetime.combine(date(2025, 11, 1), time(17, 30, 15))
    assert sheet["A3"].number_format == "0%"


def test_a_workbook_from_elsewhere_is_a_spreadsheet_as_large_as_googles_own(world: World) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Wages"
    sheet.append(["Who", "Since", "Rate", "Note"])
    sheet.append([1001, date(2024, 2, 29), 0.085, "#N/A"])
    sheet["C2"].number_format = "0.0%"
    sheet["E2"] = '=_xlfn.IFNA(C2,"")'
    content = io.BytesIO()
    workbook.save(content)
    (made,) = load_bytes(world, "Wages.xlsx", content.getvalue()).sheets
    assert (made.title, made.size) == ("Wages", (1000, 26))
    assert [made.shown(1, column) for column in range(4)] == ["1001", "2024-02-29", "8.5%", "#N/A"]
    assert made.grid.cell(1, 1).number_format == {"type": "DATE", "pattern": "yyyy-mm-dd"}
    assert made.grid.cell(1, 4).entered == Formula('=IFNA(C2,"")')


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days(world: World) -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = date(2025, 11, 1)
    content = io.BytesIO()
    workbook.save(content)
    (made,) = load_bytes(world, "Old.xlsx", content.getvalue()).sheets
    assert made.shown(0, 0) == "2025-11-01"


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_workbook_is_refused_by_name_and_leaves_no_spreadsheet(
    world: World, content: bytes
) -> None:
    with pytest.raises(FileFormatError, match=r"Broken\.xlsx"):
        load_bytes(world, "Broken.xlsx", content)
    assert world.spreadsheets == {}


def test_a_workbook_past_googles_limit_of_cells_leaves_no_spreadsheet(world: World) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["XFD1000"] = 1
    content = io.BytesIO()
    workbook.save(content)
    with pytest.raises(InvalidArgument, match="above the limit"):
        load_bytes(world, "Large.xlsx", content.getvalue())
    assert world.spreadsheets == {}


@pytest.mark.parametrize(("text", "why"), [("x" * 32_768, "32768 characters"), ("\x01", "control character")])
def test_a_text_that_excel_cannot_hold_is_refused_with_its_cell(world: World, text: str, why: str) -> None:
    book = world.create_spreadsheet("Long")
    book.sheets[0].grid.put(3, 1, Cell(text))
    with pytest.raises(FileFormatError, match=rf"Sheet1!B4 .*{why}"):
        xlsx_bytes(book)


def test_the_only_spreadsheet_goes_to_the_file_and_each_of_several_beside_it(
    world: World, book: Spreadsheet, tmp_path: Path
) -> None:
    assert save_all(world, tmp_path / "out" / "Team.xlsx") == [tmp_path / "out" / "Team.xlsx"]
    loaded = load(world, tmp_path / "out" / "Team.xlsx")
    assert (loaded.title, contents(loaded)) == ("Team", contents(book))
    assert [file.name for file in save_all(world, tmp_path / "Both.xlsx")] == [
        f"Both {book.spreadsheet_id}.xlsx",
        f"Both {loaded.spreadsheet_id}.xlsx",
    ]


def test_an_id_that_is_taken_is_refused(world: World, book: Spreadsheet) -> None:
    with pytest.raises(ValueError, match="taken"):
        load_bytes(world, "Again.xlsx", xlsx_bytes(book), spreadsheet_id=book.spreadsheet_id)
    assert list(world.spreadsheets) == [book.spreadsheet_id]
