"""Date-times: wall-clock text or a date cell, in the column's zone, through the nights when clocks change."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.refusal import CellRefusedError
from tests.unit.domain.tables.typed import REFUSED, is_refused, read

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
KIND = DateTime(zone=NEW_YORK)
FIVE_PAST_FIVE = datetime(2025, 11, 1, 17, 5, tzinfo=NEW_YORK)


def ny(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=NEW_YORK)


def utc(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value.astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025/11/01 17:05:00", ny(2025, 11, 1, 17, 5)),
        ("2025-11-01 17:05:09", ny(2025, 11, 1, 17, 5, 9)),
        ("2025-11-01T17:05:09", ny(2025, 11, 1, 17, 5, 9)),
        ("2025/11/01 17:05", ny(2025, 11, 1, 17, 5)),
        ("2025/11/01", ny(2025, 11, 1)),
        ("2025-1-2 3:04", ny(2025, 1, 2, 3, 4)),
        ("  2025/11/01 17:05:00 ", ny(2025, 11, 1, 17, 5)),
        ("2024/02/29", ny(2024, 2, 29)),
        ("1899/12/30", ny(1899, 12, 30)),
        ("9999/12/31", ny(9999, 12, 31)),
    ],
)
def test_the_forms_of_the_design_are_read_in_the_columns_zone(text: str, moment: datetime) -> None:
    assert read(KIND, text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "01/11/2025",
        "11/1/2025 5 PM",
        "2025/11-01",
        "2025.11.01",
        "2025/13/01",
        "2025/02/29",
        "2025/11/01 24:00",
        "2025/11/01 17",
        "2025/11/01 17/05/00",
        "2025/11/01 17:05:60",
        "25/11/01",
        "2025/11/01 5:05 PM",
        "now",
        "2025/11/01 17:05:00Z",
        "2025/11/01 17:05:00.5",
        "2025/11/01  17:05",
        "٢٠٢٥/11/01",
        "0001/01/01",
        "1899/12/29",
        "9999/12/31 00:00:01",
        "9999/12/31 23:59:59",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    assert read(KIND, text) is REFUSED


@pytest.mark.parametrize("value", [Decimal(45962), Decimal("20251101"), True, False])
def test_a_number_or_checkbox_without_a_date_format_is_no_date(value: CellValue) -> None:
    assert read(KIND, value) is REFUSED


def test_a_checkbox_in_a_cell_with_a_date_format_is_no_date() -> None:
    assert read(KIND, True, CellFormat.DATE) is REFUSED


def test_a_time_of_day_alone_is_no_moment() -> None:
    assert read(KIND, Decimal("0.5"), CellFormat.TIME) is REFUSED


def test_an_error_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="#VALUE!"):
        KIND.read(Cell(error="#VALUE!"))


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        ("45962.711805555555", ny(2025, 11, 1, 17, 5)),
        ("45962", ny(2025, 11, 1)),
        ("45962.99999999", ny(2025, 11, 2)),
        ("0", ny(1899, 12, 30)),
        ("2958465", ny(9999, 12, 31)),
    ],
)
def test_a_date_cell_counts_wall_clock_days(serial: str, moment: datetime) -> None:
    assert read(KIND, Decimal(serial), CellFormat.DATE) == moment


@pytest.mark.parametrize("serial", ["-1", "2958465.5", "1E+30"])
def test_a_serial_number_beyond_the_calendar_is_refused(serial: str) -> None:
    assert read(KIND, Decimal(serial), CellFormat.DATE) is REFUSED


@pytest.mark.parametrize("text", ["2025/03/09 02:00:00", "2025/03/09 02:30", "2025/03/09 02:59:59"])
def test_a_time_that_the_clocks_skip_is_refused(text: str) -> None:
    assert read(KIND, text) is REFUSED


@pytest.mark.parametrize(
    ("text", "hour"), [("2025/03/09 01:59:59", 6), ("2025/03/09 03:00", 7), ("2025/11/02 02:00", 7)]
)
def test_the_times_around_a_change_are_one_instant_each(text: str, hour: int) -> None:
    assert utc(read(KIND, text)).hour == hour


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    assert utc(read(KIND, "2025/11/02 01:30")) == datetime(2025, 11, 2, 5, 30, tzinfo=UTC)


def test_a_date_cell_in_the_gap_is_refused() -> None:
    assert read(KIND, KIND.write(datetime(2025, 3, 9, 12, tzinfo=NEW_YORK), CellFormat.DATE), CellFormat.DATE)
    assert read(KIND, Decimal("45725.104166666664"), CellFormat.DATE) is REFUSED


def test_a_night_is_as_long_as_it_is() -> None:
    start, end = read(KIND, "2025/11/02 00:00"), read(KIND, "2025/11/02 08:00")
    assert utc(end) - utc(start) == timedelta(hours=9)


def test_a_programs_moment_comes_to_the_columns_zone_and_to_the_second() -> None:
    found = KIND.accept(datetime(2025, 11, 1, 21, 5, 0, 999_999, tzinfo=UTC))
    assert found == FIVE_PAST_FIVE
    assert isinstance(found, datetime)
    assert found.tzinfo is NEW_YORK
    assert found.microsecond == 0


def test_a_programs_moment_in_the_gap_becomes_the_instant_it_names() -> None:
    found = KIND.accept(datetime(2025, 3, 9, 2, 30, tzinfo=NEW_YORK))
    assert KIND.write(found, CellFormat.PLAIN) == "2025/03/09 03:30:00"


@pytest.mark.parametrize("fold", [0, 1])
def test_both_times_of_the_doubled_hour_are_kept_apart_in_store(fold: int) -> None:
    moment = KIND.accept(datetime(2025, 11, 2, 5 + fold, 30, tzinfo=UTC))
    assert isinstance(moment, datetime)
    assert moment.fold == fold
    assert utc(KIND.load(KIND.dump(moment))) == utc(moment)


@pytest.mark.parametrize(
    "value",
    [
        ny(2025, 11, 1).replace(tzinfo=None),
        "2025/11/01",
        None,
        FIVE_PAST_FIVE.date(),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))),
        datetime(1899, 12, 29, tzinfo=NEW_YORK),
        datetime(9999, 12, 31, 1, tzinfo=NEW_YORK),
    ],
)
def test_a_program_gives_an_aware_moment_that_a_cell_can_show(value: object) -> None:
    assert is_refused(KIND, value)


def test_text_is_written_in_the_columns_format_and_zone() -> None:
    assert KIND.write(FIVE_PAST_FIVE.astimezone(BERLIN), CellFormat.PLAIN) == "2025/11/01 17:05:00"


def test_a_date_cell_gets_its_serial_number() -> None:
    written = KIND.write(FIVE_PAST_FIVE, CellFormat.DATE)
    assert isinstance(written, Decimal)
    assert float(written) == 45962.711805555555


@pytest.mark.parametrize("value", ["x", None, FIVE_PAST_FIVE.date()])
def test_only_moments_are_written(value: str | None) -> None:
    with pytest.raises(TypeError):
        KIND.write(value, CellFormat.PLAIN)


@pytest.mark.parametrize(
    "fmt", ["%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%H:%M:%S %Y/%d/%m"]
)
def test_a_columns_own_format_is_written_and_read(fmt: str) -> None:
    kind = DateTime(fmt, NEW_YORK)
    text = kind.write(FIVE_PAST_FIVE, CellFormat.PLAIN)
    assert text == FIVE_PAST_FIVE.strftime(fmt)
    assert read(kind, text) == FIVE_PAST_FIVE
    assert read(kind, "2025/11/01 17:05") == FIVE_PAST_FIVE


def test_what_we_wrote_in_a_columns_own_format_is_never_read_as_another_day() -> None:
    kind = DateTime("%Y/%d/%m %H:%M:%S", NEW_YORK)
    day = datetime(2025, 11, 5, tzinfo=NEW_YORK)
    assert read(kind, kind.write(day, CellFormat.PLAIN)) == day


def test_a_loose_spelling_of_a_columns_own_format_is_refused() -> None:
    assert read(DateTime("%d.%m.%Y", NEW_YORK), "1.11.2025") is REFUSED


def test_a_column_without_a_zone_says_so() -> None:
    with pytest.raises(TypeError, match="time zone"):
        read(DateTime(), "2025/11/01")


def test_the_word_for_messages() -> None:
    assert KIND.name == "datetime"
