"""The real client's Application, as a bot runs it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
)

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from tests.unit.sandbox.telegram.conftest import ANN

_Context = CallbackContext[Any, Any, Any, Any]


async def _start(update: Update, _: _Context) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Wage", callback_data="wage")]])
    await update.message.reply_text("<b>Menu</b>", parse_mode=ParseMode.HTML, reply_markup=keyboard)


async def _button(update: Update, _: _Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("at once")
    await update.callback_query.edit_message_text(f"you pressed {update.callback_query.data}")


@pytest.fixture
async def application(sandbox: RunningSandbox) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = ApplicationBuilder().token(DEMO_BOT_TOKEN).base_url(f"{sandbox.url}/bot")
    application = builder.base_file_url(f"{sandbox.url}/file/bot").build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_button))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_command_and_a_press_are_answered_while_the_bot_polls(
    application: Any, telegram: TelegramState
) -> None:
    telegram.send_text(ANN, "/start")
    menu = await telegram.next_from_bot(ANN)
    assert menu.html == "<b>Menu</b>"
    assert menu.buttons[0][0].data == "wage"
    query_id = telegram.press(ANN, text="Wage")
    answered = await telegram.next_from_bot(ANN)
    assert (answered.message_id, answered.text, answered.edited) == (
        menu.message_id,
        "you pressed wage",
        True,
    )
    assert answered.buttons == ()
    assert [(notice.query_id, notice.text) for notice in telegram.chat(ANN).notices] == [
        (query_id, "at once")
    ]


async def test_no_update_is_left_when_the_application_has_stopped(
    application: Any, telegram: TelegramState
) -> None:
    telegram.send_text(ANN, "/start")
    await telegram.next_from_bot(ANN)
    await application.updater.stop()
    assert (await application.bot.get_webhook_info()).pending_update_count == 0
    await application.updater.start_polling()
