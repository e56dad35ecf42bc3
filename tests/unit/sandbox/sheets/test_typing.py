"""What typed text becomes, and how it is shown."""

from datetime import date

import pytest

from sheetanchor.sandbox.sheets.cells import Formula
from sheetanchor.sandbox.sheets.formats import shown_text
from sheetanchor.sandbox.sheets.locales import locale_named
from sheetanchor.sandbox.sheets.parsing import typed_value
from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.unit.sandbox.google import Google


def today() -> date:
    return date(2025, 11, 1)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("15", 15.0, "15"),
        (" 15 ", 15.0, "15"),
        ("-3.5", -3.5, "-3.5"),
        ("(5)", -5.0, "-5"),
        (".5", 0.5, "0.5"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("1,234", 1234.0, "1,234"),
        ("8%", 0.08, "8%"),
        ("8.25%", 0.0825, "8.25%"),
        ("$15", 15.0, "$15"),
        ("-$1,234.50", -1234.5, "-$1,234.50"),
        ("1e3", 1000.0, "1.00E+03"),
        ("TRUE", True, "TRUE"),
        ("false", False, "FALSE"),
        ("2020-01-01", 43831.0, "2020-01-01"),
        ("1/2/1999", 36162.0, "1/2/1999"),
        ("2025/11/01 17:05:00", 45962.71180555555, "2025/11/01 17:05:00"),
        ("17:30", 0.7291666666666666, "17:30"),
        ("5:30 pm", 0.7291666666666666, "5:30 PM"),
        ("Nov 1, 2025", 45962.0, "11/1/2025"),
        ("11/1", 45962.0, "11/1"),
        ("25:30", 1.0625, "25:30"),
    ],
)
def test_typed_text_that_has_a_meaning_takes_it_and_keeps_its_form(
    typed: str, value: float, shown: str
) -> None:
    locale = locale_named("en_US")
    parsed = typed_value(typed, locale, None, today)
    assert type(parsed.entered) is type(value)
    assert parsed.entered == pytest.approx(value)
    assert not isinstance(parsed.entered, Formula)
    assert shown_text(parsed.entered, parsed.number_format, locale) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "3_1_0",
        "1,23",
        "--5",
        "0x10",
        "nan",
        "inf",
        "1E400",
        "2024-02-30",
        "13/13/2025",
        "€15",
        "12:75",
        "1.2.3",
    ],
)
def test_typed_text_without_a_meaning_stays_text(typed: str) -> None:
    assert typed_value(typed, locale_named("en_US"), None, today).entered == typed


def test_a_leading_apostrophe_makes_text_of_anything() -> None:
    assert typed_value("'=1+1", locale_named("en_US"), None, today).entered == "=1+1"


def test_typed_text_in_a_text_cell_stays_text() -> None:
    assert typed_value("007", locale_named("en_US"), {"type": "TEXT", "pattern": "@"}, today).entered == "007"


def test_a_plain_number_in_a_percent_cell_is_a_percentage() -> None:
    assert typed_value("8", locale_named("en_US"), {"type": "PERCENT"}, today).entered == 0.08


@pytest.mark.parametrize(
    ("locale", "typed", "value", "shown"),
    [
        ("de_DE", "1.234,50", 1234.5, "1.234,50"),
        ("de_DE", "15,5 €", 15.5, "15,50 €"),
        ("de_DE", "31.12.2025", 46022.0, "31.12.2025"),
        ("de_DE", "1.5", 45778.0, "1.5"),
        ("fr_FR", "1 234,50", 1234.5, "1\u202f234,50"),
        ("en_GB", "31/12/2025", 46022.0, "31/12/2025"),
        ("en_GB", "£5", 5.0, "£5"),
        ("pt_BR", "R$ 5,25", 5.25, "R$5,25"),
    ],
)
def test_marks_dates_and_money_follow_the_locale(locale: str, typed: str, value: float, shown: str) -> None:
    chosen = locale_named(locale)
    parsed = typed_value(typed, chosen, None, today)
    assert parsed.entered == value
    assert not isinstance(parsed.entered, Formula)
    assert shown_text(parsed.entered, parsed.number_format, chosen) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1 / 3, "0.3333333333"),
        (1000 / 3, "333.3333333"),
        (1 / 1024, "0.0009765625"),
        (1 / 30000, "0.00003333333333"),
        (123456789012345.0, "123456789012345"),
        (1e15, "1E+15"),
        (1.23456789e20, "1.23457E+20"),
        (0.1 + 0.2, "0.3"),
        (-2.0, "-2"),
    ],
)
def test_the_automatic_format_shows_ten_significant_digits(value: float, shown: str) -> None:
    assert shown_text(value, None, locale_named("en_US")) == shown


@pytest.mark.parametrize(
    ("pattern", "value", "shown"),
    [
        ("0.0%", 0.0825, "8.3%"),
        ('#,##0.00 "kg"', 1234.5, "1,234.50 kg"),
        ("0000", 42.0, "0042"),
        ("#.##", 0.5, ".5"),
        ("#,##0,", 1234567.0, "1,235"),
        ("0.00;(0.00);zero", -1.5, "(1.50)"),
        ("0.00;(0.00);zero", 0.0, "zero"),
        ("[$€]#,##0.00", 5.0, "€5.00"),
        ("0.00E+00", 12345.0, "1.23E+04"),
        ("yyyy-mm-dd hh:mm:ss", 45962.711805555555, "2025-11-01 17:05:00"),
        ("d mmmm yyyy, dddd", 45962.0, "1 November 2025, Saturday"),
        ("[h]:mm", 1.5, "36:00"),
        ("h:mm am/pm", 0.0, "12:00 AM"),
        ("yyyy", 1e9, "1000000000"),
    ],
)
def test_a_pattern_decides_how_a_number_is_shown(pattern: str, value: float, shown: str) -> None:
    kind = {"type": "NUMBER", "pattern": pattern}
    assert shown_text(value, kind, locale_named("en_US")) == shown


def test_typing_formats_an_unformatted_cell_and_leaves_a_formatted_one(sheet: Sheet) -> None:
    sheet.type_at("A1", "$15")
    sheet.type_at("A1", "8.5")
    assert sheet.shown_at("A1") == "$9"
    sheet.type_at("A1", "")
    assert sheet.shown_at("A1") == ""


def test_the_year_of_a_short_date_is_that_of_the_spreadsheets_time_zone(google: Google, sheet: Sheet) -> None:
    sheet.type_at("A1", "5/1")
    assert google.values("A1", valueRenderOption="UNFORMATTED_VALUE") == [[45778]]
