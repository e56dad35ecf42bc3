"""Builds the python-telegram-bot application and runs it by long polling."""

import asyncio
import logging
import signal
from typing import Any

from telegram import BotCommand, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackContext, Updater
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.handlers import COMMANDS, Handlers
from sheetanchor.domain.errors import OperatorError, RemoteError

_LOG = logging.getLogger(__name__)
_TELEGRAM = "https://api.telegram.org"
_BOOTSTRAP_ATTEMPTS = 10
_LONGEST_WAIT = 60.0
_Application = Application[Any, Any, Any, Any, Any, Any]


class TokenRefusedError(OperatorError):
    """Telegram does not know the bot's token."""


class TelegramUnreachableError(RemoteError):
    """Telegram could not be reached at the start, several times in a row."""


class TelegramBot:
    """The bot as a process runs it.

    Base_url: of another server that speaks the Bot API, None for Telegram.
    """

    def __init__(self, token: str, handlers: Handlers, base_url: str | None) -> None:
        self._token = token
        self._handlers = handlers
        self._base_url = (base_url or _TELEGRAM).rstrip("/")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    def run(self) -> None:
        """Poll until SIGTERM, SIGINT or `stop`; raises TokenRefusedError, TelegramUnreachableError.

        A network that is not there yet is waited for within limits: a small computer boots before its router.
        """
        try:
            asyncio.run(self._serve())
        except InvalidToken as error:
            raise TokenRefusedError(
                "Telegram refuses the bot's token; set SHEETANCHOR_BOT_TOKEN to the one that BotFather shows"
            ) from error

    def stop(self) -> None:
        """End `run`, from another thread; before it has begun as well."""
        if self._loop is None:
            self._ended.set()
        else:
            self._loop.call_soon_threadsafe(self._ended.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._ended.set)
        updater, application = self._build()
        await _initialize(application)
        try:
            await updater.start_polling(allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY])
            await application.start()
            _LOG.info("the bot answers as @%s", application.bot.username)
            await self._ended.wait()
        finally:
            await _shut_down(updater, application)

    def _build(self) -> tuple[Updater, _Application]:
        builder = ApplicationBuilder().token(self._token)
        builder = builder.base_url(f"{self._base_url}/bot").base_file_url(f"{self._base_url}/file/bot")
        application: _Application = builder.build()
        if application.updater is None:
            raise TypeError("the application was built without an updater")
        application.add_handlers(self._handlers.all())
        application.add_error_handler(_on_error)
        return application.updater, application


async def _initialize(application: _Application) -> None:
    attempts = AsyncRetrying(
        retry=retry_if_exception_type(NetworkError),
        stop=stop_after_attempt(_BOOTSTRAP_ATTEMPTS),
        wait=wait_exponential_jitter(initial=1, max=_LONGEST_WAIT),
        reraise=True,
    )
    try:
        async for attempt in attempts:
            with attempt:
                await application.initialize()
                await application.bot.set_my_commands(
                    [BotCommand(word, about) for word, _, about in COMMANDS]
                )
    except NetworkError as error:
        raise TelegramUnreachableError(
            f"Telegram cannot be reached: {error}; the bot was not started"
        ) from error


async def _shut_down(updater: Updater, application: _Application) -> None:
    """Stop taking updates, finish what was taken, close the connections."""
    if updater.running:
        await updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()


async def _on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """An update failed. Trouble on the network is nothing new to the person; a fault of ours is said."""
    _LOG.error("an update could not be handled", exc_info=context.error)
    is_network = isinstance(context.error, NetworkError) and not isinstance(context.error, BadRequest)
    if isinstance(update, Update) and update.effective_chat is not None and not is_network:
        try:
            await context.bot.send_message(update.effective_chat.id, texts.failed())
        except TelegramError as error:
            _LOG.warning("nor could the person be told: %s", error)
