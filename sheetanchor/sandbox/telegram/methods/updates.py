"""getUpdates and the webhook's settings."""

import asyncio
from time import monotonic

from starlette.requests import Request

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import conflict, too_many_requests
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.methods.call import BotCall
from sheetanchor.sandbox.telegram.update_queue import ALL_KINDS
from sheetanchor.sandbox.telegram.webhooks.webhook import webhook_of

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
    """Send updates to an address from now on, an empty one is as deleteWebhook; at most once a second."""
    if not call.parameters.text("url"):
        return delete_webhook(call)
    _slow_down(call)
    webhook = webhook_of(call.parameters, call.state.addresses)
    call.bot.updates.want(_kinds(call))
    _drop_if_asked(call)
    if not webhook.is_same(call.bot.webhook):
        call.bot.webhook = webhook
        call.bot.updates.begin_poll()
    return True


def delete_webhook(call: BotCall) -> bool:
    """Let the bot poll again."""
    _drop_if_asked(call)
    call.bot.webhook = None
    return True


def get_webhook_info(call: BotCall) -> JsonObject:
    """The address, empty where there is none, how many updates wait, and what went wrong last."""
    updates = call.bot.updates
    info: JsonObject = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates)}
    if updates.kinds != ALL_KINDS:
        info["allowed_updates"] = sorted(updates.kinds)
    return info if call.bot.webhook is None else {**info, **call.bot.webhook.info()}


def _slow_down(call: BotCall) -> None:
    now = monotonic()
    if now < call.bot.next_webhook_at:
        raise too_many_requests(1)
    call.bot.next_webhook_at = now + 1.0


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
