"""All commands, once: as Telegram lists them beside the input, and as /help tells them."""

import logging
from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden

from sheetanchor.adapters.telegram.reach import refusal_of

_LOG = logging.getLogger(__name__)


class For(Enum):
    """Whose command it is."""

    EVERYBODY = "everybody"
    ADMINS = "admins"


class Listed(NamedTuple):
    """about: what it does, short enough for the list beside the input."""

    word: str
    about: str
    role: For = For.EVERYBODY


LISTED = (
    Listed("start", "The menu"),
    Listed("clock_in", "Start a shift, or enter one; your wage and rates"),
    Listed("clock_out", "End the shift you are clocked in for"),
    Listed("edit", "Correct one of your three newest shifts"),
    Listed("statistics", "Your rank, your sales, your next pay day"),
    Listed("ranks", "All ranks and their bonuses"),
    Listed("cancel", "Stop what you are doing; nothing is saved"),
    Listed("help", "What I can do"),
    Listed("sync_stats", "How synchronisation stands", For.ADMINS),
    Listed("sync_force", "Read the whole sheet now", For.ADMINS),
    Listed("problems", "All that waits for a person", For.ADMINS),
    Listed("conflicts", "What both sides changed; choose a side", For.ADMINS),
    Listed("recalc_ranks", "Review everybody's rank of this month", For.ADMINS),
    Listed("export", "Shifts and half months as files; xlsx, a person, a month", For.ADMINS),
    Listed("who", "Who works here, and who is at work", For.ADMINS),
)


def listed(*, is_admin: bool) -> tuple[Listed, ...]:
    """What a person may use, in the order of the list."""
    return tuple(one for one in LISTED if is_admin or one.role is For.EVERYBODY)


async def publish_commands(bot: Bot, admins: Collection[int]) -> None:
    """Everybody sees theirs, and each admin in their own chat all of them.

    An admin who cannot be written to is named in the log and keeps nobody else from theirs. Raises
    TelegramError where Telegram cannot be reached.
    """
    await bot.set_my_commands(_as_telegram(is_admin=False))
    for admin in admins:
        refusal = await refusal_of(bot, admin)
        if refusal is not None:
            _LOG.error("%s", unreachable_admin(admin, refusal))
            continue
        try:
            await bot.set_my_commands(_as_telegram(is_admin=True), scope=BotCommandScopeChat(admin))
        except (BadRequest, Forbidden) as error:
            _LOG.warning("admin %d does not see the admins' commands in the list: %s", admin, error)


def unreachable_admin(admin: int, refusal: str) -> str:
    """Why an admin would never hear of anything, and what to do."""
    return (
        f"admin {admin} of SHEETANCHOR_ADMINS cannot be written to and will hear of nothing: {refusal}. "
        "They have to open the chat with the bot and press Start once"
    )


def _as_telegram(*, is_admin: bool) -> list[BotCommand]:
    return [BotCommand(one.word, one.about) for one in listed(is_admin=is_admin)]
