"""Whether admins can be written to: Telegram lets a bot write only to those who have pressed Start once."""

import asyncio
from collections.abc import Collection

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.ports.reach import Reach, Reached

_TELEGRAM = "https://api.telegram.org"


class TelegramReach(Reach):
    """base_url: of another server that speaks the Bot API, None for Telegram."""

    def __init__(self, token: str, admins: Collection[int], base_url: str | None) -> None:
        self._token = token
        self._admins = admins
        self._base_url = (base_url or _TELEGRAM).rstrip("/")

    def try_admins(self) -> tuple[Reached, ...]:
        """Without admins nobody is asked."""
        return asyncio.run(self._try()) if self._admins else ()

    async def _try(self) -> tuple[Reached, ...]:
        try:
            async with Bot(self._token, base_url=f"{self._base_url}/bot") as bot:
                return tuple([Reached(admin, await refusal_of(bot, admin)) for admin in self._admins])
        except InvalidToken as error:
            raise OperatorError("Telegram refuses the bot's token") from error
        except TelegramError as error:
            raise RemoteError(f"Telegram cannot be asked: {error}") from error


async def refusal_of(bot: Bot, person_id: int) -> str | None:
    """Why nothing can be sent to a person, None where it can; raises TelegramError where nobody can tell."""
    try:
        await bot.send_chat_action(person_id, ChatAction.TYPING)
    except (Forbidden, BadRequest) as error:
        return str(error)
    return None
