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


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    stub = tmp_path / "sheetanchor"
    stub.write_text("#!/bin/sh\n")
    stub.chmod(0o755)
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={stub}", UNIT.read_text()))
    result = analyze("verify", "--man=no", str(unit))
    assert result.returncode == 0, result.stderr
    assert UNIT.name not in result.stderr, result.stderr


def test_the_unit_is_well_confined() -> None:
    result = analyze("security", "--offline=true", "--no-pager", "--threshold=15", str(UNIT))
    assert result.returncode == 0, result.stdout


def test_the_program_tells_systemd_that_it_lives_more_often_than_the_watchdog_wants() -> None:
    assert (value("Type"), value("NotifyAccess")) == ("notify", "main")
    watchdog = float(value("WatchdogSec"))
    times = PollTimes.within(watchdog)
    assert times.poll + times.longest_wait < watchdog


def test_a_wrong_setting_does_not_loop() -> None:
    assert f"RestartPreventExitStatus={exits.CONFIG}" in UNIT.read_text()


def test_every_variable_of_the_unit_is_a_setting() -> None:
    named = set(re.findall(r"SHEETANCHOR_([A-Z_]+)=", UNIT.read_text())) - {"CONFIG"}
    assert named <= {name.upper() for name in Settings.model_fields}
