"""`sheetanchor demo`: the sandbox and the bot in one command, no credentials."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from sheetanchor.bot.settings import PREFIX
from sheetanchor.domain.errors import OperatorError
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN

_REAL = ("BOT_TOKEN", "SERVICE_ACCOUNT_FILE", "SPREADSHEET_ID")
_READY = "READY "
_STOP_SECONDS = 15


class DemoRefusedError(OperatorError):
    """The demo could not be started; nothing was changed."""


@click.command()
@click.option("--port", default=8080, show_default=True, help="Of the page; 0 takes any free one.")
@click.option(
    "--directory",
    default=Path(".demo"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the demo keeps its replica and its make-believe key.",
)
def demo(port: int, directory: Path) -> None:
    """A spreadsheet and a chat in your browser: change a wage, ask the bot."""
    _refuse_real_credentials(os.environ)
    directory.mkdir(parents=True, exist_ok=True)
    for stale in directory.glob("replica.db*"):
        stale.unlink()
    key = directory / "service-account.json"
    with _sandbox(port, key) as url, _bot(url, key, directory / "replica.db") as bot:
        click.echo(_welcome(url))
        sys.exit(_wait(bot))


def _refuse_real_credentials(environment: Mapping[str, str]) -> None:
    found = [f"{PREFIX}{name}" for name in _REAL if environment.get(f"{PREFIX}{name}")]
    if found:
        raise DemoRefusedError(
            f"{', '.join(found)} is set: the demo takes no real credentials, it makes its own. "
            "Unset it, or use `sheetanchor run` for the real thing."
        )


@contextmanager
def _sandbox(port: int, key: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "sheetanchor.sandbox", "--port", str(port), "--seed", "demo"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--service-account", str(key)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield _ready_url(process)
    finally:
        _stop(process)


def _ready_url(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if line.startswith(_READY):
            return line.removeprefix(_READY).strip()
    raise DemoRefusedError(
        f"the sandbox ended with status {process.wait()} before it was ready; "
        "is its port taken? Try --port 0."
    )


@contextmanager
def _bot(url: str, key: Path, database: Path) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        "SPREADSHEET_ID": DEMO_SPREADSHEET_ID,
        "SERVICE_ACCOUNT_FILE": str(key),
        "BOT_TOKEN": DEMO_BOT_TOKEN,
        "DATABASE_URL": f"sqlite:///{database}",
        "SHEETS_BASE_URL": url,
        "TELEGRAM_BASE_URL": url,
        "WATCH_INTERVAL": "1",
    }
    environment = {**os.environ, **{f"{PREFIX}{name}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "sheetanchor", "run"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own
    try:
        yield process
    finally:
        _stop(process)


def _welcome(url: str) -> str:
    return "\n".join(
        [
            "",
            f"  Open {url} in your browser.",
            "",
            "  Try: in the chat on the right press Start a shift and see the wage.",
            "       In the sheet on the left change that person's Hourly wage.",
            "       Press Refresh in the chat: the bot answers with the new one.",
            "",
            "  Ctrl-C ends it. Nothing leaves this computer.",
            "",
        ]
    )


def _wait(bot: subprocess.Popen[bytes]) -> int:
    """Until the bot ends, or Ctrl-C or SIGTERM ends the demo, which is no failure."""
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    try:
        return bot.wait()
    except KeyboardInterrupt:
        return 0


def _interrupt() -> None:
    raise KeyboardInterrupt


def _stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
