"""Floods and lost connections, as the real client meets them."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.state import TelegramState


async def test_a_flood_is_told_with_the_seconds_to_wait(
    bot: Bot, telegram: TelegramState, ann: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.rate_limits.add(7, method="sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(ann, "hello")
        assert refused.value.retry_after == timedelta(seconds=7)
        await bot.get_me()
    assert (await bot.send_message(ann, "hello")).text == "hello"


async def test_a_dropped_connection_leaves_it_open_whether_the_message_was_sent(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox, ann: int
) -> None:
    for applied in (False, True):
        sandbox.world.faults.reset("telegram.sendMessage", applied=applied)
        with pytest.raises(NetworkError):
            await bot.send_message(ann, f"applied: {applied}")
    said = [message.text for message in telegram.chat(ann).messages if message.is_from_bot]
    assert said == ["applied: True"]


async def test_a_silent_server_lets_the_client_time_out(bot: Bot, sandbox: RunningSandbox, ann: int) -> None:
    sandbox.world.faults.time_out("telegram.sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(ann, "hello", read_timeout=0.2)
