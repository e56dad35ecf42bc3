"""Posts updates to the webhooks of bots until they answer with 2xx."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

import httpx

from sheetanchor.sandbox.faults.plan import Faults
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.state import TelegramState
from sheetanchor.sandbox.telegram.webhooks.webhook import Webhook

CALL = "telegram.webhook"
"""What faults of a delivery are aimed at: one that is cut was not made, or its answer is lost."""
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
_ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why an update is sent again, in Telegram's words."""

    message: str
    retry_after: float = 0.0


_CLOSED = _Refusal("Connection closed")


@asynccontextmanager
async def delivering(state: TelegramState, faults: Faults) -> AsyncIterator[None]:
    """Deliver while the block runs."""
    async with httpx.AsyncClient(trust_env=False, timeout=_ANSWER_SECONDS) as client:
        task = asyncio.ensure_future(WebhookDelivery(state, faults, client).run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


class WebhookDelivery:
    """Answers are looked at for their status alone: a method that stands in one is not carried out."""

    def __init__(self, state: TelegramState, faults: Faults, client: httpx.AsyncClient) -> None:
        self._state = state
        self._faults = faults
        self._client = client

    async def run(self) -> None:
        """Until cancelled."""
        loop, rung = asyncio.get_running_loop(), asyncio.Event()

        def wake(_: TelegramChange) -> None:
            loop.call_soon_threadsafe(rung.set)

        end = self._state.subscribe(wake)
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    rung.clear()
                    seconds = self._start_due(group)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(seconds):
                            await rung.wait()
        finally:
            end()

    def _start_due(self, group: asyncio.TaskGroup) -> float | None:
        """Begin what is due; in how many seconds the next is, None where it takes a change."""
        now, waits = monotonic(), []
        with self._state.lock:
            for bot in self._state.bots.values():
                if bot.webhook is None:
                    continue
                for update in bot.webhook.schedule.take_due(bot.updates.waiting(), now):
                    group.create_task(self._deliver(bot, bot.webhook, update))
                waits.append(bot.webhook.schedule.seconds_to_next(now))
        return min((wait for wait in waits if wait is not None), default=None)

    async def _deliver(self, bot: Bot, webhook: Webhook, update: JsonObject) -> None:
        refusal = await self._attempt(webhook, update)
        with self._state.lock:
            # Of a webhook that was set anew or deleted meanwhile the update waits as if never sent.
            if bot.webhook is webhook:
                self._settle(bot, webhook, update, refusal)
            self._state.bell.ring(TelegramChange("updates", bot.username))

    def _settle(self, bot: Bot, webhook: Webhook, update: JsonObject, refusal: _Refusal | None) -> None:
        number = update["update_id"]
        if refusal is None:
            bot.updates.delivered(update)
            webhook.schedule.succeeded(number)
            return
        webhook.last_error = (int(self._state.clock().timestamp()), refusal.message)
        wait = self._state.redelivery_wait
        webhook.schedule.failed(number, monotonic(), first_wait=wait, retry_after=refusal.retry_after)

    async def _attempt(self, webhook: Webhook, update: JsonObject) -> _Refusal | None:
        plan = self._faults.plan(CALL)
        await asyncio.sleep(plan.seconds)
        for action in plan.before:
            action()
        fault = plan.outcome
        if fault is not None and not fault.carried_out:
            return _CLOSED
        refusal = await self._post(webhook, update)
        if fault is not None and fault.kind == "duplicate":
            await self._post(webhook, update)
        for action in plan.after:
            action()
        return refusal if fault is None or fault.kind == "duplicate" else _CLOSED

    async def _post(self, webhook: Webhook, update: JsonObject) -> _Refusal | None:
        address = self._state.addresses.behind(webhook.url)
        if address is None:
            return _Refusal("Failed to resolve host: Name or service not known")
        headers = {"Host": urlsplit(webhook.url).netloc}
        if webhook.secret_token:
            headers[_SECRET_HEADER] = webhook.secret_token
        try:
            answer = await self._client.post(address, json=update, headers=headers)
        except httpx.ConnectError:
            return _Refusal("Connection refused")
        except httpx.TimeoutException:
            return _Refusal("Read timeout expired")
        except httpx.TransportError:
            return _CLOSED
        return None if answer.is_success else _refused(answer)


def _refused(answer: httpx.Response) -> _Refusal:
    asked = answer.headers.get("retry-after", "")
    message = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
    return _Refusal(message, float(asked) if asked.isdecimal() else 0.0)
