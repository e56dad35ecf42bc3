"""A real program: settings, container, Google's client, a replica on disk. Only time and chance are told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pluggy
from dependency_injector import providers

from sheetanchor import Column, Deletions, Integer, Table, Text, hookimpl
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sheets.credentials import ServiceAccount, service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.bot.worker import only_worker
from sheetanchor.plugins.hookspecs import PluginSettings
from sheetanchor.plugins.manager import build_plugin_manager, collect_tables
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.services.sync.report import Outcome

OptionT = TypeVar("OptionT")

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2025, 11, 1, 17, 5, tzinfo=ZONE)
ADMIN = 9001
_PASSES_TO_QUIET = 10


class Errands:
    """The one plugin beside the built-in ones: programs may delete rows of its table."""

    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (Column("number", "Number", Integer(), required=True), Column("what", "What", Text()))
        return (
            Table(name="errands", tab="Errands", key=("number",), deletions=Deletions.BOTH, columns=columns),
        )


@dataclass(frozen=True)
class Place:
    """Where a program finds the sandbox and keeps its replica; several may share a folder."""

    folder: Path
    url: str
    name: str = "replica"

    @property
    def database(self) -> Path:
        return self.folder / f"{self.name}.db"

    @property
    def key(self) -> Path:
        """What it signs in with."""
        return self.folder / "key.json"

    def dumped(self) -> Mapping[str, str]:
        """The three as text."""
        return {"folder": str(self.folder), "url": self.url, "name": self.name}

    @classmethod
    def loaded(cls, facts: Mapping[str, str]) -> "Place":
        return cls(Path(facts["folder"]), facts["url"], facts["name"])


@contextmanager
def opened(place: Place) -> Iterator[Container]:
    """As the bot and the commands open it, with the lock in its hands; raises WorkerRunsError."""
    settings = load_settings(
        spreadsheet_id=DEMO_SPREADSHEET_ID,
        service_account_file=place.key,
        bot_token=DEMO_BOT_TOKEN,
        database_url=f"sqlite:///{place.database}",
        sheets_base_url=place.url,
        time_zone=ZONE,
        admins=[ADMIN],
    )
    container = Container(settings=settings)
    container.clock.override(FakeClock(NOW))
    container.payroll.choose.override(providers.Object(_first))
    container.plugins.override(providers.Object(plugins()))
    sheet = GoogleSheet(DEMO_SPREADSHEET_ID, account(place.key), base_url=place.url)
    container.google_sheet.override(providers.Object(sheet))
    with only_worker(place.database):
        replica = container.replica()
        try:
            yield container
        finally:
            replica.close()
            sheet.close()


def settle(container: Container) -> None:
    """Pass after pass as the loop makes them, the first one full, until one finds nothing to do."""
    passes = container.upkeep.passes()
    passes.run_pass(full=True)
    for _ in range(_PASSES_TO_QUIET):
        if passes.run_pass().outcome is Outcome.UNCHANGED:
            return
    raise AssertionError("it never comes to rest")


@cache
def account(key: Path) -> ServiceAccount:
    """Checking the key takes longer than a pass, so that one process does it once."""
    return service_account_from_file(key)


@cache
def declared() -> Mapping[str, Table]:
    """All tables by name."""
    return {table.name: table for table in collect_tables(plugins(), PluginSettings(zone=ZONE))}


def synced() -> Sequence[Table]:
    """The tables that have a tab."""
    return [table for table in declared().values() if not table.is_local]


@cache
def plugins() -> pluggy.PluginManager:
    return build_plugin_manager({"errands": Errands()}, installed=False)


def _first(options: Sequence[OptionT], /) -> OptionT:
    return options[0]
