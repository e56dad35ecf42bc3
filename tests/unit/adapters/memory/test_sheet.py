"""What tests make people and the network do to the spreadsheet in memory; the port is in the contract."""

from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import FenceLostError, OutcomeUnknownError, QuotaError
from sheetanchor.domain.sync.fence import FenceStep, next_step
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.ports.sheet import Applied, RowWrite, TabRef, TabWrite

HEADER: list[CellValue] = ["ID", "Name"]
ROWS: list[list[CellValue]] = [HEADER, [Decimal(3), "Cid"], [Decimal(1), "Ann"], [Decimal(2), "Bob"]]


@pytest.fixture
def sheet() -> MemorySheet:
    made = MemorySheet()
    made.add_tab("T", ROWS, size=(10, 4))
    return made


def names(sheet: MemorySheet) -> list[CellValue]:
    return [row[1] for row in sheet.tab("T").values()[1:]]


def write(sheet: MemorySheet) -> TabWrite:
    tab = sheet.tab("T")
    return TabWrite(tab.sheet_id, 2, tab.row_count, (RowWrite(1, {1: "pushed"}),))


def push(sheet: MemorySheet) -> FenceStep:
    step = next_step(sheet.fence, f"token{len(sheet.pushed)}")
    sheet.push([write(sheet)], step)
    return step


def test_a_person_finds_a_row_and_types_by_header(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    tab.type(tab.find("ID", Decimal(1)), "Name", "Anna")
    assert names(sheet) == ["Cid", "Anna", "Bob"]


def test_typing_keeps_the_format_and_ends_a_formula(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    tab.set_format(1, "ID", CellFormat.PERCENT)
    tab.type_formula(1, "ID", Decimal(7))
    assert tab.cell(1, "ID") == Cell(Decimal(7), CellFormat.PERCENT, is_formula=True)
    tab.type(1, "ID", Decimal(8))
    assert tab.cell(1, "ID") == Cell(Decimal(8), CellFormat.PERCENT)


def test_rows_are_inserted_appended_moved_and_deleted(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    tab.insert_row(1, {"Name": "new"})
    assert tab.append_row({"Name": "last"}) == 5
    assert names(sheet) == ["new", "Cid", "Ann", "Bob", "last"]
    tab.move_row(5, 1)
    tab.delete_row(2)
    assert names(sheet) == ["last", "Cid", "Ann", "Bob"]


def test_a_row_can_be_appended_to_a_full_grid() -> None:
    tab = MemorySheet().add_tab("T", ROWS, size=(4, 2))
    assert (tab.append_row({"Name": "last"}), tab.row_count) == (4, 5)


def test_rows_are_sorted_with_blank_cells_last(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    tab.insert_row(2, {"Name": "no id"})
    tab.insert_row(2, {"ID": "text", "Name": "text id"})
    tab.insert_row(2, {"ID": True, "Name": "checked"})
    tab.sort("ID")
    assert names(sheet) == ["Ann", "Bob", "Cid", "text id", "checked", "no id"]
    tab.sort("ID", descending=True)
    assert names(sheet) == ["checked", "text id", "Cid", "Bob", "Ann", "no id"]


def test_columns_are_inserted_moved_and_deleted(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    tab.insert_column(0, "Notes")
    tab.move_column("Name", 0)
    assert tab.values()[:2] == [["Name", "Notes", "ID"], ["Cid", None, Decimal(3)]]
    tab.delete_column("Notes")
    assert tab.values()[1] == ["Cid", Decimal(3)]
    assert tab.read().column_count == 4


def test_a_header_that_is_doubled_or_not_there_is_no_column(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    with pytest.raises(KeyError, match="0 times"):
        tab.type(1, "Wage", "x")
    tab.insert_column(0, "Name")
    with pytest.raises(KeyError, match="2 times"):
        tab.cell(1, "Name")
    with pytest.raises(KeyError, match="holds no"):
        tab.find("ID", Decimal(99))


def test_every_change_moves_the_version(sheet: MemorySheet) -> None:
    tab = sheet.tab("T")
    versions = [sheet.version()]
    tab.delete_row(1)
    versions.append(sheet.version())
    sheet.rename_tab("T", "U")
    versions.append(sheet.version())
    tab.sort("ID")
    versions.append(sheet.version())
    assert len(set(versions)) == 4
    assert sheet.version() == versions[-1]


def test_calls_fail_as_often_as_told_and_are_counted(sheet: MemorySheet) -> None:
    sheet.fail_next("fetch", QuotaError("slow down"), times=2)
    for _ in range(2):
        with pytest.raises(QuotaError):
            sheet.fetch([])
    assert sheet.fetch([TabRef("t", "T")]).tabs["t"] is not None
    sheet.version()
    assert sheet.calls == {"fetch": 3, "version": 1}


def test_a_push_fails_before_it_is_applied_or_after(sheet: MemorySheet) -> None:
    sheet.fail_next("push", OutcomeUnknownError("cut"))
    sheet.fail_next("push", OutcomeUnknownError("cut"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        push(sheet)
    assert (names(sheet)[0], len(sheet.pushed), sheet.fence) == ("Cid", 0, None)
    with pytest.raises(OutcomeUnknownError):
        push(sheet)
    assert (names(sheet)[0], len(sheet.pushed)) == ("pushed", 1)


def test_a_person_acts_between_a_fetch_and_a_push(sheet: MemorySheet) -> None:
    sheet.interrupt_next("push", lambda: sheet.tab("T").sort("ID"))
    push(sheet)
    assert names(sheet) == ["pushed", "Bob", "Cid"]


def test_a_batch_that_arrives_late_is_applied_unless_the_fence_moved(sheet: MemorySheet) -> None:
    step = next_step(None, "late")
    sheet.fail_next("push", OutcomeUnknownError("cut"))
    with pytest.raises(OutcomeUnknownError):
        sheet.push([write(sheet)], step)
    sheet.apply([write(sheet)], step)
    assert (names(sheet)[0], sheet.fence) == ("pushed", step.after)
    with pytest.raises(FenceLostError):
        sheet.apply([write(sheet)], step)
    assert len(sheet.pushed) == 1


def test_a_batch_whose_fence_is_lost_changes_nothing(sheet: MemorySheet) -> None:
    push(sheet)
    version = sheet.version()
    with pytest.raises(FenceLostError):
        sheet.push([TabWrite(sheet.tab("T").sheet_id, 2, 10, deletes=(1,))], next_step(None, "other"))
    assert (names(sheet), sheet.version()) == (["pushed", "Ann", "Bob"], version)


def test_asking_after_a_batch_fails_as_told_too(sheet: MemorySheet) -> None:
    step = push(sheet)
    sheet.fail_next("find_applied", QuotaError("slow down"))
    with pytest.raises(QuotaError):
        sheet.find_applied([write(sheet)], step)
    assert isinstance(sheet.find_applied([write(sheet)], step), Applied)
    assert sheet.calls == {"push": 1, "find_applied": 2}


def test_a_deleted_tab_is_gone(sheet: MemorySheet) -> None:
    sheet.delete_tab("T")
    with pytest.raises(KeyError, match="no tab 'T'"):
        sheet.tab("T")
