"""Admins, by the real client against the sandbox: their commands, whether they can be written to, alerts."""

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest
from telegram import Bot

from sheetanchor.adapters.telegram.commands import publish_commands
from sheetanchor.adapters.telegram.reach import TelegramReach
from sheetanchor.adapters.telegram.urgent import UrgentLetters
from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.sandbox.world import World
from sheetanchor.services.dialogue.admin.health import Urgent
from sheetanchor.services.dialogue.admin.reports import ReplicaFails

STARTED, NEVER, BLOCKED = 1001, 1002, 1003


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """One admin has pressed Start, one never, one has blocked the bot since."""
    world = World(deterministic=True)
    telegram = world.telegram
    for person, name in ((STARTED, "Ann"), (NEVER, "Ben"), (BLOCKED, "Cid")):
        telegram.add_person(person, name)
    telegram.send_text(STARTED, "/start")
    telegram.send_text(BLOCKED, "/start")
    telegram.block(BLOCKED)
    with running(world) as served:
        yield served


def bot_of(sandbox: RunningSandbox) -> Bot:
    return Bot(DEMO_BOT_TOKEN, base_url=f"{sandbox.url}/bot")


def test_each_admin_sees_all_commands_and_nobody_else_those_of_admins(
    sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    async def publish() -> None:
        async with bot_of(sandbox) as bot:
            await publish_commands(bot, (NEVER, BLOCKED, STARTED))

    with caplog.at_level(logging.ERROR):
        asyncio.run(publish())
    bot = sandbox.world.telegram.bot_of(DEMO_BOT_TOKEN)
    shown = [one["command"] for one in bot.commands.shown_to(STARTED, "en")]
    others = [one["command"] for one in bot.commands.shown_to(4711, "en")]
    assert {"sync_force", "export"} <= set(shown)
    assert not {"sync_force", "export"} & set(others)
    assert shown[: len(others)] == others
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert f"admin {NEVER}" in caplog.text
    assert f"admin {BLOCKED}" in caplog.text


def test_who_never_pressed_start_cannot_be_reached(sandbox: RunningSandbox) -> None:
    reached = TelegramReach(DEMO_BOT_TOKEN, (STARTED, NEVER), sandbox.url).try_admins()
    assert [(one.admin, one.refusal is None) for one in reached] == [(STARTED, True), (NEVER, False)]


def test_without_admins_telegram_is_not_asked() -> None:
    assert TelegramReach("1:nobody", (), "http://127.0.0.1:1").try_admins() == ()


def test_a_telegram_that_is_away_and_a_wrong_token_are_told_apart(sandbox: RunningSandbox) -> None:
    with pytest.raises(RemoteError):
        TelegramReach(DEMO_BOT_TOKEN, (STARTED,), "http://127.0.0.1:1").try_admins()
    with pytest.raises(OperatorError):
        TelegramReach("1:wrong", (STARTED,), sandbox.url).try_admins()


def test_an_urgent_letter_goes_past_the_outbox_and_is_told_once_it_arrived(sandbox: RunningSandbox) -> None:
    told: list[int] = []
    looks = iter([[_urgent(STARTED, told), _urgent(NEVER, told)]])

    async def send() -> None:
        ended = asyncio.Event()

        def look() -> list[Urgent]:
            found = next(looks, None)
            if found is None:
                loop.call_soon_threadsafe(ended.set)
            return found or []

        loop = asyncio.get_running_loop()
        async with bot_of(sandbox) as bot:
            task = loop.create_task(UrgentLetters(look, 0.01).run(bot))
            await asyncio.wait_for(ended.wait(), 30)
            task.cancel()

    asyncio.run(send())
    assert told == [STARTED, NEVER]
    text = json.dumps([message.text for message in sandbox.world.telegram.chat(STARTED).messages])
    assert "I cannot use my own copy of the data" in text
    assert "Disk I/O error." in text
    assert "ReplicaError" not in text


def _urgent(admin: int, told: list[int]) -> Urgent:
    return Urgent(admin, ReplicaFails(ReplicaError("disk I/O error")), lambda: told.append(admin))
