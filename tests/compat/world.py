"""An old bot on a real wire: its services against a sandbox that counts and breaks things."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sheets.client import Timeouts
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.bot.container import Container
from sheetanchor.compat import HybridService, SheetsService
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.sheet import Sheet
from tests.contract.compat_world import TABS, container_on


class Calls(NamedTuple):
    """Requests that count on the quota of Sheets, and those to Drive, which do not."""

    reads: int
    writes: int
    drive: int


class OldWorkbook:
    """The old bot's spreadsheet. Waiting takes no time; half a minute passes with every measured call."""

    def __init__(self, sandbox: RunningSandbox, folder: Path) -> None:
        self.world = sandbox.world
        self.sandbox = sandbox
        self.folder = folder
        self.book = sandbox.world.create_spreadsheet("Old bot")
        for title, rows in TABS.items():
            self._fill(self.book.add_sheet(title), rows)
        self.clock = FakeClock()

    @staticmethod
    def _fill(sheet: Sheet, rows: Any) -> None:
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.type_cell(place, column, str(value))

    def container(self) -> Container:
        """A new process's container, on the real client."""
        key = service_account_from_file(self.sandbox.service_account(self.folder / "account.json"))
        waiting = FakeClock()
        google = GoogleSheet(
            self.book.spreadsheet_id,
            key,
            base_url=self.sandbox.url,
            timeouts=Timeouts(connect=2.0, read=1.0),
            sleep=waiting.advance,
            monotonic=waiting.monotonic,
        )
        container = container_on(google, self.folder)
        self.clock = FakeClock(container.clock().now())
        container.clock.override(self.clock)
        return container

    def sheets_service(self) -> SheetsService:
        return SheetsService(container=self.container())

    def hybrid_service(self) -> HybridService:
        return HybridService(auto_sync=False, container=self.container())

    def calls_of(self, action: Callable[[], object]) -> Calls:
        """What the action asked for, counted at the other end of the wire."""
        before = Counter(self.world.recorder.by_call())
        action()
        counted = Counter(self.world.recorder.by_call()) - before
        self.clock.advance(timedelta(seconds=30))
        return Calls(
            reads=counted["spreadsheets.get"] + counted["spreadsheets.values.get"],
            writes=counted["spreadsheets.batchUpdate"] + counted["spreadsheets.values.update"],
            drive=counted["drive.files.get"],
        )

    def shown(self, tab: str) -> list[list[str]]:
        """The filled rows below the header, as people see them."""
        width = len(TABS[tab][0])
        sheet = self.book[tab]
        lines = ([sheet.shown_at(f"{chr(65 + n)}{row}") for n in range(width)] for row in range(2, 12))
        return [line for line in lines if any(line)]


def shift(**changes: Any) -> dict[str, Any]:
    """Eight hours of Ann's, 500 sold of Model A."""
    return {
        "date": "2025/11/01 17:05:00",
        "employee_id": 1001,
        "employee_name": "ann",
        "clock_in": "2025/11/01 09:00:00",
        "clock_out": "2025/11/01 17:00:00",
        "products": {"Model A": Decimal(500)},
        **changes,
    }
