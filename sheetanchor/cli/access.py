"""How a command gets at the replica: beside a running bot for reading, alone for writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.bot.worker import only_worker

_STOP_IT = (
    "only one may write, and a running bot does; stop it (such as `systemctl stop sheetanchor`), run this "
    "again and start it anew. Nothing was changed"
)


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
def writing(advice: str = _STOP_IT) -> Iterator[Container]:
    """The container of a command that writes, while no other process works on the replica.

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
