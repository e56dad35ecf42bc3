"""Sending, changing and deleting messages."""

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden

from sheetanchor.sandbox.telegram.state import TelegramState

_NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def _button(text: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)]])


async def test_a_sent_message_is_what_the_person_sees(bot: Bot, telegram: TelegramState, ann: int) -> None:
    sent = await bot.send_message(ann, "  <b>15</b> &lt; 18\n", parse_mode="HTML")
    assert (sent.text, sent.text_html, sent.chat.first_name) == ("15 < 18", "<b>15</b> &lt; 18", "Ann")
    (shown,) = [message for message in telegram.chat(ann).messages if message.is_from_bot]
    assert (shown.message_id, shown.text, shown.html) == (
        sent.message_id,
        "15 < 18",
        "<b>15</b> &lt; 18",
    )


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "x" * 4096 + "</b>"])
async def test_4096_characters_after_the_markup_is_read_are_let_through(
    bot: Bot, ann: int, text: str
) -> None:
    assert len((await bot.send_message(ann, text, parse_mode="HTML")).text or "") == 4096


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 4097, "Message is too long"),
        ("\N{MONEY BAG}" * 2049, "Message is too long"),
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
    ],
)
async def test_texts_of_no_or_too_great_length_are_refused(
    bot: Bot, ann: int, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"^{reason}$"):
        await bot.send_message(ann, text)


async def test_a_bot_cannot_write_to_strangers(bot: Bot, telegram: TelegramState) -> None:
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(77, "hello")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(1002, "hello")


async def test_a_blocked_bot_is_told_so_until_it_is_unblocked(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    telegram.block(ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann, "hello")
    telegram.unblock(ann)
    await bot.send_message(ann, "hello")


async def test_callback_data_holds_64_bytes_not_characters(bot: Bot, ann: int) -> None:
    await bot.send_message(ann, "pick", reply_markup=_button("Go", "x" * 64))
    with pytest.raises(BadRequest, match=r"^Button_data_invalid$"):
        await bot.send_message(ann, "pick", reply_markup=_button("Go", "\N{EURO SIGN}" * 22))


async def test_a_keyboard_below_the_input_stays_until_it_is_removed(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    await bot.send_message(ann, "pick", reply_markup=ReplyKeyboardMarkup([["Start", "Stop"], ["Pay"]]))
    await bot.send_message(ann, "well?")
    assert telegram.chat(ann).reply_keyboard == (("Start", "Stop"), ("Pay",))
    assert telegram.press(ann, text="Pay") is None
    assert telegram.chat(ann).messages[-1].text == "Pay"
    await bot.send_message(ann, "done", reply_markup=ReplyKeyboardRemove())
    assert telegram.chat(ann).reply_keyboard == ()
    await bot.send_message(ann, "how much?", reply_markup=ForceReply())


async def test_an_edit_replaces_text_and_buttons(bot: Bot, telegram: TelegramState, ann: int) -> None:
    sent = await bot.send_message(ann, "one", reply_markup=_button("Go", "go"))
    edited = await bot.edit_message_text("two", ann, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup, edited.edit_date is None) == ("two", None, False)
    shown = telegram.chat(ann).messages[-1]
    assert (shown.text, shown.edited, shown.buttons) == ("two", True, ())


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, telegram: TelegramState, ann: int) -> None:
    sent = await bot.send_message(ann, "<b>one</b>", parse_mode="HTML", reply_markup=_button("Go", "go"))
    again = {"parse_mode": "HTML", "reply_markup": _button("Go", "go")}
    with pytest.raises(BadRequest, match=f"^{_NOT_MODIFIED}$"):
        await bot.edit_message_text("<strong>one</strong>", ann, sent.message_id, **again)  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match=f"^{_NOT_MODIFIED}$"):
        await bot.edit_message_reply_markup(ann, sent.message_id, reply_markup=_button("Go", "go"))
    assert not telegram.chat(ann).messages[-1].edited
    await bot.edit_message_reply_markup(ann, sent.message_id)
    assert telegram.chat(ann).messages[-1].buttons == ()


async def test_only_own_messages_that_are_there_can_be_edited(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    with pytest.raises(BadRequest, match=r"^Message to edit not found$"):
        await bot.edit_message_text("x", ann, 99)
    with pytest.raises(BadRequest, match=r"^Message can't be edited$"):
        await bot.edit_message_text("x", ann, telegram.chat(ann).messages[0].message_id)


async def test_a_deleted_message_is_gone_and_cannot_be_deleted_again(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    sent = await bot.send_message(ann, "oops")
    assert await bot.delete_message(ann, sent.message_id)
    assert [message.text for message in telegram.chat(ann).messages] == ["/start"]
    with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
        await bot.delete_message(ann, sent.message_id)


async def test_a_chat_action_shows_until_the_bot_writes(bot: Bot, telegram: TelegramState, ann: int) -> None:
    await bot.send_chat_action(ann, "typing")
    assert telegram.chat(ann).action == "typing"
    await bot.send_message(ann, "there")
    assert telegram.chat(ann).action is None
    with pytest.raises(BadRequest, match=r"^Wrong parameter action in request$"):
        await bot.send_chat_action(ann, "dancing")


async def test_a_reply_names_the_message_that_it_answers(bot: Bot, telegram: TelegramState, ann: int) -> None:
    asked = telegram.send_text(ann, "how much?")
    sent = await bot.send_message(ann, "much", reply_to_message_id=asked.message_id)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "how much?"
    with pytest.raises(BadRequest, match=r"^Message to be replied not found$"):
        await bot.send_message(ann, "much", reply_to_message_id=99)
