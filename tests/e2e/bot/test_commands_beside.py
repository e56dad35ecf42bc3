"""Commands typed beside a running bot: the bot does them, and they print what they print without one."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.cli.exits import UNAVAILABLE, USAGE
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World
from tests.e2e.bot.process import BotProcess, until
from tests.e2e.demo import COMMAND


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[BotProcess]:
    """Its state directory has a longer name than the path of a socket may have."""
    world = World(deterministic=True)
    seed_demo(world)
    folder = tmp_path / ("state" * 20)
    folder.mkdir()
    with running(world) as served:
        database = f"sqlite:///{folder / tmp_path.name}.db"
        bot = BotProcess(served, folder, {"WATCH_INTERVAL": "3600", "DATABASE_URL": database})
        bot.start()
        until(lambda: "answers as" in bot.log, "the start of the bot")
        yield bot
        bot.stop()


def typed(bot: BotProcess, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**bot.environment, "COLUMNS": "200"}
    return subprocess.run(
        [*COMMAND, *words], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def settings_tab(bot: BotProcess) -> Sheet:
    return bot.sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["EmployeeSettings"]


def told(bot: BotProcess, *words: str) -> str:
    done = typed(bot, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_pass_is_done_at_once_and_shown(bot: BotProcess) -> None:
    until(lambda: "EmployeeSettings" in told(bot, "status"), "the first pass")
    settings_tab(bot).type_at("B2", "99")
    plan = json.loads(told(bot, "sync", "--dry-run", "--json"))
    assert [step["row"] for table in plan["tables"] for step in table["steps"]] == ["1001"]
    (line,) = [line for line in told(bot, "sync").splitlines() if "employee_settings" in line]
    assert "1" in line.split()
    assert "99" in told(bot, "history", "employee_settings", "1001")


def test_a_row_is_brought_back_and_reaches_the_sheet(bot: BotProcess) -> None:
    told(bot, "sync")
    before = json.loads(told(bot, "history", "employee_settings", "1001", "--json"))[0]["at"]
    settings_tab(bot).type_at("B2", "99")
    told(bot, "sync")
    assert "brought back" in told(bot, "restore", "employee_settings", "1001", "--at", before)
    until(lambda: settings_tab(bot).shown_at("B2") != "99", "the old wage in the sheet")


def test_what_cannot_be_done_is_said_as_without_a_bot(bot: BotProcess) -> None:
    done = typed(bot, "conflicts", "keep-sheet", "77")
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("sheetanchor: there is no conflict 77")


def test_a_bot_that_was_killed_is_not_waited_for(bot: BotProcess) -> None:
    bot.kill()
    told(bot, "sync")
    bot.start()
    until(lambda: bot.log.count("answers as") == 2, "the second start of the bot")
    told(bot, "sync")


def is_asked(tmp_path: Path) -> bool:
    """Whether somebody has connected to the bot, whose socket the system lists twice then."""
    return Path("/proc/net/unix").read_text().count(f"{tmp_path.name}.db.sock") > 1


def test_a_bot_that_ends_meanwhile_leaves_no_answer_and_that_is_said(bot: BotProcess, tmp_path: Path) -> None:
    bot.freeze()
    command = subprocess.Popen(
        [*COMMAND, "sync"], env=bot.environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    until(lambda: is_asked(tmp_path), "a command that asks the bot")
    bot.kill()
    _, errors = command.communicate(timeout=30)
    assert command.returncode == UNAVAILABLE
    assert "whether the command was done" in errors
