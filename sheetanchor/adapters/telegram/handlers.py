"""From an update to a screen: commands answer with a message, buttons change the message they stand under."""

import logging
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackContext, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from sheetanchor.adapters.telegram import keyboards, texts
from sheetanchor.adapters.telegram.screens import Person, Screen, Screens

_LOG = logging.getLogger(__name__)
_Context = CallbackContext[Any, Any, Any, Any]
_Handler = CommandHandler[Any, Any] | CallbackQueryHandler[Any, Any] | MessageHandler[Any, Any]

#: Commands in the order in which Telegram lists them, with what it says beside them.
COMMANDS = (
    ("start", keyboards.MENU, "Main menu"),
    ("clock_in", keyboards.CLOCK_IN, "Start a shift: your wage and rates"),
    ("ranks", keyboards.RANKS, "Ranks and their bonuses"),
)


class Handlers:
    """The bot's reactions."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens

    def all(self) -> list[_Handler]:
        """What to register, in order."""
        commands: list[_Handler] = [
            CommandHandler(command, self._command, filters.UpdateType.MESSAGE) for command, _, _ in COMMANDS
        ]
        return [*commands, CallbackQueryHandler(self._button), MessageHandler(filters.TEXT, self._text)]

    async def _command(self, update: Update, context: _Context) -> None:
        del context
        if update.message is None or update.effective_user is None:
            return
        word = (update.message.text or "").removeprefix("/").split("@")[0].split()[0]
        names = {command: name for command, name, _ in COMMANDS}
        await _send(update.message, await self._screens.show(names[word], _person(update.effective_user)))

    async def _button(self, update: Update, context: _Context) -> None:
        del context
        query = update.callback_query
        if query is None:
            return
        await _answer_query(query)
        screen = await self._screens.show(query.data or keyboards.MENU, _person(query.from_user))
        await _edit(query, screen)

    async def _text(self, update: Update, context: _Context) -> None:
        del context
        if update.message is not None:
            await _send(update.message, Screen(texts.use_buttons(), keyboards.menu()))


async def _send(message: Message, screen: Screen) -> None:
    await message.reply_text(screen.text, parse_mode=ParseMode.HTML, reply_markup=screen.keyboard)


async def _edit(query: CallbackQuery, screen: Screen) -> None:
    try:
        await query.edit_message_text(screen.text, parse_mode=ParseMode.HTML, reply_markup=screen.keyboard)
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise


async def _answer_query(query: CallbackQuery) -> None:
    """Stop the button's spinner; one that was tapped too long ago has none any more."""
    try:
        await query.answer()
    except BadRequest as error:
        _LOG.info("a late tap could not be acknowledged: %s", error)


def _person(user: User) -> Person:
    return Person(user.id, user.first_name)
