"""The old service that answers from a local database and keeps it equal with the sheet."""

import logging
import random
from contextlib import ExitStack

from sheetanchor.adapters.sqlite.predecessor import set_aside
from sheetanchor.bot.container import Container
from sheetanchor.bot.worker import only_worker
from sheetanchor.compat import records
from sheetanchor.compat.background import Background
from sheetanchor.compat.exchange import LocalFirst, OneAtATime, Through
from sheetanchor.compat.surface import Surface
from sheetanchor.compat.wiring import Wired, container_of, first_pass, leave_ranks, wire
from sheetanchor.domain.errors import RemoteError
from sheetanchor.ports.reference_data import DYNAMIC_RATES, EMPLOYEE_SETTINGS, RANKS
from sheetanchor.ports.replica import Replica
from sheetanchor.services.straight import settled_pass
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.loop import SyncLoop
from sheetanchor.services.sync.status import StatusReader

_LOG = logging.getLogger(__name__)
_COUNTED = (EMPLOYEE_SETTINGS, DYNAMIC_RATES, RANKS)


class SheetsView(Surface):
    """The same methods, but the sheet is read before and written after each call."""


class HybridService(Surface):
    """Answers and saves in microseconds to milliseconds, offline too; a thread does the syncing.

    auto_sync False: nothing is synced but by the force methods. One process works on a database at a time:
    raises WorkerRunsError where another does. Without a network it starts all the same if the database was
    filled before; else raises RemoteError. container: wired by somebody already; then db_path and
    sync_interval are those of its settings.
    """

    def __init__(
        self,
        cache_manager: object = None,
        db_path: str = "data/reference_data.db",
        sync_interval: float = 300,
        auto_sync: bool = True,  # noqa: FBT001, FBT002 - the old signature
        *,
        container: Container | None = None,
    ) -> None:
        made = container or container_of(database_url=f"sqlite:///{db_path}", sync_interval=sync_interval)
        self.db_path = str(made.settings().database_path)
        self.auto_sync = auto_sync
        self._open = ExitStack()
        try:
            self._start(made, cache_manager)
        except BaseException:
            self._open.close()
            raise

    def force_sync_from_sheets(self) -> dict[str, int]:
        """Read the sheet now; how many rows of wages, rates and ranks are known then."""
        self._read(lambda: settled_pass(self._passes, self._replica, full=True))
        return {table: len(self._replica.snapshot(table)) for table in _COUNTED}

    def force_push_to_sheets(self) -> dict[str, int]:
        """Write what waits now; how many rows of wages, rates and ranks were written."""
        report = self._read(self._passes.run_pass)
        written = {table.table: table.pushed for table in report.tables}
        return {table: written.get(table, 0) for table in _COUNTED}

    def get_sync_stats(self) -> dict[str, str | dict[str, int] | None]:
        """last_sync_time in ISO 8601 or None, and for each table how many rows are pending and synced."""
        return self._read(lambda: records.sync_stats(self._status.read()))

    def shutdown(self) -> None:
        """End the thread and close the database; twice is no error.

        What waits is written at the next start.
        """
        self._open.close()

    @property
    def sheets(self) -> Surface:
        """The same methods with the sheet read before and written after each call."""
        return self._view

    @property
    def sheets_service(self) -> Surface:
        """As `sheets`."""
        return self._view

    def _start(self, made: Container, cache_manager: object) -> None:
        path = made.settings().database_path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open.enter_context(only_worker(path))
        set_aside(path)
        self._replica: Replica = made.replica()
        self._open.callback(made.replica().close)
        self._open.callback(made.google_sheet().close)
        leave_ranks(made)
        self._passes = OneAtATime(made.upkeep.passes())
        self._status = StatusReader(made.tables(), self._replica)
        loop = SyncLoop(self._passes, made.clock(), made.wake(), made.loop_times(), random.random)
        background = Background(loop, made.wake())
        wired = wire(made, LocalFirst(background))
        super().__init__(wired, cache_manager)
        through = Wired(wired.parts, Through(self._passes, self._replica), wired.spreadsheet)
        self._view = SheetsView(through, cache_manager)
        self._first_pass()
        if self.auto_sync:
            background.start()
            self._open.callback(background.stop)

    def _first_pass(self) -> None:
        """What was synced before serves until the network is back."""
        try:
            first_pass(self._passes, self._replica, self._parts.tab)
        except RemoteError as error:
            if self._replica.state(facts.LAST_FETCH_AT) is None:
                raise
            _LOG.warning("the sheet cannot be reached yet, what was synced before serves: %s", error)


#: The name that some bots import.
HybridSheetsService = HybridService
