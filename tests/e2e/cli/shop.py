"""A served spreadsheet, a replica on disk, and the commands as an operator types them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from click.testing import CliRunner
from filelock import FileLock

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.system.clock import SystemClock
from sheetanchor.adapters.system.wake import ThreadWake
from sheetanchor.cli.exits import USAGE, status_of
from sheetanchor.cli.main import cli
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.plugins.hookspecs import PluginSettings
from sheetanchor.plugins.manager import build_plugin_manager, collect_tables
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.services.tables import LocalTables
from tests.e2e.demo import clean_environment

FIRST = 1001
ZONE = ZoneInfo("Etc/UTC")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Shop:
    """Everything that stands around a command."""

    sandbox: RunningSandbox
    directory: Path

    @property
    def database(self) -> Path:
        return self.directory / "replica.db"

    @property
    def environment(self) -> Mapping[str, str]:
        settings = {
            "SPREADSHEET_ID": DEMO_SPREADSHEET_ID,
            "SERVICE_ACCOUNT_FILE": str(self.directory / "key.json"),
            "BOT_TOKEN": DEMO_BOT_TOKEN,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SHEETS_BASE_URL": self.sandbox.url,
            "TELEGRAM_BASE_URL": self.sandbox.url,
            "TIME_ZONE": "Etc/UTC",
        }
        return {
            **clean_environment(),
            "COLUMNS": "250",
            **{f"SHEETANCHOR_{k}": v for k, v in settings.items()},
        }

    def run(self, *arguments: str) -> Done:
        """A command in this process, ended as `main` would end it."""
        result = CliRunner().invoke(cli, arguments, env=self.environment, standalone_mode=False)
        error = result.exception
        if isinstance(error, SheetanchorError):
            return Done(status_of(error), result.stdout, str(error))
        if isinstance(error, click.ClickException):
            status = USAGE if isinstance(error, click.UsageError) else error.exit_code
            return Done(status, result.stdout, error.format_message())
        if error is not None and not isinstance(error, SystemExit):
            raise error
        return Done(result.exit_code, result.stdout, result.stderr)

    def told(self, *arguments: str) -> str:
        """What a command prints that must succeed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """What a reading command tells programs."""
        return json.loads(self.told(*arguments, "--json"))

    def conflict(self, ours: int = 20, theirs: int = 17) -> int:
        """Both sides change one wage, and a pass finds it; the number of the conflict."""
        self.write_wage(ours)
        self.tab().type_at("B2", str(theirs))
        self.told("sync")
        number: int = self.json("conflicts", "list", "--all")[0]["number"]
        return number

    def overwrite(self, typed: str, then: str) -> int:
        """The program writes over what is typed unseen, and the cell changes again before it is put back."""
        faults = self.sandbox.world.faults

        def type_unseen() -> None:
            self.tab().type_at("B2", typed)
            faults.before("spreadsheets.get", lambda: self.tab().type_at("B2", then))

        self.write_wage(20)
        faults.before("spreadsheets.batchUpdate", type_unseen)
        self.told("sync")
        number: int = self.json("conflicts", "list")[0]["number"]
        return number

    def tab(self, title: str = "EmployeeSettings") -> Sheet:
        return self.sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)[title]

    def shown(self, address: str, title: str = "EmployeeSettings") -> str:
        """A cell as the boss sees it."""
        return self.tab(title).shown_at(address)

    @contextmanager
    def program(self) -> Iterator[LocalTables]:
        """Writes as the bot does, while no command runs."""
        clock, plugins = SystemClock(ZONE), build_plugin_manager()
        tables = collect_tables(plugins, PluginSettings(zone=ZONE))
        replica = SqliteReplica(self.database, tables, clock)
        try:
            yield LocalTables(tables, replica, clock, ThreadWake())
        finally:
            replica.close()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Another process works on the replica, as a running bot does."""
        with FileLock(f"{self.database}.lock"):
            yield

    def write_wage(self, wage: int, employee: int = FIRST) -> None:
        with self.program() as local:
            local.write("employee_settings", {"employee_id": employee, "hourly_wage": Decimal(wage)})
