"""One sandbox for all stories; each has a spreadsheet and a bot of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot, TasksPlugin


@pytest.fixture(scope="session")
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), telegram=False) as started:
        yield started


@pytest.fixture(scope="session")
def key(sandbox: RunningSandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sandbox.service_account(tmp_path_factory.mktemp("key") / "key.json")


@pytest.fixture
def google(sandbox: RunningSandbox) -> Iterator[Faults]:
    """What goes wrong at Google's."""
    yield sandbox.world.faults
    sandbox.world.faults.clear()


@pytest.fixture
def boss(sandbox: RunningSandbox, google: Faults) -> Boss:
    return Boss(sandbox)


@pytest.fixture
def plugin() -> object:
    """What declares the table of the tab Tasks."""
    return TasksPlugin()


@pytest.fixture
def new_bot(sandbox: RunningSandbox, boss: Boss, key: Path, plugin: object, tmp_path: Path) -> Iterator[Bot]:
    """One that has never synced."""
    bot = Bot(sandbox, boss.book.spreadsheet_id, key, tmp_path, plugin)
    yield bot
    bot.closes()


@pytest.fixture
def bot(new_bot: Bot) -> Bot:
    """One that agrees with the boss about everything."""
    new_bot.syncs(2)
    return new_bot
