"""The systemd unit: accepted by systemd, and in step with the program."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.bot.settings import Settings
from sheetanchor.cli import exits

UNIT = Path(__file__).parents[3] / "deploy" / "sheetanchor.service"
WEBHOOK = UNIT.with_name("webhook.conf")


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("systemd-analyze is missing: run make system-deps")
        pytest.skip("systemd-analyze is missing: run make system-deps")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def value(name: str) -> str:
    """Of a line of the unit."""
    (found,) = re.findall(rf"(?m)^{name}=(.+)$", UNIT.read_text())
    return str(found)


@pytest.mark.parametrize("with_webhook", [False, True])
def test_systemd_accepts_the_unit(tmp_path: Path, with_webhook: bool) -> None:
    stub = tmp_path / "sheetanchor"
    stub.write_text("#!/bin/sh\n")
    stub.chmod(0o755)
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={stub}", UNIT.read_text()))
    if with_webhook:
        unit.with_name(f"{UNIT.name}.d").mkdir()
        shutil.copy(WEBHOOK, unit.with_name(f"{UNIT.name}.d"))
    result = analyze("verify", "--man=no", str(unit))
    assert result.returncode == 0, result.stderr
    assert UNIT.name not in result.stderr, result.stderr


@pytest.mark.parametrize("with_webhook", [False, True])
def test_the_unit_is_well_confined(tmp_path: Path, with_webhook: bool) -> None:
    # Looked at offline, drop-ins are left out: a section of the same name goes on where the first left off.
    more = WEBHOOK.read_text() if with_webhook else ""
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text() + more)
    result = analyze("security", "--offline=true", "--no-pager", "--threshold=15", str(unit))
    assert result.returncode == 0, result.stdout


def test_the_drop_in_allows_the_port_that_is_listened_on_by_default() -> None:
    listen = str(Settings.model_fields["webhook_listen"].default)
    assert f"SocketBindAllow=ipv4:tcp:{listen.rpartition(':')[2]}\n" in WEBHOOK.read_text()


def test_credentials_are_named_after_settings() -> None:
    named = re.findall(r"LoadCredential=sheetanchor_(\w+):", UNIT.read_text() + WEBHOOK.read_text())
    assert set(named) == {"bot_token", "webhook_secret"}
    assert set(named) <= Settings.model_fields.keys()


def test_the_program_tells_systemd_that_it_lives_more_often_than_the_watchdog_wants() -> None:
    assert (value("Type"), value("NotifyAccess")) == ("notify", "main")
    watchdog = float(value("WatchdogSec"))
    times = PollTimes.within(watchdog)
    assert max(times.poll, times.look) + times.longest_wait < watchdog


def test_a_wrong_setting_does_not_loop() -> None:
    assert f"RestartPreventExitStatus={exits.CONFIG}" in UNIT.read_text()


def test_what_may_pass_is_tried_again_for_as_long_as_it_takes() -> None:
    prevented = value("RestartPreventExitStatus").split()
    assert not {str(exits.TEMPORARY), str(exits.UNAVAILABLE), str(exits.SOFTWARE)} & set(prevented)
    assert (value("Restart"), value("StartLimitIntervalSec")) == ("on-failure", "0")


def test_every_variable_of_the_unit_is_a_setting() -> None:
    named = set(re.findall(r"SHEETANCHOR_([A-Z_]+)=", UNIT.read_text())) - {"CONFIG"}
    assert named <= {name.upper() for name in Settings.model_fields}
