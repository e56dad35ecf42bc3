"""What the contract of the sheet asks of a workbook, in few words."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from sheetanchor.adapters.sheets.client import Api
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.sheet import RowInsertion, RowWrite, Sheet, TabRef, TabWrite, TabWritten
from tests.contract.workbooks import GoogleWorkbook, Workbook


def push(workbook: Workbook, writes: Sequence[TabWrite]) -> tuple[TabWritten, ...]:
    """A batch right after a look at the fence."""
    fence = workbook.sheet.fetch([]).fence
    if fence is None:
        workbook.sheet.push([], next_step(None, "token1"))
        return push(workbook, writes)
    return workbook.sheet.push(writes, next_step(fence, f"token{fence.number + 1}"))


def fetch(workbook: Workbook, refs: Sequence[TabRef]) -> Mapping[str, Tab | None]:
    return workbook.sheet.fetch(refs).tabs


def write(
    sheet_id: int,
    *,
    row_count: int = 20,
    updates: tuple[RowWrite, ...] = (),
    inserts: tuple[RowInsertion, ...] = (),
    deletes: tuple[int, ...] = (),
) -> TabWrite:
    return TabWrite(sheet_id, 3, row_count, updates, inserts, deletes)


def insertion(before: int, name: str) -> RowInsertion:
    return RowInsertion(before, {1: name})


def read(workbook: Workbook, title: str) -> Tab:
    return cast("Tab", fetch(workbook, [TabRef("table", title)])["table"])


def values(tab: Tab | None) -> list[list[CellValue]]:
    assert tab is not None
    return [[cell.value for cell in row] for row in tab.rows]


def names(workbook: Workbook) -> list[CellValue]:
    tab = read(workbook, "Wages")
    return [tab.cell(row, 1).value for row in range(len(tab.rows))]


def calls_of(workbook: GoogleWorkbook, action: Callable[[Sheet], object]) -> Mapping[Api, int]:
    workbook.google.calls.clear()
    action(workbook.sheet)
    return workbook.google.calls
