"""Colours are rounded down to 255 steps, and told under both of their names."""

from typing import Any

import pytest

from sheetanchor.sandbox.json_text import JsonObject
from tests.unit.sandbox.google import Google

AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
HALF, KEPT = {"red": 1, "green": 0, "blue": 0.5}, {"red": 1, "blue": 0.49803922}


def dress(google: Google, format_: dict[str, Any], fields: str = "userEnteredFormat") -> JsonObject:
    cell = {"userEnteredFormat": format_}
    google.batch({"repeatCell": {"range": AREA, "cell": cell, "fields": fields}})
    answer = google.sheets("GET", "", fields="sheets.data.rowData.values.userEnteredFormat", ranges="A1")
    rows = answer["sheets"][0]["data"][0].get("rowData", [{}])
    found: JsonObject = rows[0].get("values", [{}])[0].get("userEnteredFormat", {})
    return found


def tab(google: Google, properties: dict[str, Any], fields: str) -> JsonObject:
    sent = {"sheetId": 0, **properties}
    google.batch({"updateSheetProperties": {"properties": sent, "fields": fields}})
    answer = google.sheets("GET", "", fields="sheets.properties(tabColor,tabColorStyle)")
    found: JsonObject = answer["sheets"][0]["properties"]
    return found


def test_a_colour_of_a_cell_is_told_as_a_style_as_well(google: Google) -> None:
    sent = {"backgroundColor": HALF, "textFormat": {"foregroundColor": HALF, "bold": True}}
    assert dress(google, sent) == {
        "backgroundColor": KEPT,
        "backgroundColorStyle": {"rgbColor": KEPT},
        "textFormat": {
            "foregroundColor": KEPT,
            "bold": True,
            "foregroundColorStyle": {"rgbColor": KEPT},
        },
    }


def test_of_both_names_the_style_counts(google: Google) -> None:
    sent = {"backgroundColor": {"green": 1}, "backgroundColorStyle": {"rgbColor": HALF}}
    assert dress(google, sent)["backgroundColor"] == KEPT


def test_a_colour_of_the_theme_is_told_as_it_looks(google: Google) -> None:
    sent = {"backgroundColorStyle": {"themeColor": "ACCENT1"}}
    assert dress(google, sent) == {
        **sent,
        "backgroundColor": {"red": 0.25882353, "green": 0.52156863, "blue": 0.95686275},
    }


def test_black_is_a_colour(google: Google) -> None:
    assert dress(google, {"textFormat": {"foregroundColor": {"red": 0}}}) == {
        "textFormat": {"foregroundColor": {}, "foregroundColorStyle": {"rgbColor": {}}}
    }


def test_borders_have_colours_too(google: Google) -> None:
    found = dress(google, {"borders": {"top": {"style": "SOLID", "color": HALF}}})
    assert found["borders"]["top"] == {"style": "SOLID", "color": KEPT, "colorStyle": {"rgbColor": KEPT}}


@pytest.mark.parametrize("name", ["backgroundColor", "backgroundColorStyle"])
def test_clearing_one_name_clears_both_and_nothing_else(google: Google, name: str) -> None:
    dress(google, {"backgroundColor": HALF, "textFormat": {"bold": True}})
    assert dress(google, {}, f"userEnteredFormat.{name}") == {"textFormat": {"bold": True}}


@pytest.mark.parametrize("sent", [{"tabColor": HALF}, {"tabColorStyle": {"rgbColor": HALF}}])
def test_the_colour_of_a_tab_is_told_under_both_names(google: Google, sent: dict[str, Any]) -> None:
    (name,) = sent
    assert tab(google, sent, name) == {"tabColor": KEPT, "tabColorStyle": {"rgbColor": KEPT}}
    assert tab(google, {}, name) == {}


@pytest.mark.parametrize("byte", range(0, 256, 5))
def test_what_google_tells_is_kept_when_it_is_sent_back(google: Google, byte: int) -> None:
    told = tab(google, {"tabColor": {"red": byte / 255, "blue": 1}}, "tabColor")["tabColor"]
    assert tab(google, {"tabColor": told}, "tabColor")["tabColor"] == told
    assert round(told.get("red", 0) * 255) == byte
