from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import seed_demo
from sheetanchor.sandbox.world import World
from tests.e2e.bot.process import BotProcess, Someone

Starter = Callable[..., BotProcess]


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world) as served:
        yield served


@pytest.fixture
def start(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Starter]:
    """Starts the bot with options, more settings, and other variables."""
    bots: list[BotProcess] = []

    def begin(*options: str, variables: Mapping[str, str] | None = None, **settings: str) -> BotProcess:
        bot = BotProcess(sandbox, tmp_path, settings, options, variables or {})
        bots.append(bot)
        bot.start()
        return bot

    yield begin
    for bot in bots:
        bot.stop()


@pytest.fixture
def ann(sandbox: RunningSandbox) -> Someone:
    return Someone(sandbox.world.telegram, 1001)


@pytest.fixture
def ben(sandbox: RunningSandbox) -> Someone:
    return Someone(sandbox.world.telegram, 1002)
