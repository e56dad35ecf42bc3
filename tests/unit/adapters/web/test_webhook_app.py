"""What the webhook answers, and to whom."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from sheetanchor.adapters.web.webhook_app import LONGEST_BODY, webhook_app
from sheetanchor.domain.errors import InputError
from sheetanchor.ports.errors import ReplicaError

SECRET = "the-secret_of-the-webhook"
PATH = "/telegram"
UPDATE = {"update_id": 7, "message": {"text": "Zoë"}}


class Inbox:
    """Keeps what it is given, or raises `fault`."""

    def __init__(self) -> None:
        self.kept: list[object] = []
        self.fault: Exception | None = None

    async def take(self, update: object) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept.append(update)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def telegram(inbox: Inbox) -> AsyncIterator[httpx.AsyncClient]:
    """Knows the secret."""
    transport = httpx.ASGITransport(webhook_app(PATH, SECRET, inbox.take))
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers) as client:
        yield client


async def test_an_update_is_kept_and_then_answered_with_200(
    telegram: httpx.AsyncClient, inbox: Inbox
) -> None:
    answer = await telegram.post(PATH, json=UPDATE)
    assert (answer.status_code, answer.content) == (200, b"")
    assert inbox.kept == [UPDATE]


async def test_it_is_not_answered_before_it_is_kept() -> None:
    kept = asyncio.Event()

    async def take(_: object) -> None:
        await kept.wait()

    transport = httpx.ASGITransport(webhook_app(PATH, SECRET, take))
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers) as client:
        posting = asyncio.ensure_future(client.post(PATH, json=UPDATE))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not posting.done()
        kept.set()
        assert (await posting).status_code == 200


@pytest.mark.parametrize("given", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "Zoë"])
async def test_whoever_lacks_the_secret_is_refused_and_their_body_not_read(
    inbox: Inbox, given: str | None
) -> None:
    read = False

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        read = True
        yield b"{}"

    transport = httpx.ASGITransport(webhook_app(PATH, SECRET, inbox.take))
    headers = [] if given is None else [(b"X-Telegram-Bot-Api-Secret-Token", given.encode("latin-1"))]
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.post(PATH, content=body(), headers=headers)
    assert (answer.status_code, read, inbox.kept) == (403, False, [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_no_other_method_is_known(telegram: httpx.AsyncClient, inbox: Inbox, method: str) -> None:
    assert (await telegram.request(method, PATH)).status_code == 405
    assert inbox.kept == []


@pytest.mark.parametrize("path", ["/", "/telegram/more", "/Telegram"])
async def test_no_other_path_is_known(telegram: httpx.AsyncClient, inbox: Inbox, path: str) -> None:
    assert (await telegram.post(path, json=UPDATE)).status_code == 404
    assert inbox.kept == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(telegram: httpx.AsyncClient, inbox: Inbox, body: bytes) -> None:
    assert (await telegram.post(PATH, content=body)).status_code == 400
    assert inbox.kept == []


async def test_a_body_may_be_so_long_and_no_longer(telegram: httpx.AsyncClient, inbox: Inbox) -> None:
    frame = len(json.dumps({"text": ""}))
    fits = {"text": "x" * (LONGEST_BODY - frame)}
    assert (await telegram.post(PATH, content=json.dumps(fits))).status_code == 200
    assert (await telegram.post(PATH, content=json.dumps(fits) + " ")).status_code == 413
    assert inbox.kept == [fits]


async def test_of_a_body_that_is_too_long_no_more_is_read_than_need_be(telegram: httpx.AsyncClient) -> None:
    parts = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal parts
        while True:
            parts += 1
            yield b"x" * 65_536

    assert (await telegram.post(PATH, content=endless())).status_code == 413
    assert parts <= LONGEST_BODY // 65_536 + 2


@pytest.mark.parametrize(
    ("fault", "status"), [(InputError("no update"), 400), (ReplicaError("the disk is full"), 500)]
)
async def test_what_cannot_be_kept_is_to_come_again(
    telegram: httpx.AsyncClient, inbox: Inbox, fault: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.fault = fault
    assert (await telegram.post(PATH, json=UPDATE)).status_code == status
    assert str(fault) in caplog.text
    assert SECRET not in caplog.text
