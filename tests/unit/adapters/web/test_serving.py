"""A server inside the event loop of the program."""

import asyncio
import signal
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sheetanchor.adapters.web.serving import CannotListenError, serving
from tests.ports import free_port, has_ipv6

V6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


class Slow:
    """An application whose answer waits until it may come."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()
        self.app = Starlette(routes=[Route("/", self.answer)])

    async def answer(self, _: Request) -> PlainTextResponse:
        self.asked.set()
        await self.may_answer.wait()
        return PlainTextResponse("done")


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1"), pytest.param("::1", "http://[::1]", marks=V6)],
)
async def test_it_answers_until_it_is_cancelled(host: str, url: str) -> None:
    port, slow = free_port(host), Slow()
    slow.may_answer.set()
    task = asyncio.ensure_future(serving(slow.app, host, port))
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{url}:{port}/")).text == "done"
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{url}:{port}/")


async def test_a_request_that_was_begun_is_finished_before_it_ends() -> None:
    port, slow = free_port(), Slow()
    task = asyncio.ensure_future(serving(slow.app, "127.0.0.1", port))
    async with httpx.AsyncClient(trust_env=False) as client:
        asking = asyncio.ensure_future(client.get(f"http://127.0.0.1:{port}/"))
        await slow.asked.wait()
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        slow.may_answer.set()
        assert (await asking).text == "done"
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_signals_are_left_to_the_program() -> None:
    before = signal.getsignal(signal.SIGTERM)
    slow = Slow()
    slow.may_answer.set()
    port = free_port()
    task = asyncio.ensure_future(serving(slow.app, "127.0.0.1", port))
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"http://127.0.0.1:{port}/")
    assert signal.getsignal(signal.SIGTERM) is before
    task.cancel()
    await asyncio.wait([task])


def test_a_port_that_is_taken_is_told_with_the_setting() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CannotListenError, match="SHEETANCHOR_WEBHOOK_LISTEN"):
            asyncio.run(serving(Starlette(), "127.0.0.1", other.getsockname()[1]))
