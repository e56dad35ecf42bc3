"""Presses of buttons and their answers."""

from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.telegram.state import TelegramState

_TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


@pytest.fixture
async def asked(bot: Bot, ann: int) -> int:
    rows = [[InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("Site", url="a.example")]]
    return (await bot.send_message(ann, "sure?", reply_markup=InlineKeyboardMarkup(rows))).message_id


async def test_a_press_brings_the_message_and_the_data(
    bot: Bot, telegram: TelegramState, ann: int, asked: int
) -> None:
    query_id = telegram.press(ann, data="y")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "y", ann)
    assert query.message is not None
    assert query.message.message_id == asked
    assert await bot.answer_callback_query(query.id, "good", show_alert=True)
    (notice,) = telegram.chat(ann).notices
    assert (notice.text, notice.show_alert) == ("good", True)


async def test_every_press_is_a_query_of_its_own(
    bot: Bot, telegram: TelegramState, ann: int, asked: int
) -> None:
    first = telegram.press(ann, text="Yes")
    assert first is not None
    await bot.answer_callback_query(first)
    assert telegram.press(ann, text="Yes") != first


async def test_a_query_cannot_be_answered_late_twice_or_without_being_asked(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox, ann: int, asked: int
) -> None:
    with pytest.raises(BadRequest, match=f"(?i)^{_TOO_OLD}$"):
        await bot.answer_callback_query("12345")
    late = telegram.press(ann, text="Yes")
    assert late is not None
    sandbox.world.clock.advance(timedelta(seconds=16))
    with pytest.raises(BadRequest, match=f"(?i)^{_TOO_OLD}$"):
        await bot.answer_callback_query(late)
    in_time = telegram.press(ann, text="Yes")
    assert in_time is not None
    await bot.answer_callback_query(in_time)
    with pytest.raises(BadRequest, match=f"(?i)^{_TOO_OLD}$"):
        await bot.answer_callback_query(in_time)


async def test_only_buttons_that_are_there_and_send_something_can_be_pressed(
    telegram: TelegramState, ann: int, asked: int
) -> None:
    with pytest.raises(PersonError, match=r"no button 'No'; there are .*Yes"):
        telegram.press(ann, text="No")
    with pytest.raises(PersonError, match="'Site' opens something else"):
        telegram.press(ann, text="Site")
    with pytest.raises(PersonError, match="say the label"):
        telegram.press(ann)
