"""Sends admins what cannot wait in the outbox, because the outbox is what fails."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from sheetanchor.adapters.telegram.report_texts import report_text
from sheetanchor.services.dialogue.admin.health import Urgent

_LOG = logging.getLogger(__name__)


class UrgentLetters:
    """look: what is to be told, asked on a thread every so many seconds."""

    def __init__(self, look: Callable[[], Sequence[Urgent]], seconds: float) -> None:
        self._look = look
        self._seconds = seconds

    async def run(self, bot: Bot) -> None:
        """Until cancelled."""
        while True:
            for urgent in await asyncio.to_thread(self._look):
                await self._send(bot, urgent)
            await asyncio.sleep(self._seconds)

    async def _send(self, bot: Bot, urgent: Urgent) -> None:
        """A network that is away is tried again with the next look; whoever cannot be written to is not."""
        try:
            await bot.send_message(urgent.admin, report_text(urgent.about), parse_mode=ParseMode.HTML)
        except (Forbidden, BadRequest) as error:
            _LOG.error("admin %d cannot be told of an urgent matter: %s", urgent.admin, error)
        except TelegramError as error:
            _LOG.warning("admin %d is told of an urgent matter later: %s", urgent.admin, error)
            return
        urgent.told()
