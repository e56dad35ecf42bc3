"""Which tokens are let in, and what becomes of real ones."""

import logging

import pytest
import requests
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.telegram.state import DEMO_BOT, DEMO_BOT_TOKEN, TelegramState
from sheetanchor.sandbox.telegram.tokens import looks_real

_SECRET = "AAbCdEfGh-IjKlMnOpQrStUvWxYz_012345"
_REAL = f"1234567890:{_SECRET}"


def test_the_demo_token_could_not_be_a_real_one() -> None:
    assert not looks_real(DEMO_BOT_TOKEN)
    assert looks_real(_REAL)


async def test_the_demo_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot) == (DEMO_BOT, True)
    assert DEMO_BOT_TOKEN.startswith(f"{me.id}:")


@pytest.mark.parametrize("path", ["/bot{}/getMe", "/bot{}/getMe/more", "/bot{}", "/file/bot{}/photos/a.png"])
def test_a_token_that_looks_real_is_refused_and_written_nowhere(
    sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.DEBUG, "sheetanchor")
    answer = requests.get(sandbox.url + path.format(_REAL), timeout=10)
    assert (answer.status_code, answer.json()["error_code"]) == (401, 401)
    assert "Real tokens must not be given to the sandbox" in answer.json()["description"]
    (recorded,) = sandbox.world.recorder.requests
    assert _SECRET not in repr(recorded)
    assert _SECRET not in repr(vars(sandbox.world.telegram))
    assert not [record for record in caplog.records if "sheetanchor" in record.name]


def test_a_token_is_not_kept_where_a_fault_answers_first(sandbox: RunningSandbox) -> None:
    sandbox.world.faults.fail(503, "telegram")
    requests.get(f"{sandbox.url}/bot{_REAL}/getMe", timeout=10)
    (recorded,) = sandbox.world.recorder.requests
    assert recorded.status == 503
    assert _SECRET not in repr(recorded)


def test_any_other_unknown_token_is_unauthorized_and_not_recorded(sandbox: RunningSandbox) -> None:
    answer = requests.get(f"{sandbox.url}/bot99:nobody/getMe", timeout=10)
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert "nobody" not in repr(list(sandbox.world.recorder.requests))


async def test_a_made_up_token_can_be_registered(sandbox: RunningSandbox, telegram: TelegramState) -> None:
    with pytest.raises(InvalidToken):
        await Bot("7:second", f"{sandbox.url}/bot").__aenter__()
    telegram.add_bot("7:second", "Second", "second_bot")
    async with Bot("7:second", f"{sandbox.url}/bot") as second:
        assert second.username == "second_bot"
        telegram.send_text(1001, "hello", bot="second_bot")
        assert len(await second.get_updates()) == 1


@pytest.mark.parametrize(("token", "reason"), [(_REAL, "Real tokens"), ("secret", "a number, a colon")])
def test_real_and_malformed_tokens_cannot_be_registered(
    telegram: TelegramState, token: str, reason: str
) -> None:
    with pytest.raises(PersonError, match=reason):
        telegram.add_bot(token, "Mine", "mine_bot")
    assert list(telegram.bots) == [DEMO_BOT_TOKEN]


async def test_a_bot_that_logged_out_is_known_no_more(bot: Bot, sandbox: RunningSandbox) -> None:
    assert await bot.log_out()
    with pytest.raises(BadRequest, match="Logged out"):
        await bot.get_me()


def test_a_method_that_there_is_not_is_not_found(sandbox: RunningSandbox) -> None:
    answer = requests.get(f"{sandbox.url}/bot{DEMO_BOT_TOKEN}/makeTea", timeout=10)
    assert answer.json() == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
