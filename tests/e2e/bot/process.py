"""The real bot process against a served sandbox, killed and started again at will, and people who chat."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.telegram.shown import ShownMessage
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from tests.e2e.demo import COMMAND, clean_environment

SECONDS = 30.0
FoundT = TypeVar("FoundT")


def until(look: Callable[[], FoundT | None], what: str) -> FoundT:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + SECONDS
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {SECONDS:g} s")
        time.sleep(0.01)


@dataclass
class BotProcess:
    """`sheetanchor run` with a replica of its own; settings: more of them, without the prefix.

    options: of `sheetanchor` itself. variables: others of its environment.
    """

    sandbox: RunningSandbox
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        usual = {
            "SPREADSHEET_ID": DEMO_SPREADSHEET_ID,
            "SERVICE_ACCOUNT_FILE": str(self.sandbox.service_account(self.folder / "key.json")),
            "BOT_TOKEN": DEMO_BOT_TOKEN,
            "DATABASE_URL": f"sqlite:///{self.folder / 'replica.db'}",
            "SHEETS_BASE_URL": self.sandbox.url,
            "TELEGRAM_BASE_URL": self.sandbox.url,
            "WATCH_INTERVAL": "1",
        }
        named = {f"SHEETANCHOR_{name}": value for name, value in {**usual, **self.settings}.items()}
        return {**clean_environment(), **named, **self.variables}

    @property
    def log(self) -> str:
        """All that every start has logged."""
        return (self.folder / "log.txt").read_text()

    def start(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            command = [*COMMAND, *self.options, "run"]
            self.process = subprocess.Popen(command, env=self.environment, stderr=log)

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> int:
        """As systemd does."""
        if self.process is None or self.process.poll() is not None:
            return 0 if self.process is None else self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)

    def freeze(self) -> None:
        """It neither reads nor writes until it is thawed."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)


@dataclass
class Someone:
    """A person who reads and taps."""

    telegram: TelegramState
    person_id: int

    @property
    def messages(self) -> tuple[ShownMessage, ...]:
        return tuple(one for one in self.telegram.chat(self.person_id).messages if one.is_from_bot)

    def sees(self, part: str) -> str:
        """Wait until the newest message holds a part; its text."""

        def look() -> str | None:
            newest = self.messages[-1:]
            return next((message.text for message in newest if part in message.text), None)

        try:
            return until(look, f"{part!r} before {self.person_id}")
        except TimeoutError as error:
            texts = [message.text for message in self.messages]
            raise AssertionError(f"{error}; there is {texts}") from error

    def says(self, text: str) -> None:
        self.telegram.send_text(self.person_id, text)

    def taps(self, label: str) -> str | None:
        """As soon as there is such a button."""

        def press() -> str | None:
            try:
                return self.telegram.press(self.person_id, text=label)
            except PersonError:
                return None

        return until(press, f"a button {label!r} before {self.person_id}")

    def notices(self) -> list[str]:
        """What was said on top of the chat so far, blanks left out."""
        return [notice.text for notice in self.telegram.chat(self.person_id).notices if notice.text]

    def buttons(self) -> dict[str, str]:
        """Data by label, of the newest message."""
        rows = self.messages[-1].buttons
        return {button.text: button.data or "" for row in rows for button in row}
