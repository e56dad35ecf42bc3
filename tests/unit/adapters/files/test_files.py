"""Workbooks and pictures as programs read them."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

from sheetanchor import Column, DateTime, Integer, Money, Table, Text
from sheetanchor.adapters.files.status_card import status_card
from sheetanchor.adapters.files.workbook import xlsx_of
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.dialogue.admin.export import Listing
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


def pixels(*tables: TableStatus, error: str | None = None) -> Image.Image:
    return Image.open(BytesIO(status_card(SyncState(AT, AT, error, tables), AT))).convert("RGB")


@pytest.mark.parametrize(
    ("table", "colour"),
    [
        (status(), (24, 128, 56)),
        (status(pending=1), (176, 96, 0)),
        (status(pending=1, paused="gone"), (197, 34, 31)),
    ],
)
def test_a_table_has_the_colour_of_how_it_stands(table: TableStatus, colour: tuple[int, int, int]) -> None:
    assert pixels(table).getpixel((31, 113)) == colour


def test_the_card_grows_with_the_tables_and_bears_long_texts() -> None:
    one, six = pixels(status()), pixels(*[status()] * 6, error="x" * 5000)
    assert one.size[0] == six.size[0] == 720
    assert six.size[1] - one.size[1] == 5 * 44
    assert SyncState(None, None, None, ()).tables == ()
    assert status_card(SyncState(None, None, None, ()), AT).startswith(b"\x89PNG")
