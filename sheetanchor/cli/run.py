"""`sheetanchor run`: the bot and its sync worker."""

import faulthandler
from collections.abc import Callable

import click

from sheetanchor.adapters.telegram.redaction import hide_in_log
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import Settings, load_settings
from sheetanchor.bot.worker import only_worker, run_bot
from sheetanchor.cli.access import serving
from sheetanchor.cli.bot_socket import Asked, listening
from sheetanchor.cli.console import as_wide_as
from sheetanchor.cli.main import run_command


@click.command()
def run() -> None:
    """Run the bot and keep the sheet and the replica equal, until SIGTERM."""
    # Where the watchdog ends the program, the journal shows where each thread stood.
    faulthandler.enable()
    settings = load_settings()
    _hide_secrets(settings)
    container = Container(settings=settings)
    with only_worker(settings.database_path), listening(settings.database_path, _commands_on(container)):
        try:
            run_bot(container.bot(), container.loop(), container.wake())
        finally:
            container.replica().close()


def _commands_on(container: Container) -> Callable[[Asked], int]:
    def run_asked(asked: Asked) -> int:
        with serving(container), as_wide_as(asked.columns):
            return run_command(asked.arguments)

    return run_asked


def _hide_secrets(settings: Settings) -> None:
    for secret, shown in ((settings.bot_token, "<bot token>"), (settings.webhook_secret, "<webhook secret>")):
        if secret is not None:
            hide_in_log(secret.get_secret_value(), shown)
