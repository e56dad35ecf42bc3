"""The program with a webhook instead of polls: killed in the middle, stopped, and under a watchdog."""

from pathlib import Path
from uuid import uuid4

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from tests.e2e.bot.conftest import Starter
from tests.e2e.bot.process import BotProcess, Someone, until
from tests.e2e.bot.supervision import systemd_at
from tests.e2e.bot.test_crashes import STEPS, act
from tests.ports import free_port

SECRET = "correct-horse_battery-staple"
WATCHDOG = 8.0


@pytest.fixture
def webhook(sandbox: RunningSandbox) -> dict[str, str]:
    """The settings, with a proxy in front of the address that is listened on."""
    listen = f"127.0.0.1:{free_port()}"
    sandbox.world.telegram.addresses.expose("https://bot.example", f"http://{listen}")
    sandbox.world.telegram.redelivery_wait = 0.05
    return {
        "WEBHOOK_URL": "https://bot.example/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_LISTEN": listen,
    }


def start_again(bot: BotProcess) -> None:
    """After it was killed by what happens to a delivery."""
    until(lambda: bot.process is not None and bot.process.poll() is not None, "the kill")
    bot.start()


def saved(sandbox: RunningSandbox) -> list[str]:
    """The ids in the first two rows of the shifts."""
    sheet = sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["Shifts"]
    return [sheet.shown_at(cell) for cell in ("A2", "A3")]


def test_killed_in_the_middle_a_flow_goes_on_and_saves_once(
    start: Starter, sandbox: RunningSandbox, webhook: dict[str, str], ann: Someone, tmp_path: Path
) -> None:
    faults = sandbox.world.faults
    with systemd_at(str(tmp_path / "notify")) as systemd:
        bot = start("--debug", variables=systemd.variables(WATCHDOG), **webhook)
        systemd.hears("READY=1")
        ann.says("/start")
        ann.sees("Hello Ann")
        for step, shown in STEPS:
            if step == "PM":
                # Before it could take the update: Telegram has it still, and delivers it again.
                faults.before("telegram.webhook", bot.kill)
            elif step == "Finish":
                # Right behind its 200: Telegram has forgotten the update, and the inbox alone knows it.
                faults.after("telegram.webhook", bot.kill)
            act(ann, step)
            if step in {"PM", "Finish"}:
                start_again(bot)
            ann.sees(shown)
        systemd.hears("WATCHDOG=1")
        until(lambda: saved(sandbox)[0], "the shift in the sheet")
        assert bot.stop() == 0
        systemd.hears("STOPPING=1")
    assert saved(sandbox) == ["1", ""]
    assert sandbox.world.recorder.calls("telegram.getUpdates") == []
    assert "setWebhook" in bot.log
    assert SECRET not in bot.log
    assert DEMO_BOT_TOKEN.partition(":")[2] not in bot.log


def test_what_waits_at_the_webhook_comes_with_the_polls_of_a_program_that_polls_again(
    start: Starter, sandbox: RunningSandbox, webhook: dict[str, str], ann: Someone
) -> None:
    bot = start(**webhook)
    ann.says("/start")
    ann.sees("Hello Ann")
    assert bot.stop() == 0
    account = sandbox.world.telegram.bots[DEMO_BOT_TOKEN]
    assert account.webhook is not None
    ann.says("/statistics")
    with systemd_at(f"@sheetanchor-{uuid4().hex}") as systemd:
        polling = start(variables=systemd.variables(WATCHDOG))
        systemd.hears("READY=1")
        ann.sees("Next pay day")
        systemd.hears("WATCHDOG=1", times=2)
        assert polling.stop() == 0
        systemd.hears("STOPPING=1")
    assert systemd.heard[0] == "READY=1"
    assert account.webhook is None
    assert "the webhook at bot.example is deleted" in polling.log
