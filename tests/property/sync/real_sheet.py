"""The spreadsheet of the simulated world as a server keeps it: the real client on a real wire.

People work on a copy in memory. What they did is on the server before its next request, and what a batch did
there is done to the copy when it has been seen; then both have to hold the same, or one of them is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.adapters.sheets.client import Timeouts
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.domain.sync.errors import (
    CredentialError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
)
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.ports.sheet import Applied, Fetched, TabRef, TabWrite, TabWritten
from sheetanchor.sandbox.faults.plan import Fault
from sheetanchor.sandbox.sheets.cells import Cell as Kept
from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue
from sheetanchor.sandbox.sheets.grid import Grid
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World
from tests.property.sync.faults import label
from tests.property.sync.wire import Points, Wire

_Answer = TypeVar("_Answer")
_CALLS: Mapping[str, str] = {
    "version": "drive.files.get",
    "fetch": "spreadsheets.get",
    "find_applied": "spreadsheets.get",
    "push": "spreadsheets.batchUpdate",
}
PATIENT, HASTY = Timeouts(connect=10.0, read=60.0), Timeouts(connect=10.0, read=0.3)
#: More than the client repeats a request.
_LONG = 6


class RealSheet(Wire):
    """google: the client, which has to be connected before anything is asked."""

    def __init__(self, points: Points, on_write: Callable[[], None], world: World, book: Spreadsheet) -> None:
        super().__init__(points, on_write)
        self._world = world
        self._book = book
        self._is_behind = False
        self._token: str | None = None
        self._google: GoogleSheet | None = None
        self._faults = 0
        self._met: list[tuple[str, Fault]] = []
        self._ever: set[int] = set()

    def connect(self, google: GoogleSheet) -> None:
        """The client, once there is one."""
        self._google = google

    @property
    def google(self) -> GoogleSheet:
        assert self._google is not None
        return self._google

    def requests(self) -> int:
        return self.google.calls.total()

    def version(self) -> str:
        return self._ask("version", self.google.version)

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        return self._ask("fetch", lambda: self.google.fetch(refs))

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        batch = (writes, step)
        self.batches.append(batch)
        try:
            return self._ask("push", lambda: self.google.push(writes, step))
        except (OperatorError, QuotaError, ServiceUnavailableError):
            # It was turned away or never sent, so that it cannot come late.
            self.batches = [each for each in self.batches if each is not batch]
            raise

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        return self._ask("find_applied", lambda: self.google.find_applied(writes, step))

    def deliver(self, number: int) -> bool:
        before = self._token
        self._bring_up()
        try:
            self.google.push(*self.batches[number])
        except SheetanchorError:
            pass
        finally:
            self._catch_up()
        return self._token != before

    def fail_next(
        self, method: str, error: SheetanchorError, *, times: int = 1, is_applied: bool = False
    ) -> None:
        """What makes the client say so, in one of the ways in which it happens."""
        self._faults += 1
        way, call = self._faults % 4, _CALLS[method]
        often = _LONG if self._faults % 5 == 0 else times
        for each in self._ways(error, call, way, often, is_applied=is_applied):
            self._met.append((f"HTTP: {_told(each)} at {call}", each))

    def _ways(
        self, error: SheetanchorError, call: str, way: int, often: int, *, is_applied: bool
    ) -> list[Fault]:
        faults = self._world.faults
        if isinstance(error, QuotaError):
            asked = None if error.retry_after is None else int(error.retry_after)
            return [faults.fail(429, call, times=often, retry_after=asked)]
        if isinstance(error, CredentialError) and way % 2:
            self._world.tokens.revoke_issued()
            self._points.faults["HTTP: token expired"] += 1
            return []
        if isinstance(error, OperatorError):
            return [faults.fail(401 if isinstance(error, CredentialError) else 403, call, times=often)]
        if isinstance(error, OutcomeUnknownError):
            return [self._lose(call, way, is_applied=is_applied)]
        ways = (
            lambda: faults.reset(call, times=often),
            lambda: faults.html(call, times=often),
            lambda: faults.truncate(call, honest=bool(often % 2)),
            lambda: faults.fail(500 if often % 2 else 503, call, times=often),
        )
        return [ways[way]()]

    def _lose(self, call: str, way: int, *, is_applied: bool) -> Fault:
        """Of one request nobody knows what became."""
        faults = self._world.faults
        if way == 0:
            self._be(HASTY)
            return faults.time_out(call, applied=is_applied)
        if way == 1:
            return faults.reset(call, applied=is_applied)
        if way == 2:
            return faults.fail(503, call, applied=is_applied)
        return faults.truncate(call) if is_applied else faults.html(call)

    def calm(self) -> None:
        super().calm()
        for name, fault in self._met:
            self._points.faults[name] += fault.met
        self._met.clear()
        self._world.faults.clear()
        self._be(PATIENT)

    def protect(self, sheet_id: int, column: int, *, is_named: bool) -> None:
        self._bring_up()
        self._was_protected = True
        for sheet in self._book.sheets:
            if sheet.sheet_id == sheet_id:
                letter = "ABCDEFGH"[column]
                sheet.protect(f"{letter}1:{letter}{sheet.grid.row_count}")

    def lift(self) -> bool:
        for sheet in self._book.sheets:
            if sheet.state.protected_ranges:
                with self._book.edit("person") as edit:
                    sheet.state.protected_ranges.clear()
                    edit.changed(sheet, None, "properties")
        return super().lift()

    def _be(self, timeouts: Timeouts) -> None:
        self.google.client._timeouts = timeouts

    def _ask(self, method: str, asks: Callable[[], _Answer]) -> _Answer:
        self._points.reach(method)
        self._begin(method)
        self._bring_up()
        try:
            answer = asks()
        except (RemoteError, OperatorError) as error:
            self._points.faults[label(error, method)] += 1
            if isinstance(error, OperatorError):
                self.given_up_at = self.calls.total()
            raise
        finally:
            self._catch_up()
        self._points.reach(f"after {method}")
        return answer

    def _change(self) -> None:
        super()._change()
        self._is_behind = True

    def _bring_up(self) -> None:
        """Do on the server what people did."""
        if not self._is_behind:
            return
        self._ever |= self._tabs.keys()
        with self._book.edit("person") as edit:
            theirs = {sheet.sheet_id: sheet for sheet in self._book.sheets}
            for number, tab in self._tabs.items():
                sheet = theirs.get(number) or self._book.append_sheet(tab.title, sheet_id=number)
                if sheet.title != tab.title:
                    self._book.retitle(sheet, tab.title)
                sheet.state.grid = _grid(tab)
                edit.changed(sheet, None, "values")
            for number in self._ever - self._tabs.keys():
                if number in theirs:
                    self._book.remove(theirs[number])
                    edit.changed(None, None, "sheets")
        self._is_behind = False

    def _catch_up(self) -> None:
        """Do here what a batch did on the server, and compare."""
        token = self._fence_token()
        if token == self._token:
            return
        writes, step = next(batch for batch in self.batches if batch[1].after.token == token)
        self._token, self.fence = token, step.before
        self.apply(writes, step)
        self._is_behind = False
        theirs = {sheet.sheet_id: sheet for sheet in self._book.sheets}
        for number, tab in self._tabs.items():
            ours, server = _values(tab), _server_values(theirs[number])
            if ours != server:
                raise AssertionError(f"the server did otherwise than the fake: {server}, not {ours}")

    def _fence_token(self) -> str | None:
        named = [each for each in self._book.named_ranges if each["name"].startswith("sheetanchor_")]
        numbers = {int(each["name"].split("_")[1]): str(each["namedRangeId"]) for each in named}
        return numbers[max(numbers)] if numbers else None


def _told(fault: Fault) -> str:
    """By what it is counted."""
    what = str(fault.status) if fault.kind == "status" else fault.kind
    asked = "" if fault.retry_after is None else f" for {fault.retry_after} s"
    return f"{what}{asked}{' after it was applied' if fault.carried_out else ''}"


def _grid(tab: MemoryTab) -> Grid:
    lines = tab.lines()
    grid = Grid(len(lines), len(lines[0]))
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            grid.put(row, column, _kept(cell))
    return grid


def _kept(cell: Cell) -> Kept:
    value = cell.value
    kept = Kept(float(value) if isinstance(value, Decimal) else value)
    if cell.format is CellFormat.PERCENT:
        return kept.with_number_format({"type": "PERCENT", "pattern": "0.00%"})
    return kept


def _values(tab: MemoryTab) -> list[list[CellValue]]:
    return [_cut([cell.value for cell in line]) for line in tab.read().rows]


def _server_values(sheet: Sheet) -> list[list[CellValue]]:
    rows = [
        _cut([_value(sheet.effective(row, column)) for column in range(sheet.grid.column_count)])
        for row in range(sheet.grid.row_count)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _value(value: Effective) -> CellValue:
    assert not isinstance(value, ErrorValue)
    return Decimal(repr(value)) if isinstance(value, float) else value


def _cut(row: list[CellValue]) -> list[CellValue]:
    while row and row[-1] in (None, ""):
        row.pop()
    return row
