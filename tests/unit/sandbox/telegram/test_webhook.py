"""setWebhook and what it leads to: updates that are posted, until they are taken."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

import pytest
import requests
from telegram import Bot
from telegram.error import BadRequest, Conflict, RetryAfter

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from sheetanchor.sandbox.telegram.webhooks.schedule import Schedule
from tests.unit.sandbox.telegram.conftest import ANN

BEN = 1002
SECRET = "s3cret-of_the-webhook"
URL = "https://bot.example/hook?of=demo"


@dataclass
class Receiver:
    """A program behind the public address; answers as `statuses` say, then with 200."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        with self.changed:
            self.requests.append((path, headers, json.loads(body)))
            self.changed.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def has_taken(self, count: int) -> list[dict[str, Any]]:
        """The updates, as soon as there are so many."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.requests) >= count, 30), self.requests
            return [update for _, _, update in self.requests]


@pytest.fixture
def receiver(telegram: TelegramState) -> Iterator[Receiver]:
    received = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(received.take(self.path, dict(self.headers), body))
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received.address = f"http://127.0.0.1:{server.server_port}"
    telegram.addresses.expose("https://bot.example", received.address)
    telegram.redelivery_wait = 0.01
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield received
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
async def hooked(bot: Bot, receiver: Receiver) -> Bot:
    """The bot with its webhook set."""
    await bot.set_webhook(URL, secret_token=SECRET, allowed_updates=["message", "callback_query"])
    return bot


def all_are_taken(telegram: TelegramState) -> bool:
    updates = telegram.bots[DEMO_BOT_TOKEN].updates
    return bool(telegram.bell.wait(lambda: len(updates.waiting()) == 0 or None, 30))


async def test_an_update_is_posted_with_the_secret_and_then_gone(
    hooked: Bot, receiver: Receiver, telegram: TelegramState
) -> None:
    telegram.send_text(ANN, "hello")
    (update,) = receiver.has_taken(1)
    path, headers, _ = receiver.requests[0]
    assert update["message"]["text"] == "hello"
    assert path == "/hook?of=demo"
    assert (headers["X-Telegram-Bot-Api-Secret-Token"], headers["Host"]) == (SECRET, "bot.example")
    assert all_are_taken(telegram)
    info = await hooked.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (URL, 0, 40)
    assert (info.allowed_updates, info.last_error_message) == (("callback_query", "message"), None)


async def test_what_waited_for_a_poll_is_posted_once_a_webhook_is_set(
    bot: Bot, receiver: Receiver, telegram: TelegramState
) -> None:
    for text in ("one", "two", "three"):
        telegram.send_text(ANN, text)
    await bot.set_webhook(URL)
    assert [update["message"]["text"] for update in receiver.has_taken(3)] == ["one", "two", "three"]
    assert "X-Telegram-Bot-Api-Secret-Token" not in receiver.requests[0][1]


async def test_an_update_that_is_not_taken_comes_again_and_holds_up_that_person_alone(
    hooked: Bot, receiver: Receiver, telegram: TelegramState
) -> None:
    receiver.statuses = [500, 403, 503]
    telegram.send_text(ANN, "one")
    receiver.has_taken(3)
    telegram.send_text(ANN, "two")
    telegram.send_text(BEN, "mine")
    texts = [update["message"]["text"] for update in receiver.has_taken(6)]
    assert texts[:3] == ["one", "one", "one"]
    assert [text for text in texts if text != "mine"] == ["one", "one", "one", "one", "two"]
    assert all_are_taken(telegram)
    info = await hooked.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert info.last_error_date is not None


async def test_while_nobody_listens_updates_wait_and_the_reason_is_told(
    bot: Bot, telegram: TelegramState
) -> None:
    telegram.addresses.expose("https://bot.example", "http://127.0.0.1:9")
    await bot.set_webhook(URL)
    telegram.send_text(ANN, "hello")
    hook = telegram.bots[DEMO_BOT_TOKEN].webhook
    assert telegram.bell.wait(lambda: hook.last_error if hook else None, 30)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")


async def test_an_answer_that_is_lost_and_a_second_delivery_both_double_an_update(
    hooked: Bot, receiver: Receiver, sandbox: RunningSandbox, telegram: TelegramState
) -> None:
    sandbox.world.faults.reset("telegram.webhook", applied=True)
    telegram.send_text(ANN, "lost answer")
    assert len({update["update_id"] for update in receiver.has_taken(2)}) == 1
    assert all_are_taken(telegram)
    assert telegram.redeliver() == 1
    assert len({update["update_id"] for update in receiver.has_taken(3)}) == 1
    sandbox.world.faults.reset("telegram.webhook")
    telegram.send_text(ANN, "lost request")
    assert receiver.has_taken(4)[-1]["message"]["text"] == "lost request"
    sandbox.world.faults.duplicate("telegram.webhook")
    telegram.send_text(ANN, "twice")
    assert [update["message"]["text"] for update in receiver.has_taken(6)[4:]] == ["twice", "twice"]


def test_a_bot_that_asks_for_time_is_left_alone_so_long() -> None:
    schedule, waiting = Schedule(40), [{"update_id": 1, "message": {"from": {"id": ANN}}}]
    assert schedule.take_due(waiting, 100.0) == waiting
    schedule.failed(1, 100.0, first_wait=1.0, retry_after=30.0)
    assert schedule.take_due(waiting, 129.0) == []
    assert schedule.seconds_to_next(129.0) == 1.0
    assert schedule.take_due(waiting, 130.0) == waiting


def test_waits_double_after_a_first_try_at_once() -> None:
    schedule, waiting = Schedule(40), [{"update_id": 1, "message": {"from": {"id": ANN}}}]
    waits = []
    for _ in range(9):
        schedule.take_due(waiting, 1000.0)
        schedule.failed(1, 0.0, first_wait=1.0)
        waits.append(schedule.seconds_to_next(0.0))
    assert waits == [0, 2, 4, 8, 16, 32, 60, 60, 60]


def test_no_more_than_the_most_are_under_way_at_once() -> None:
    schedule = Schedule(2)
    waiting = [{"update_id": number, "message": {"from": {"id": number}}} for number in (1, 2, 3)]
    assert schedule.take_due(waiting, 0.0) == waiting[:2]
    assert schedule.take_due(waiting, 0.0) == []
    schedule.succeeded(1)
    assert schedule.take_due(waiting[1:], 0.0) == waiting[2:]


async def test_deleting_the_webhook_lets_the_bot_poll_what_is_left(
    bot: Bot, receiver: Receiver, telegram: TelegramState
) -> None:
    telegram.redelivery_wait = 30.0
    receiver.statuses = [500, 500, 500]
    await bot.set_webhook(URL)
    telegram.send_text(ANN, "kept")
    receiver.has_taken(2)
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=False)
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["kept"]
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example/hook", "", "An HTTPS URL must be provided"),
        ("https://bot.example:8080/hook", "", "only on ports 80, 88, 443 or 8443"),
        ("https://bot.example:99999/hook", "", "invalid webhook URL"),
        ("https://elsewhere.example/hook", "", "Failed to resolve host"),
        (URL, "x" * 257, "secret token is too long"),
        (URL, "with space", "unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_not_take_is_refused(
    bot: Bot, receiver: Receiver, url: str, secret: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_webhook(url, secret_token=secret or None)
    assert (await bot.get_webhook_info()).url == ""


async def test_a_second_setting_within_a_second_is_told_to_wait(
    hooked: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(RetryAfter):
        await hooked.set_webhook(URL, secret_token="another-secret")


def test_an_address_is_exposed_over_http(sandbox: RunningSandbox, telegram: TelegramState) -> None:
    pair = {"public": "https://a.example:8443", "local": "http://127.0.0.1:1"}
    answer = requests.post(f"{sandbox.url}/_sandbox/telegram/addresses", json=pair, timeout=10)
    assert answer.status_code == 204
    assert telegram.addresses.behind("https://a.example:8443/x") == "http://127.0.0.1:1/x"
    assert telegram.addresses.behind("https://a.example/x") is None


def test_only_a_public_address_is_exposed(telegram: TelegramState) -> None:
    for public, local in (("http://a.example", "http://127.0.0.1:1"), ("https://a.example", "nowhere")):
        with pytest.raises(PersonError):
            telegram.addresses.expose(public, local)
