"""The real processes of `sheetanchor demo`, started and ended as a person would."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN

COMMAND = (sys.executable, "-m", "sheetanchor")
_PAGE = re.compile(r"Open (http://127\.0\.0\.1:\d+) ")
_SECONDS = 30.0


def clean_environment() -> dict[str, str]:
    """The environment without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SHEETANCHOR_")}


@dataclass(frozen=True)
class Demo:
    """A running demo: the page's address, and the settings that its bot was given."""

    url: str
    directory: Path
    process: subprocess.Popen[str]

    @property
    def settings(self) -> Mapping[str, str]:
        return {
            "SHEETANCHOR_SPREADSHEET_ID": DEMO_SPREADSHEET_ID,
            "SHEETANCHOR_SERVICE_ACCOUNT_FILE": str(self.directory / "service-account.json"),
            "SHEETANCHOR_BOT_TOKEN": DEMO_BOT_TOKEN,
            "SHEETANCHOR_DATABASE_URL": f"sqlite:///{self.directory / 'replica.db'}",
            "SHEETANCHOR_SHEETS_BASE_URL": self.url,
            "SHEETANCHOR_TELEGRAM_BASE_URL": self.url,
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of ours beside the bot."""
        environment = {**clean_environment(), **self.settings}
        return subprocess.run(
            [*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def calls(self) -> dict[str, int]:
        """Requests so far by call."""
        counts: dict[str, int] = requests.get(f"{self.url}/_sandbox/requests", timeout=10).json()["byCall"]
        return counts

    def until(self, look: Callable[[], Any], what: str) -> None:
        """Wait until `look` finds something."""
        deadline = time.monotonic() + _SECONDS
        while not look():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not happen within {_SECONDS:g} s")
            time.sleep(0.05)


@contextmanager
def running_demo(directory: Path, **settings: str) -> Iterator[Demo]:
    """Start the demo, wait until it prints its address, and end it by SIGTERM, which must be no failure.

    settings: more of them for its bot, by variable.
    """
    process = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0", "--directory", str(directory)],
        env={**clean_environment(), **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Demo(_page_of(process), directory, process)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stdout is not None
        process.stdout.close()


def _page_of(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        match = _PAGE.search(line)
        if match:
            return match[1]
    raise AssertionError(f"the demo ended with status {process.wait()} before it printed an address")
