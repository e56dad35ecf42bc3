"""`sheetanchor run`: the bot and its sync worker."""

import click

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.bot.worker import only_worker, run_bot


@click.command()
def run() -> None:
    """Run the bot and keep the sheet and the replica equal, until SIGTERM."""
    settings = load_settings()
    container = Container(settings=settings)
    with only_worker(settings.database_path):
        try:
            run_bot(container.bot(), container.loop(), container.wake())
        finally:
            container.replica().close()
