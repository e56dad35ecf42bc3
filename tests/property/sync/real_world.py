"""The same world over the real thing: the client of Google on a wire to the sandbox, and replicas on disk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.sandbox.pytest import RunningSandbox
from tests.property.sync.declarations import Setup
from tests.property.sync.real_sheet import PATIENT, RealSheet
from tests.property.sync.scene import Scene
from tests.property.sync.steps import NAMES, Step, take
from tests.property.sync.wire import Points
from tests.property.sync.world import SimulatedWorld

#: Versions and backups are files of other kinds here, and a formula is worked out by the server.
_LEFT_OUT = frozenset({"old version", "backup", "forget", "formula"})
#: A wire is for faults.
REAL_NAMES = [name for name in NAMES if name not in _LEFT_OUT] + ["fail", "lose", "pass"] * 8


class DiskStore(SqliteReplica):
    """A replica on disk on which an engine may die before, within and after each transaction."""

    def __init__(
        self, path: Path, tables: Sequence[Table], scene: Scene, on_commit: Callable[[], None]
    ) -> None:
        super().__init__(path, tables, scene.clock)
        self._points: Points = scene.points
        self._on_commit = on_commit

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self._points.reach("transaction")
        with super().transaction() as tx:
            yield tx
            self._points.reach("commit")
        self._on_commit()
        self._points.reach("after commit")


def run_real(steps: Sequence[Step], setup: Setup, sandbox: RunningSandbox) -> SimulatedWorld:
    """As `steps.run`, on a spreadsheet of its own; raises BrokenPromiseError."""
    sandbox.world.faults.clear()
    book = sandbox.world.create_spreadsheet("Simulated")
    with TemporaryDirectory() as folder:
        scene = Scene(lambda points, on_write: RealSheet(points, on_write, sandbox.world, book))
        assert isinstance(scene.sheet, RealSheet)
        google = _google(scene, sandbox, book.spreadsheet_id, Path(folder) / "key.json")
        scene.sheet.connect(google)
        stores: list[DiskStore] = []

        def new_store(name: str, tables: Sequence[Table], on_commit: Callable[[], None]) -> DiskStore:
            stores.append(DiskStore(Path(folder) / f"{name}.db", tables, scene, on_commit))
            return stores[-1]

        scene.new_store = new_store
        try:
            world = SimulatedWorld(setup, scene)
            for step in steps:
                take(world, step)
            world.quiet()
        finally:
            google.close()
            for store in stores:
                store.close()
            sandbox.world.delete_file(book.spreadsheet_id)
    return world


def _google(scene: Scene, sandbox: RunningSandbox, book: str, key: Path) -> GoogleSheet:
    return GoogleSheet(
        book,
        service_account_from_file(sandbox.service_account(key)),
        base_url=sandbox.url,
        timeouts=PATIENT,
        sleep=scene.clock.advance,
        monotonic=scene.clock.monotonic,
        random=lambda: 0.5,
    )
