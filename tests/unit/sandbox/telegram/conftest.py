"""A served world, the real client's Bot, and Ann, who has written to the bot."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from sheetanchor.sandbox.world import World

ANN = 1001


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True)) as started:
        yield started


@pytest.fixture
def telegram(sandbox: RunningSandbox) -> TelegramState:
    state = sandbox.world.telegram
    assert isinstance(state, TelegramState)
    return state


@pytest.fixture
async def bot(sandbox: RunningSandbox) -> AsyncIterator[Bot]:
    async with Bot(DEMO_BOT_TOKEN, f"{sandbox.url}/bot", f"{sandbox.url}/file/bot") as bot:
        yield bot


@pytest.fixture
def ann(telegram: TelegramState) -> int:
    telegram.send_text(ANN, "/start")
    return ANN
