"""What people do, by the state's methods and over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.errors import NothingCameError, PersonError
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.state import DEMO_BOT, TelegramState

_PREFIX = "/_sandbox/telegram"


async def test_the_bots_messages_are_heard_one_by_one(bot: Bot, telegram: TelegramState, ann: int) -> None:
    for text in ("one", "two"):
        await bot.send_message(ann, text)
    assert (await telegram.next_from_bot(ann)).text == "one"
    second = await telegram.next_from_bot(ann)
    assert second.text == "two"
    assert (await telegram.next_from_bot(ann, after=second.revision - 1)).text == "two"
    with pytest.raises(NothingCameError):
        await telegram.next_from_bot(ann, seconds=0.01)


async def test_an_act_of_the_person_leaves_earlier_messages_behind(
    bot: Bot, telegram: TelegramState, ann: int
) -> None:
    await bot.send_message(ann, "old")
    telegram.send_text(ann, "again")
    await bot.send_message(ann, "new")
    assert telegram.wait_for_bot(ann).text == "new"


async def test_a_thread_is_woken_by_what_the_bot_says(bot: Bot, telegram: TelegramState, ann: int) -> None:
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(telegram.wait_for_bot, ann, seconds=20)
        await bot.send_message(ann, "hello")
        assert heard.result(20).text == "hello"


def test_listeners_are_told_until_they_end_it(telegram: TelegramState) -> None:
    heard: list[TelegramChange] = []
    end = telegram.subscribe(heard.append)
    telegram.send_text(1001, "hello")
    end()
    end()
    telegram.send_text(1001, "again")
    assert heard == [TelegramChange("said", DEMO_BOT, 1001)]


def test_a_person_can_be_added_and_renamed(telegram: TelegramState) -> None:
    telegram.add_person(2001, "Hana", username="hana")
    telegram.send_text(2001, "hello")
    telegram.add_person(2001, "Hanna")
    assert telegram.conversation(2001).person.name == "Hanna"
    with pytest.raises(PersonError, match="no person 2002"):
        telegram.send_text(2002, "hello")
    with pytest.raises(PersonError, match="positive id"):
        telegram.add_person(0, "Nobody")


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
def test_a_person_cannot_send_what_the_app_would_not(telegram: TelegramState, text: str) -> None:
    with pytest.raises(PersonError, match="1 to 4096"):
        telegram.send_text(1001, text)
    assert telegram.chat(1001).messages == ()


def test_a_person_who_blocks_the_bot_cannot_write_to_it(telegram: TelegramState) -> None:
    telegram.block(1001)
    assert telegram.chat(1001).is_blocked
    with pytest.raises(PersonError, match="blocked"):
        telegram.send_text(1001, "hello")


def _ask(sandbox: RunningSandbox, method: str, path: str, **kwargs: Any) -> Any:
    answer = requests.request(method, f"{sandbox.url}{_PREFIX}{path}", timeout=30, **kwargs)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


async def test_a_chat_can_be_held_over_http(bot: Bot, sandbox: RunningSandbox) -> None:
    _ask(sandbox, "POST", "/people", json={"id": 2001, "firstName": "Hana"})
    said = _ask(sandbox, "POST", "/people/2001/say", json={"text": "/start"})
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    await bot.send_message(2001, "<b>hi</b>", parse_mode="HTML", reply_markup=markup)
    (event,) = _ask(sandbox, "GET", "/people/2001/wait", params={"after": said["events"]})
    assert (event["kind"], event["message"]["html"]) == ("sent", "<b>hi</b>")
    pressed = _ask(sandbox, "POST", "/people/2001/press", json={"label": "Go"})
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.id == pressed["queryId"]
    await query.edit_message_text("gone")
    chat = _ask(sandbox, "GET", "/people/2001")
    assert [(one["from"], one["text"], one["edited"]) for one in chat["messages"]] == [
        ("person", "/start", False),
        ("bot", "gone", True),
    ]
    assert _ask(sandbox, "GET", "/people/2001/wait", params={"after": 2, "seconds": "0.01"}) is None


async def test_the_control_api_blocks_floods_and_redelivers(
    bot: Bot, sandbox: RunningSandbox, telegram: TelegramState
) -> None:
    _ask(sandbox, "POST", "/people/1001/say", json={"text": "hello"})
    _ask(sandbox, "POST", "/people/1001/block")
    assert telegram.chat(1001).is_blocked
    _ask(sandbox, "POST", "/people/1001/unblock")
    assert not telegram.chat(1001).is_blocked
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1)
    assert _ask(sandbox, "POST", "/redeliver", json={"count": 2}) == {"redelivered": 2}
    assert len(await bot.get_updates()) == 2
    _ask(sandbox, "POST", "/rate-limit", json={"retryAfter": 3, "method": "getMe"})
    _ask(sandbox, "POST", "/bots", json={"token": "7:second", "username": "second_bot"})
    assert _ask(sandbox, "GET", "/people/1001", params={"bot": "second_bot"})["messages"] == []
    assert 1001 in {person["id"] for person in _ask(sandbox, "GET", "/people")}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/people/9/say", {"text": "hello"}),
        ("/people/1001/say", {}),
        ("/people/1001/press", {"label": "none"}),
        ("/bots", {"token": "1234567890:AAbCdEfGh-IjKlMnOpQrStUvWxYz_012345"}),
    ],
)
def test_what_does_not_fit_is_answered_with_a_sentence(
    sandbox: RunningSandbox, path: str, body: dict[str, str]
) -> None:
    answer = requests.post(f"{sandbox.url}{_PREFIX}{path}", json=body, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error"]
