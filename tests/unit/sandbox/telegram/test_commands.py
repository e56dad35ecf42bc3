"""The menu of commands."""

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

from sheetanchor.sandbox.telegram.state import TelegramState


async def test_a_person_sees_the_menu_of_the_narrowest_scope(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    await bot.set_my_commands([("start", "Menu")])
    assert telegram.chat(ann).commands == (("start", "Menu"),)
    await bot.set_my_commands([("pay", "Pay")], scope=BotCommandScopeAllPrivateChats())
    assert telegram.chat(ann).commands == (("pay", "Pay"),)
    await bot.set_my_commands([("mine", "Mine")], scope=BotCommandScopeChat(ann))
    assert telegram.chat(ann).commands == (("mine", "Mine"),)
    await bot.delete_my_commands(scope=BotCommandScopeChat(ann))
    assert telegram.chat(ann).commands == (("pay", "Pay"),)
    assert [command.command for command in await bot.get_my_commands()] == ["start"]


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Clock-In", "x", "Bot_command_invalid"),
        ("x" * 33, "x", "Bot_command_invalid"),
        ("start", "", "Bot_command_description_invalid"),
        ("start", "x" * 257, "Bot_command_description_invalid"),
    ],
)
async def test_commands_that_telegram_does_not_take_are_refused(
    bot: Bot, command: str, description: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"^{reason}$"):
        await bot.set_my_commands([(command, description)])
