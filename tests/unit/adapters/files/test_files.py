"""Workbooks and pictures as programs read them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageColor

from sheetanchor import Column, DateTime, Integer, Money, Table, Text
from sheetanchor.adapters.files.day_chart import FAILED, IN, OUT
from sheetanchor.adapters.files.status_card import status_card
from sheetanchor.adapters.files.workbook import xlsx_of
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.dialogue.admin.export import Listing
from sheetanchor.services.dialogue.admin.reports import SyncStats
from sheetanchor.services.sync.activity import Activity, Hour, by_hour
from sheetanchor.services.sync.pass_watch import PassNote
from sheetanchor.services.sync.report import Outcome, PassReport
from sheetanchor.services.sync.status import SyncState, TableStatus

AT = datetime(2025, 11, 1, 17, 5, tzinfo=UTC)
TABLE = Table(
    name="shifts",
    tab="Shifts",
    key=("id",),
    columns=(
        Column("id", "ID", Integer(), required=True),
        Column("name", "Name", Text()),
        Column("at", "At", DateTime(zone=UTC)),
        Column("made", "=Made", Money()),
    ),
)


def test_numbers_are_numbers_moments_are_dates_and_text_is_never_a_formula() -> None:
    rows: list[Values] = [
        {"id": 1, "name": "=1+1", "at": AT, "made": Decimal("160.50")},
        {"id": 2, "name": "bell\x07", "at": None, "made": None},
    ]
    sheet = load_workbook(BytesIO(xlsx_of([Listing(TABLE, rows)])))["Shifts"]
    assert [cell.value for cell in sheet[1]] == ["ID", "Name", "At", "=Made"]
    assert [cell.value for cell in sheet[2]] == [1, "=1+1", datetime(2025, 11, 1, 17, 5), 160.5]  # noqa: DTZ001
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "d", "n"]
    assert sheet["B3"].value == "bell"
    assert sheet.freeze_panes == "A2"


def status(*, rows: int = 7, pending: int = 0, paused: str | None = None) -> TableStatus:
    return TableStatus("shifts", "Shifts", rows, pending, 0, (), paused, AT)


def pixels(*tables: TableStatus, error: str | None = None, hours: tuple[Hour, ...] = ()) -> Image.Image:
    last = PassNote(AT, AT, PassReport(Outcome.UNCHANGED, AT, 0.2))
    stats = SyncStats(SyncState(AT, AT, error, tables), Activity(last, 4, 1, hours), AT)
    return Image.open(BytesIO(status_card(stats))).convert("RGB")


@pytest.mark.parametrize(
    ("table", "colour"),
    [
        (status(), (24, 128, 56)),
        (status(pending=1), (176, 96, 0)),
        (status(pending=1, paused="gone"), (197, 34, 31)),
    ],
)
def test_a_table_has_the_colour_of_how_it_stands(table: TableStatus, colour: tuple[int, int, int]) -> None:
    assert pixels(table).getpixel((31, 165)) == colour


def test_the_card_grows_with_the_tables_and_bears_long_texts() -> None:
    one, six = pixels(status()), pixels(*[status()] * 6, error="x" * 5000)
    assert one.size[0] == six.size[0] == 720
    assert six.size[1] - one.size[1] == 5 * 44


def test_a_card_is_made_before_anything_was_ever_done() -> None:
    nothing = SyncStats(SyncState(None, None, None, ()), Activity(), AT)
    assert status_card(nothing).startswith(b"\x89PNG")


def test_the_chart_shows_rows_both_ways_and_where_passes_failed() -> None:
    day = by_hour((), AT)
    busy = (*day[:-1], replace(day[-1], pulled=30, pushed=10, failures=2))
    quiet, shown = pixels(status(), hours=day), pixels(status(), hours=busy)
    chart = (660, 212, 720, quiet.size[1])
    colours = {colour for _, colour in shown.crop(chart).getcolors(maxcolors=100_000) or []}
    calm = {colour for _, colour in quiet.crop(chart).getcolors(maxcolors=100_000) or []}
    assert {ImageColor.getrgb(name) for name in (IN, OUT, FAILED)} <= colours - calm
