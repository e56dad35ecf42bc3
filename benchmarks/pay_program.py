"""The use cases of pay on a real replica and the real client, with or without the sync loop beside them."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sheetanchor.bot.container import Container
from sheetanchor.compat.background import Background
from sheetanchor.compat.environment import load
from sheetanchor.sandbox.faults.latency import Latency
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World
from sheetanchor.services.payroll.create_shift import ShiftRequest
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.straight import settled_pass
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.pending import PendingWork

ANN, BEN = 1001, 1002
_ZONE = ZoneInfo("America/New_York")
_LONGEST_SECONDS = 60.0
_QUIET_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Requests:
    """Reads and writes count on the quota of Sheets, looks at Drive do not."""

    reads: int
    writes: int
    drive: int

    @property
    def sheets(self) -> int:
        """What the predecessor's figures count."""
        return self.reads + self.writes


def yesterday(hour: int, days: int = 1) -> datetime:
    """A full hour of the clock on the wall."""
    midnight = datetime.now(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return midnight - timedelta(days=days) + timedelta(hours=hour)


@dataclass(frozen=True)
class Program:
    """What the bot is made of, but for the chat."""

    world: World
    container: Container

    def read_all(self) -> None:
        """Until everything is read, and the fence stands."""
        for _ in range(2):
            settled_pass(self.container.engine(), self.container.replica(), full=True)

    def create(self, employee_id: int = ANN, amount: int = 500) -> ShiftSaved:
        """A shift of eight hours, and what the bot does once the message about a new rank was taken."""
        pay = self.container.payroll
        sales = {"Model A": Decimal(amount)}
        asked = ShiftRequest(employee_id, f"user_{employee_id}", yesterday(9), yesterday(17), sales)
        saved: ShiftSaved = pay.create_shift()(asked, f"benchmark:{employee_id}")
        if saved.rank is not None and saved.rank.change is not None:
            pay.mark_rank_told()(employee_id, saved.rank.month, saved.rank.change.new.name)
        return saved

    def warm_up(self) -> None:
        """As a bot that has run for a while: somebody else's shift was the first."""
        self.create(BEN)
        self.wait_until_quiet()

    def requests_of(self, action: Callable[[], object]) -> Requests:
        """What reached the sandbox meanwhile."""
        before = Counter(self.world.recorder.by_call())
        action()
        counted = Counter(self.world.recorder.by_call()) - before
        writes = counted["spreadsheets.batchUpdate"] + counted["spreadsheets.values.update"]
        drive = sum(count for call, count in counted.items() if call.startswith("drive."))
        sheets = sum(count for call, count in counted.items() if call.startswith("spreadsheets."))
        return Requests(sheets - writes, writes, drive)

    @contextmanager
    def loop_at_work(self) -> Iterator[None]:
        """The sync loop on its thread, its first pass behind it."""
        background = Background(self.container.loop(), self.container.wake())
        background.start()
        try:
            self._wait_until(lambda: self.container.replica().state(facts.LAST_FETCH_AT) is not None)
            self.wait_until_quiet()
            yield
        finally:
            background.stop()

    def wait_until_pushed(self) -> None:
        """Until the sheet has all that was written here."""
        is_pending = PendingWork(self.container.tables(), self.container.replica())
        self._wait_until(lambda: not is_pending())

    @staticmethod
    def _wait_until(is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST_SECONDS
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it did not come about within {_LONGEST_SECONDS:g} s")
            time.sleep(0.002)

    def wait_until_quiet(self) -> None:
        """Until nothing was asked for a while."""
        known, since = -1, time.monotonic()
        while time.monotonic() - since < _QUIET_SECONDS:
            if len(self.world.recorder.requests) != known:
                known, since = len(self.world.recorder.requests), time.monotonic()
            time.sleep(0.01)
        self.wait_until_pushed()


@contextmanager
def program(prepare: Callable[[Spreadsheet], None], google_seconds: float) -> Iterator[Program]:
    """A program on a workbook of its own; every request to Google takes so long before it is looked at."""
    world = World(deterministic=True)
    prepare(seed_demo(world))
    for api in ("spreadsheets", "drive", "token"):
        world.faults.slow(Latency(google_seconds), api)
    with TemporaryDirectory() as folder, running(world, telegram=False) as sandbox:
        settings = load(
            spreadsheet_id=DEMO_SPREADSHEET_ID,
            service_account_file=sandbox.service_account(Path(folder) / "key.json"),
            database_url=f"sqlite:///{Path(folder) / 'replica.db'}",
            sheets_base_url=sandbox.url,
        )
        container = Container(settings=settings)
        try:
            yield Program(world, container)
        finally:
            container.google_sheet().close()
