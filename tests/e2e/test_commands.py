"""The commands as an operator types them: real processes against a served sandbox."""

import json
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.sandbox.world import World
from tests.e2e.demo import COMMAND, clean_environment

CONFIG, TEMPORARY, UNAVAILABLE, DATA = 78, 75, 69, 65


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world) as served:
        yield served


@pytest.fixture
def settings(sandbox: RunningSandbox, tmp_path: Path) -> dict[str, str]:
    return {
        "SHEETANCHOR_SPREADSHEET_ID": DEMO_SPREADSHEET_ID,
        "SHEETANCHOR_SERVICE_ACCOUNT_FILE": str(sandbox.service_account(tmp_path / "key.json")),
        "SHEETANCHOR_BOT_TOKEN": DEMO_BOT_TOKEN,
        "SHEETANCHOR_DATABASE_URL": f"sqlite:///{tmp_path / 'replica.db'}",
        "SHEETANCHOR_SHEETS_BASE_URL": sandbox.url,
        "SHEETANCHOR_TELEGRAM_BASE_URL": sandbox.url,
    }


def run(settings: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**clean_environment(), "COLUMNS": "200", **settings}
    return subprocess.run(
        [*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=90
    )


def test_all_missing_settings_are_told_at_once() -> None:
    result = run({"SHEETANCHOR_TIME_ZONE": "Mars"}, "run")
    assert result.returncode == CONFIG
    for name in ("SPREADSHEET_ID", "SERVICE_ACCOUNT_FILE", "BOT_TOKEN", "TIME_ZONE"):
        assert f"SHEETANCHOR_{name}" in result.stderr
    assert "Traceback" not in result.stderr


def test_one_pass_shows_what_moved(settings: dict[str, str]) -> None:
    first, second = run(settings, "sync"), run(settings, "sync")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "employee_settings" in first.stdout
    assert " 7 " in first.stdout
    assert " 7 " not in second.stdout


def test_a_held_cell_is_told_by_sync_and_status(settings: dict[str, str], sandbox: RunningSandbox) -> None:
    sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["EmployeeSettings"].type_at("B3", "1,2,3")
    assert run(settings, "sync").returncode == DATA
    shown = run(settings, "status")
    assert shown.returncode == 0
    assert "EmployeeSettings!B3" in shown.stdout


def test_status_before_the_first_pass_says_what_to_do(settings: dict[str, str]) -> None:
    result = run(settings, "status")
    assert result.returncode == CONFIG
    assert "replica.db" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_spreadsheet_that_is_not_shared_is_the_operators_to_mend(settings: dict[str, str]) -> None:
    result = run({**settings, "SHEETANCHOR_SPREADSHEET_ID": "1nowhere"}, "sync")
    assert result.returncode == CONFIG
    assert "share it" in result.stderr


def test_a_server_that_cannot_be_reached_is_said_so(settings: dict[str, str]) -> None:
    result = run({**settings, "SHEETANCHOR_SHEETS_BASE_URL": "http://127.0.0.1:9"}, "sync")
    assert result.returncode in (UNAVAILABLE, CONFIG)
    assert "Traceback" not in result.stderr


def test_a_refused_token_ends_the_bot_for_good(settings: dict[str, str]) -> None:
    result = run({**settings, "SHEETANCHOR_BOT_TOKEN": "123:unknown-token-of-nobody"}, "run")
    assert result.returncode == CONFIG, result.stderr
    assert "unknown-token-of-nobody" not in result.stderr
    assert "BotFather" in result.stderr


def test_a_second_bot_is_told_that_one_runs(settings: dict[str, str]) -> None:
    environment = {**clean_environment(), **settings}
    bot = subprocess.Popen([*COMMAND, "run"], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert bot.stderr is not None
        assert any("the bot answers as" in line for line in bot.stderr)
        result = run(settings, "run")
    finally:
        bot.send_signal(signal.SIGTERM)
        bot.communicate(timeout=30)
    assert bot.returncode == 0
    assert result.returncode == TEMPORARY
    assert "another process works on" in result.stderr
    assert "it answers and syncs" in result.stderr


@pytest.mark.parametrize("name", ["BOT_TOKEN", "SERVICE_ACCOUNT_FILE", "SPREADSHEET_ID"])
def test_the_demo_refuses_real_credentials(name: str, tmp_path: Path) -> None:
    result = run({f"SHEETANCHOR_{name}": "real"}, "demo", "--directory", str(tmp_path))
    assert result.returncode == CONFIG
    assert f"SHEETANCHOR_{name}" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_sandbox_says_where_it_is_and_ends_by_a_signal() -> None:
    process = subprocess.Popen(
        [*COMMAND, "sandbox", "--port", "0", "--no-page"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert line.startswith("READY http://127.0.0.1:")
    assert process.returncode == 0


def test_the_doctor_tries_what_the_engine_rests_on(settings: dict[str, str], sandbox: RunningSandbox) -> None:
    result = run(settings, "doctor", "--probe", "--json")
    assert result.returncode == 0, result.stderr
    verdicts = {check["what"]: check["verdict"] for check in json.loads(result.stdout)}
    assert len(verdicts) == 9
    assert set(verdicts.values()) <= {"sound", "weak"}
    assert [what for what, verdict in verdicts.items() if verdict != "sound" and "SQLite" not in what] == []
    titles = [sheet.title for sheet in sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID).sheets]
    assert not any("probe" in title for title in titles)
