"""The served spreadsheet and the people at it; everything is as it was as often as asked."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.values import Values
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World, WorldState
from tests.crashes.ledger import Ledger, cells_of
from tests.crashes.program import Place, declared

#: The header of a column that no table declares.
FOREIGN = "Ident"
_BATCH = "spreadsheets.batchUpdate"
_ERRANDS = (("Number", "What", FOREIGN), *((str(n), f"errand {n}", f"errand-{n}") for n in range(1, 7)))


@dataclass(frozen=True)
class Saved:
    """The spreadsheet, the files of all replicas and the ledger at one moment."""

    world: WorldState
    databases: dict[Path, Path]
    ledger: Ledger


@dataclass
class Shop:
    """One spreadsheet, and where programs keep their replicas. Tables are named as they are declared."""

    sandbox: RunningSandbox
    place: Place
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def world(self) -> World:
        return self.sandbox.world

    def another(self, name: str) -> Place:
        """For a program with a replica of its own at the same spreadsheet."""
        return Place(self.place.folder, self.place.url, name)

    def save(self, name: str) -> Saved:
        """Keep everything under a name; nobody has a replica open."""
        databases = {path: path.with_suffix(f".{name}") for path in self._databases()}
        for path, copy in databases.items():
            shutil.copy(path, copy)
        return Saved(self.world.snapshot(), databases, deepcopy(self.ledger))

    def bring_back(self, saved: Saved) -> None:
        """Everything is as it was; only the record of requests goes on."""
        self.world.faults.clear()
        self.world.restore(saved.world)
        self.ledger = deepcopy(saved.ledger)
        for path in self._databases():
            replace_database(path, saved.databases.get(path))

    @property
    def applied(self) -> int:
        """How many batches were applied so far."""
        return sum(request.status == HTTPStatus.OK for request in self.world.recorder.calls(_BATCH))

    def tab(self, name: str) -> Sheet:
        return self.world.spreadsheet(DEMO_SPREADSHEET_ID)[declared()[name].tab]

    def meanings(self, name: str) -> list[Values]:
        """The rows of a table's tab that hold anything, by what they mean."""
        return [self._meaning(name, row) for row in self._rows(name)]

    def lines(self, name: str) -> list[tuple[str, ...]]:
        """The same as people see them, foreign columns too."""
        return [tuple(self._line(name, row)) for row in self._rows(name)]

    def foreign(self, name: str) -> set[tuple[str, str]]:
        """What stands in the foreign column, each with the first cell of its row."""
        header = self._line(name, 0)
        if FOREIGN not in header:
            return set()
        lines = [(line[0], line[header.index(FOREIGN)]) for line in self.lines(name)]
        return {line for line in lines if line[1]}

    def row_of(self, name: str, key: str) -> int:
        """The grid row whose first cell shows the key."""
        return next(row for row in self._rows(name) if self.tab(name).shown(row, 0) == key)

    def has(self, name: str, key: str) -> bool:
        return any(line[0] == key for line in self.lines(name))

    def type(self, name: str, row: int, text: str, into: str) -> None:
        """Somebody types over the cell of a field, and has seen what stands there."""
        table = declared()[name]
        before = cells_of(table, self._meaning(name, row))
        column = self._line(name, 0).index(table.by_field[into].header)
        self.tab(name).type_cell(row, column, text)
        after = cells_of(table, self._meaning(name, row))
        self.ledger.replaced |= before - after
        self.ledger.written |= after - before

    def fill(self, name: str, row: int, *texts: str) -> None:
        """Somebody fills a blank row in."""
        for column, text in enumerate(texts):
            self.tab(name).type_cell(row, column, text)
        self.ledger.written |= cells_of(declared()[name], self._meaning(name, row))

    def delete(self, name: str, key: str) -> None:
        """Somebody deletes a row."""
        row = self.row_of(name, key)
        self.ledger.deleted(declared()[name], self._meaning(name, row))
        self.tab(name).delete_rows(row)

    def first_blank(self, name: str) -> int:
        """The row below all others."""
        return 1 + max([0, *self._rows(name)])

    def _databases(self) -> list[Path]:
        return sorted(self.place.folder.glob("*.db"))

    def _rows(self, name: str) -> list[int]:
        sheet = self.tab(name)
        filled = [row for row in range(1, sheet.size[0]) if sheet.row_cells(row)]
        return [row for row in filled if any(self._line(name, row))]

    def _line(self, name: str, row: int) -> list[str]:
        sheet = self.tab(name)
        return [sheet.shown(row, column) for column in range(sheet.size[1])]

    def _meaning(self, name: str, row: int) -> Values:
        header, line = self._line(name, 0), self._line(name, row)
        cells = {column: line[header.index(column.header)] for column in declared()[name].columns}
        return {
            column.field: column.kind.read(Cell(text)) if text else column.default
            for column, text in cells.items()
        }


@contextmanager
def served_shop(folder: Path) -> Iterator[Shop]:
    """A shop whose workbook is served until the block ends."""
    world = World(deterministic=True)
    _build(world)
    with running(world, telegram=False) as sandbox:
        place = Place(folder, sandbox.url)
        sandbox.service_account(place.key)
        shop = Shop(sandbox, place)
        shop.ledger.foreign.update({name: shop.foreign(name) for name in ("employee_settings", "errands")})
        yield shop


def _build(world: World) -> None:
    """The demo's workbook, a tab for the plugin's table, and foreign columns."""
    book = seed_demo(world)
    errands = book.append_sheet("Errands", rows=40, columns=5)
    for row, line in enumerate(_ERRANDS):
        for column, text in enumerate(line):
            errands.type_cell(row, column, text)
    staff = book["EmployeeSettings"]
    for row in range(8):
        staff.type_cell(row, 4, f"person-{row}" if row else FOREIGN)


def back_up(database: Path, copy: Path) -> None:
    """By SQLite's own backup, whoever has the file open."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def replace_database(database: Path, by: Path | None) -> None:
    """Put a copy in the place of a replica, or nothing at all."""
    for ending in ("", "-wal", "-shm"):
        database.with_name(f"{database.name}{ending}").unlink(missing_ok=True)
    if by is not None:
        shutil.copy(by, database)


def integrity(database: Path) -> str:
    """What SQLite says of the file."""
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
