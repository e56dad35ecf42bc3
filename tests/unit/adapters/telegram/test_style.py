"""Amounts and days in the format of the settings."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.moments import day_in_words, wall
from sheetanchor.adapters.telegram.rendering import TelegramRenderer
from sheetanchor.adapters.telegram.style import Style, written_in
from tests.unit.services.dialogue.world import ChatWorld

EURO = Style("\N{EURO SIGN}", "%d.%m.%Y")


def test_without_a_setting_each_text_has_its_own_form() -> None:
    assert texts.money(Decimal("1234.5")) == "$1,234.50"
    assert day_in_words(date(2025, 11, 1)) == "Sat, Nov 1"


def test_the_style_is_in_force_inside_its_block_alone() -> None:
    with written_in(EURO):
        assert texts.money(Decimal("1234.5")) == "\N{EURO SIGN}1,234.50"
        assert texts.whole_money(Decimal("1999.99")) == "\N{EURO SIGN}1,999"
        assert wall(datetime(2025, 11, 1, 9)) == "Sat, 01.11.2025, 9 AM"  # noqa: DTZ001 - wall-clock time
    assert texts.money(Decimal(1)) == "$1.00"


def test_every_screen_is_written_in_the_style_of_the_settings() -> None:
    world = ChatWorld()
    world.renderer = TelegramRenderer(world.data, EURO)
    world.engine = world.new_engine(world.engine.desk)
    world.to_summary("Model A", "!500", "Finish")
    assert "Clock in: 01.11.2025 09:00:00" in world.text()
    assert "You earned: \N{EURO SIGN}160.00" in world.text()
    world.say("/edit")
    assert "1 \N{MIDDLE DOT} 01.11.2025 17:05" in world.screen().buttons
    world.say("/statistics")
    assert "Next pay day: <b>15.11.2025</b>" in world.text()
    world.say("/ranks")
    assert "$" not in world.text()


@pytest.mark.parametrize("style", [Style(), EURO])
def test_the_pay_day_is_told_in_full(style: Style) -> None:
    world = ChatWorld()
    world.renderer = TelegramRenderer(world.data, style)
    world.engine = world.new_engine(world.engine.desk)
    world.say("/statistics")
    shown = "15.11.2025" if style.date_format else "November 15, 2025"
    assert shown in world.text()
