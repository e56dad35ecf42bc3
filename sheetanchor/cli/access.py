"""How a command gets at the replica: beside a running bot for reading, by that bot or alone for writing."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NoReturn

import click

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.bot.worker import WorkerRunsError, only_worker
from sheetanchor.cli.bot_socket import Answered, Asked, ask
from sheetanchor.cli.console import console
from sheetanchor.cli.lazy import ARGUMENTS

_BUSY = "only one may write; where a bot is just starting or ending, run this again. Nothing was changed"
_ALONE = (
    "this command needs the replica for itself; stop the bot (such as `systemctl stop sheetanchor`), run "
    "this again and start it anew. Nothing was changed"
)
_serving: ContextVar[Container | None] = ContextVar("serving", default=None)


@contextmanager
def reading() -> Iterator[Container]:
    """The container of a command that only reads; its replica is `reading_replica`."""
    container = Container(settings=load_settings())
    replica = container.reading_replica()
    try:
        yield container
    finally:
        replica.close()


@contextmanager
def writing() -> Iterator[Container]:
    """The container of a command that writes.

    Where a bot works on the replica, the bot does the whole command, which ends here with what it printed.
    Raises WorkerRunsError where another process works on the replica that cannot be asked.
    """
    serving = _serving.get()
    if serving is not None:
        yield serving
        return
    try:
        with alone(_BUSY) as container:
            yield container
    except WorkerRunsError:
        answered = _asked_of_bot()
        if answered is None:
            raise
        _end_as(answered)


@contextmanager
def alone(advice: str = _ALONE) -> Iterator[Container]:
    """The container of a command that writes while no other process does.

    advice: what to do where one does. Raises WorkerRunsError.
    """
    settings = load_settings()
    container = Container(settings=settings)
    with only_worker(settings.database_path, advice):
        replica = container.replica()
        try:
            yield container
        finally:
            replica.close()


@contextmanager
def serving(container: Container) -> Iterator[None]:
    """Commands that write work on this container: that of a running bot."""
    token = _serving.set(container)
    try:
        yield
    finally:
        _serving.reset(token)


def _asked_of_bot() -> Answered | None:
    words: Sequence[str] = click.get_current_context().meta[ARGUMENTS]
    return ask(load_settings().database_path, Asked(words, console().width))


def _end_as(answered: Answered) -> NoReturn:
    click.echo(answered.output, nl=False)
    click.echo(answered.errors, nl=False, err=True)
    sys.exit(answered.status)
