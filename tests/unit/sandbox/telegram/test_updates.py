"""getUpdates: what waits, what is confirmed, and who may poll."""

import asyncio
from time import monotonic

import pytest
from telegram import Bot
from telegram.error import Conflict

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from tests.unit.sandbox.telegram.conftest import ANN

_LONG = 30


async def _polling(telegram: TelegramState, bot: Bot, **kwargs: object) -> asyncio.Task[object]:
    """A long poll that the server holds."""
    begun, loop = asyncio.Event(), asyncio.get_running_loop()

    def note(change: TelegramChange) -> None:
        if change.kind == "poll":
            loop.call_soon_threadsafe(begun.set)

    end = telegram.subscribe(note)
    task: asyncio.Task[object] = asyncio.ensure_future(bot.get_updates(timeout=_LONG, **kwargs))  # type: ignore[arg-type]
    await asyncio.wait_for(begun.wait(), 10)
    end()
    return task


async def test_a_long_poll_wakes_as_soon_as_somebody_writes(bot: Bot, telegram: TelegramState) -> None:
    poll = await _polling(telegram, bot)
    began = monotonic()
    telegram.send_text(ANN, "hello")
    updates = await poll
    assert isinstance(updates, tuple)
    assert updates[0].message.text == "hello"
    assert monotonic() - began < 5


async def test_a_poll_without_timeout_answers_nothing_at_once(bot: Bot) -> None:
    assert await bot.get_updates(timeout=0) == ()


async def test_updates_come_again_until_an_offset_confirms_them(bot: Bot, telegram: TelegramState) -> None:
    for text in ("one", "two", "three"):
        telegram.send_text(ANN, text)
    first = await bot.get_updates(limit=2)
    again = await bot.get_updates()
    assert [update.update_id for update in again][:2] == [update.update_id for update in first]
    assert [update.update_id - again[0].update_id for update in again] == [0, 1, 2]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_a_negative_offset_keeps_only_the_last_updates(bot: Bot, telegram: TelegramState) -> None:
    for text in ("one", "two", "three"):
        telegram.send_text(ANN, text)
    kept = await bot.get_updates(offset=-1)
    assert [update.message.text for update in kept if update.message] == ["three"]
    assert len(await bot.get_updates()) == 1


async def test_kinds_that_are_not_allowed_never_come(bot: Bot, telegram: TelegramState, ann: int) -> None:
    await bot.get_updates(allowed_updates=["message"], offset=-1)
    telegram.block(ann)
    telegram.unblock(ann)
    assert [update.effective_user and update.effective_user.id for update in await bot.get_updates()] == [ann]
    await bot.get_updates(allowed_updates=[])
    telegram.block(ann)
    last = (await bot.get_updates())[-1].my_chat_member
    assert last is not None
    assert last.new_chat_member.status == "kicked"


async def test_of_two_polls_the_earlier_is_ended_with_a_conflict(
    bot: Bot, sandbox: RunningSandbox, telegram: TelegramState
) -> None:
    earlier = await _polling(telegram, bot)
    async with Bot(DEMO_BOT_TOKEN, f"{sandbox.url}/bot") as other:
        assert await other.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
        await earlier


async def test_a_webhook_bars_polling_until_it_is_deleted(bot: Bot, telegram: TelegramState) -> None:
    telegram.addresses.expose("https://bot.example", "http://127.0.0.1:9")
    telegram.send_text(ANN, "waits")
    await bot.set_webhook("https://bot.example/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://bot.example/hook", 1)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_confirmed_updates_can_be_delivered_once_more(bot: Bot, telegram: TelegramState) -> None:
    telegram.send_text(ANN, "pay me")
    (update,) = await bot.get_updates()
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    assert telegram.redeliver() == 1
    (again,) = await bot.get_updates(offset=update.update_id + 1)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=update.update_id + 1) == ()
