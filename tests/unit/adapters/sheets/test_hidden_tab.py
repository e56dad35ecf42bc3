"""What people may do to the hidden tab, with the real client against the sandbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.images import NOTES_ID
from sheetanchor.adapters.sheets.notes import NOTES_TITLE
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.sync.errors import FenceLostError, WriteRefusedError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.ports.sheet import Applied, Overwritten, RowWrite, TabWrite
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

SET_UP = next_step(None, "token1")
FIRST = next_step(SET_UP.after, "token2")
SECOND = next_step(FIRST.after, "token3")


class Office:
    """A spreadsheet that a person has open, and two programs that write to it."""

    def __init__(self, book: Spreadsheet, sheet: GoogleSheet, other: GoogleSheet) -> None:
        self.book = book
        self.sheet = sheet
        self.other = other
        self.tab = book.sheets[0]
        self.tab.type_cell(0, 0, "ID")
        self.tab.type_cell(1, 0, "Ann")

    @property
    def hidden(self) -> str:
        return self.book.sheet_by_id(NOTES_ID).title

    def delete_hidden(self) -> None:
        self.book.delete_sheet(self.book.sheet_by_id(NOTES_ID))

    def write(self, text: str) -> TabWrite:
        return TabWrite(self.tab.sheet_id, 2, self.tab.size[0], (RowWrite(1, {0: text}),))


@contextmanager
def opened(sheet: GoogleSheet) -> Iterator[GoogleSheet]:
    yield sheet
    sheet.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running(World(deterministic=True), telegram=False) as sandbox:
        book = sandbox.world.create_spreadsheet("Team")
        account = sandbox.service_account(tmp_path / "account.json")
        sheets = [
            GoogleSheet(book.spreadsheet_id, service_account_from_file(account), base_url=sandbox.url)
            for _ in range(2)
        ]
        with opened(sheets[0]) as sheet, opened(sheets[1]) as other:
            yield Office(book, sheet, other)


def test_it_is_hidden_and_says_what_it_is_for(office: Office) -> None:
    office.sheet.push([], SET_UP)
    hidden = office.book.sheet_by_id(NOTES_ID)
    assert (hidden.hidden, hidden.title) == (True, NOTES_TITLE)
    assert "leave this tab alone" in hidden.shown(0, 0)


def test_deleted_between_reading_and_writing_it_is_made_again_with_the_same_batch(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.delete_hidden()
    [written] = office.sheet.push([office.write("Bob")], FIRST)
    assert written.before == Overwritten(((Cell("Ann"), EMPTY),), ())
    assert office.tab.shown(1, 0) == "Bob"
    assert office.sheet.fetch([]).fence == FIRST.after
    assert office.sheet.find_applied([office.write("Bob")], FIRST) == Applied((written.before,))


def test_deleted_it_takes_the_fence_along_and_the_next_one_is_set_up(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.delete_hidden()
    assert office.sheet.fetch([]).fence is None
    again = next_step(None, "token4", at_least=SET_UP.after.number + 1)
    office.sheet.push([], again)
    assert office.sheet.fetch([]).fence == again.after


def test_deleted_it_knows_no_batch_any_more(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.sheet.push([office.write("Bob")], FIRST)
    assert office.sheet.find_applied([office.write("Bob")], FIRST) is not None
    office.delete_hidden()
    nobody_knows = Applied(None, is_sure=False)
    assert office.sheet.find_applied([office.write("Bob")], FIRST) == nobody_knows
    assert office.other.find_applied([office.write("Bob")], FIRST) == nobody_knows
    office.other.push([], next_step(None, "token4", at_least=FIRST.after.number + 1))
    assert office.sheet.find_applied([office.write("Bob")], FIRST) == nobody_knows


def test_columns_that_a_person_takes_away_take_the_copies_along_and_not_the_rest(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.sheet.push([office.write("Bob")], FIRST)
    assert office.sheet.find_applied([office.write("Bob")], FIRST) != Applied(None)
    office.book.sheet_by_id(NOTES_ID).delete_columns(1, 20)
    assert office.sheet.find_applied([office.write("Bob")], FIRST) == Applied(None)


def test_a_narrow_batch_leaves_the_copies_of_a_wide_one(office: Office) -> None:
    wide_tab = office.book.add_sheet("Wide", 5, 60)
    wide_tab.type_cell(1, 59, "far")
    wide = TabWrite(wide_tab.sheet_id, 60, 5, (RowWrite(1, {0: "Bob"}),))
    office.sheet.push([], SET_UP)
    [written] = office.sheet.push([wide], FIRST)
    fence = office.sheet.fetch([]).fence
    office.other.push([office.write("Cid")], next_step(fence, "token3"))
    assert office.sheet.find_applied([wide], FIRST) == Applied((written.before,))
    assert written.before.updates[0][59] == Cell("far")


def test_renamed_it_goes_on_under_its_new_title(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.book.rename_sheet(office.book.sheet_by_id(NOTES_ID), "Old notes")
    office.other.push([office.write("Bob")], FIRST)
    assert office.sheet.find_applied([office.write("Bob")], FIRST) is not None
    assert office.hidden == "Old notes"


def test_a_tab_of_a_person_may_have_its_title(office: Office) -> None:
    office.book.add_sheet(NOTES_TITLE.upper())
    office.sheet.push([], SET_UP)
    [written] = office.sheet.push([office.write("Bob")], FIRST)
    assert written.before.updates == ((Cell("Ann"), EMPTY),)
    assert office.hidden == f"{NOTES_TITLE} 2"


def test_of_two_programs_that_write_at_once_one_fails_whole(office: Office) -> None:
    office.sheet.push([], SET_UP)
    office.other.push([office.write("other")], FIRST)
    with pytest.raises(FenceLostError):
        office.sheet.push([office.write("Bob")], next_step(SET_UP.after, "token9"))
    assert office.tab.shown(1, 0) == "other"


def test_a_tab_narrower_than_another_is_copied_as_it_is(office: Office) -> None:
    narrow = office.book.add_sheet("Narrow", 5, 1)
    narrow.type_cell(1, 0, "n")
    office.sheet.push([], SET_UP)
    wide = TabWrite(office.tab.sheet_id, 4, office.tab.size[0], (RowWrite(1, {0: "Bob"}),))
    written = office.sheet.push([wide, TabWrite(narrow.sheet_id, 1, 5, (RowWrite(1, {0: "m"}),))], FIRST)
    assert [each.before.updates[0][0] for each in written] == [Cell("Ann"), Cell("n")]


def test_what_the_batch_before_copied_does_not_shine_through(office: Office) -> None:
    office.tab.type_cell(1, 1, "old")
    office.sheet.push([], SET_UP)
    office.sheet.push([office.write("Bob")], FIRST)
    office.tab.delete_rows(1)
    [written] = office.sheet.push([office.write("Cid")], SECOND)
    assert written.before.updates == ((EMPTY, EMPTY),)


def test_a_spreadsheet_too_full_for_it_refuses_the_batch_and_loses_no_fence(office: Office) -> None:
    office.book.add_sheet("Large", 9_970_000, 1)
    with pytest.raises(WriteRefusedError, match="limit of 10000000 cells"):
        office.sheet.push([], SET_UP)
    assert office.sheet.fetch([]).fence is None
