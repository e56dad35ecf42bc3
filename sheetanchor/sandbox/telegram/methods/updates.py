"""getUpdates and the webhook's settings. Nothing is delivered to a webhook: it only bars polling."""

import asyncio

from starlette.requests import Request

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request, conflict
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.methods.call import BotCall

_MOST_UPDATES = 100
_LONGEST_POLL = 50
_WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
_OTHER_IS_WEBHOOK = "terminated by setWebhook request"


async def get_updates(call: BotCall, request: Request) -> list[JsonObject]:
    """The oldest updates, at once where there are any, else within `timeout` seconds.

    Ends any other poll, as Telegram does: of two the later stays. A poll whose client has gone ends too.
    """
    seconds = min(max(call.parameters.integer("timeout"), 0), _LONGEST_POLL)
    number = _begin(call)
    polling = asyncio.ensure_future(call.state.bell.wait_async(lambda: _look(call, number), seconds))
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({polling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return (polling.result() or []) if polling.done() else []
    finally:
        polling.cancel()
        leaving.cancel()


def set_webhook(call: BotCall) -> bool:
    """Remember an address; an empty one is as deleteWebhook."""
    url = call.parameters.text("url")
    if not url:
        return delete_webhook(call)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _drop_if_asked(call)
    call.bot.updates.want(_kinds(call))
    call.bot.webhook = {"url": url, "max_connections": call.parameters.integer("max_connections", 40)}
    call.bot.updates.begin_poll()
    return True


def delete_webhook(call: BotCall) -> bool:
    """Let the bot poll again."""
    _drop_if_asked(call)
    call.bot.webhook = {}
    return True


def get_webhook_info(call: BotCall) -> JsonObject:
    """The address, empty where there is none, and how many updates wait."""
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(call.bot.updates)}
    return {**info, **call.bot.webhook}


def _begin(call: BotCall) -> int:
    with call.state.lock:
        if call.bot.webhook:
            raise conflict(_WEBHOOK_IS_ACTIVE)
        call.bot.updates.want(_kinds(call))
        offset = call.parameters.integer("offset")
        if offset:
            call.bot.updates.confirm(offset)
        number = call.bot.updates.begin_poll()
        call.state.bell.ring(TelegramChange("poll", call.bot.username))
        return number


def _look(call: BotCall, number: int) -> list[JsonObject] | None:
    limit = min(max(call.parameters.integer("limit", _MOST_UPDATES), 1), _MOST_UPDATES)
    with call.state.lock:
        if call.bot.updates.poll != number:
            raise conflict(_OTHER_IS_WEBHOOK if call.bot.webhook else _OTHER_POLL)
        return call.bot.updates.first(limit) or None


async def _gone(request: Request) -> None:
    """Returns when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _kinds(call: BotCall) -> list[str] | None:
    named = call.parameters.array("allowed_updates")
    return None if named is None else [str(kind) for kind in named]


def _drop_if_asked(call: BotCall) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.bot.updates.drop_all()
