"""The bot: its own container, on a real wire to the boss's spreadsheet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from google.auth.credentials import Credentials
from pydantic import HttpUrl, SecretStr

from sheetanchor import Column, Deletions, Integer, Policy, Source, Table, Text, hookimpl
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.shown import shown_key
from sheetanchor.domain.tables.values import Value, Values
from sheetanchor.sandbox.pytest import RunningSandbox
from tests.scenarios.workbook import TASKS

NOON = datetime(2025, 11, 1, 12, tzinfo=ZoneInfo("America/New_York"))

_WATCH_INTERVAL = 15
_ALL = 1000


class TasksPlugin:
    """A table of a third party: either side may delete, and of conflicts a person is asked."""

    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (Column("id", "Id", Integer(), required=True), Column("what", "What", Text()))
        return (Table("tasks", TASKS, columns, key=("id",), policy=Policy.ASK, deletions=Deletions.BOTH),)


class Bot:
    """The real parts; only the clock is ours, so that waiting takes no time.

    Tables are named by their tab, rows and columns as the boss names them.
    """

    def __init__(
        self, sandbox: RunningSandbox, spreadsheet_id: str, key: Path, folder: Path, plugin: object
    ) -> None:
        self._plugin = plugin
        self._recorder = sandbox.world.recorder
        self.database = folder / "replica.db"
        self.clock = FakeClock(NOON)
        self._settings = Settings(
            spreadsheet_id=spreadsheet_id,
            service_account_file=key,
            bot_token=SecretStr("1:token"),
            database_url=f"sqlite:///{self.database}",
            products=("Model A",),
            sheets_base_url=HttpUrl(sandbox.url),
        )
        self._open()

    def _open(self) -> None:
        self._google = GoogleSheet(
            self._settings.spreadsheet_id,
            _credentials(self._settings.service_account_file),
            base_url=self._settings.sheets_url,
            sleep=self.clock.advance,
            monotonic=self.clock.monotonic,
        )
        self.parts = Container(settings=self._settings)
        self.parts.clock.override(self.clock)
        self.parts.google_sheet.override(self._google)
        self.parts.plugins().register(self._plugin, "tasks")
        self.replica = self.parts.replica()
        self._by_tab = {table.tab: table for table in self.parts.tables()}

    def restarts(self, **settings: object) -> None:
        """As after a kill: what is not in the database is forgotten. settings: those that are others now."""
        self.closes()
        self._settings = self._settings.model_copy(update=settings)
        self._open()

    def closes(self) -> None:
        self.replica.close()
        self.parts.reading_replica().close()
        self._google.close()

    def writes(self, tab: str, row: int, header: str, text: str) -> None:
        table = self._by_tab[tab]
        column = next(column for column in table.columns if column.header == header)
        self.parts.local_tables().write(
            table.name, {table.key[0]: row, column.field: column.kind.read(Cell(text))}
        )

    def adds(self, tab: str, line: str) -> None:
        table = self._by_tab[tab]
        self.parts.local_tables().write(table.name, _values(table, line))

    def replaces(self, tab: str, *lines: str) -> None:
        """All rows of a list at once."""
        table = self._by_tab[tab]
        self.parts.local_tables().replace(table.name, [_values(table, line) for line in lines])

    def deletes(self, tab: str, row: int) -> None:
        self.parts.local_tables().delete(self._by_tab[tab].name, (row,))

    def syncs(self, passes: int = 1, *, full: bool = False) -> None:
        """As often as told, one watch interval after the other."""
        for _ in range(passes):
            self.parts.upkeep.passes().run_pass(full=full)
            self.clock.advance(_WATCH_INTERVAL)

    def fails_to_sync(self) -> str:
        """One pass that ends by a fault of the network's; what the error is called."""
        try:
            self.syncs()
        except RemoteError as error:
            self.clock.advance(_WATCH_INTERVAL)
            return type(error).__name__
        raise AssertionError("nothing went wrong")

    def knows(self, tab: str) -> list[str]:
        """The rows of the replica, as the boss sees them once both sides agree."""
        rows = self.replica.snapshot(self._by_tab[tab].name).values()
        return [_line(row.values) for row in rows]

    def unsent(self, tab: str) -> list[str]:
        """The rows that the sheet has still to learn."""
        table = self._by_tab[tab]
        rows = self.replica.snapshot(table.name).values()
        return [shown_key(table, row.key) for row in rows if row.is_pending]

    def overruled(self) -> list[str]:
        """What both sides had changed, the oldest first, and whose value stands."""
        return [self._conflict(kept) for kept in self.replica.conflicts(_ALL)[::-1]]

    def problems(self) -> list[str]:
        """What waits for a person, and where."""
        return [
            f"{found.kind.value} {found.tab}" + (f"!{found.cell}" if found.cell else "")
            for found in self.parts.upkeep.problems().read()
        ]

    def told(self) -> str:
        """The sentences of all problems."""
        return "\n".join(found.message for found in self.parts.upkeep.problems().read())

    def history(self, tab: str, row: int) -> list[str]:
        """What became of a row, the oldest first: by which side, and how it stood then."""
        changes = self.replica.history(self._by_tab[tab].name, (row,))[::-1]
        return [
            f"{change.side.value}: {'gone' if change.after is None else _line(change.after)}"
            for change in changes
        ]

    def log(self) -> list[str]:
        """The lines of the sync log, the oldest first."""
        lines = SqliteSyncLog(self.replica.database, self.clock).recent(_ALL)[::-1]
        return [f"{line.operation} {line.table or ''} {line.status} {line.message}" for line in lines]

    def rests(self) -> None:
        """Two more passes read everything, write nothing anywhere, and change nothing here."""
        before, written = self._everything(), self._writes()
        self.syncs(2, full=True)
        assert self._writes() == written, "a pass without reason wrote to the sheet"
        assert self._everything() == before, "a pass without reason changed the replica"

    def requests(self, call: str) -> int:
        """How often this bot has made a call of the API so far."""
        return sum(self._settings.spreadsheet_id in each.path for each in self._recorder.calls(call))

    def _writes(self) -> int:
        calls = self._recorder.calls("spreadsheets")
        return sum(each.method != "GET" and self._settings.spreadsheet_id in each.path for each in calls)

    def _everything(self) -> object:
        rows = [dict(self.replica.snapshot(table.name)) for table in self._by_tab.values()]
        return rows, self.overruled(), self.problems()

    def _conflict(self, kept: KeptConflict) -> str:
        conflict = kept.conflict
        table = next(table for table in self._by_tab.values() if table.name == conflict.table)
        header = "" if conflict.field is None else f" {table.by_field[conflict.field].header}"
        sides = f"{_side(conflict.sheet)} in the sheet, {_side(conflict.local)} in the bot"
        return f"{table.tab} {shown_key(table, conflict.key)}{header}: {sides}; {_WINNERS[conflict.winner]}"


@cache
def _credentials(key: Path) -> Credentials:
    """One account for all stories: to load its key takes longer than a pass."""
    return service_account_from_file(key)


_WINNERS = {Source.SHEETS: "the sheet's stands", Source.LOCAL: "the bot's stands", None: "somebody is asked"}


def _values(table: Table, line: str) -> Mapping[str, Value]:
    cells = zip(table.columns, line.split(" | "), strict=False)
    return {column.field: column.kind.read(Cell(text)) for column, text in cells if text}


def _side(values: Values | None) -> str:
    return "no such row" if values is None else _line(values)


def _line(values: Values) -> str:
    return " | ".join(map(_text, values.values())).rstrip(" |")


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
