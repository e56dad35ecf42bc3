"""Which numbers stand in a tab, and which rows were given one that another row has or had."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.numbers import Collision, collisions, numbers_in
from sheetanchor.domain.tables.schema import LARGEST_TYPED_NUMBER, Table
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, tab

NUMBERED = replace(CREW, numbered=True)
ANN, BEN = (7, 15, 8, "ann"), (7, 18, 8, "ben")


def found(
    theirs: Sequence[Sequence[Any]],
    ours: Sequence[Any],
    *,
    given: range = range(0),
    is_agreed: bool = False,
    declared: Table = NUMBERED,
) -> tuple[Collision, ...]:
    base = {(7,)} if is_agreed else set()
    return collisions(read(declared, *theirs), base, pending(declared, ours), given)


def test_every_number_of_a_tab_counts_whether_its_row_can_be_read_or_not() -> None:
    lines = [(3, 15), ("41", "about 15"), ("x", 15), (None, 15), (3, 16)]
    assert list(numbers_in(NUMBERED, tab(NUMBERED, *lines))) == [3, 41, 3]


def test_a_number_after_which_no_other_could_be_given_is_held_and_counts_for_nothing() -> None:
    lines = [(3, 15), (2**53, 15), (LARGEST_TYPED_NUMBER, 15), (LARGEST_TYPED_NUMBER + 1, 15)]
    assert list(numbers_in(NUMBERED, tab(NUMBERED, *lines))) == [3, LARGEST_TYPED_NUMBER]
    sheet = read(NUMBERED, *lines)
    assert [row.key for row in sheet.rows] == [(3,), (LARGEST_TYPED_NUMBER,)]
    assert [cell.address for cell in sheet.held] == ["A3", "A5"]
    assert "too large: up to 9007199253740992" in sheet.held[0].message()
    assert not sheet.keys_in_doubt


def test_such_a_number_that_a_program_gave_is_known_and_one_of_a_table_without_numbers_is_any_other() -> None:
    line = (LARGEST_TYPED_NUMBER + 1, 15)
    assert read(NUMBERED, line, base=agreed(CREW, line)).held == ()
    assert read(CREW, line).held == ()


def test_without_the_header_of_the_number_there_are_none() -> None:
    assert list(numbers_in(NUMBERED, tab(NUMBERED, (3, 15), header=("Number", "Wage")))) == []


def test_a_key_that_is_no_number_counts_for_nothing() -> None:
    named = replace(CREW, key=("note",))
    assert list(numbers_in(named, tab(named, ANN, BEN))) == []


def test_two_rows_that_were_never_one_collide() -> None:
    [collision] = found([BEN], ANN)
    assert (collision.number, collision.address) == (7, "A2")
    assert collision.sheet is not None
    assert collision.sheet.values["note"] == "ben"


def test_equal_rows_are_one() -> None:
    assert found([ANN], ANN) == ()


def test_a_row_that_was_agreed_on_is_merged_and_collides_with_nothing() -> None:
    assert found([BEN], ANN, is_agreed=True) == ()
    assert found([], ANN, is_agreed=True, given=range(1, 9)) == ()


def test_a_row_that_cannot_be_read_waits_until_it_can() -> None:
    assert found([(7, "about 15", 8, "ben")], ANN, given=range(1, 9)) == ()


def test_a_number_that_others_gave_meanwhile_is_taken_although_its_row_is_gone() -> None:
    assert found([], ANN, given=range(7, 8)) == (Collision(7, None, None),)
    assert found([], ANN, given=range(1, 7)) == ()
    assert found([], ANN, given=range(8, 9)) == ()


KNOWN = replace(NUMBERED, identity=("wage", "note"))


@pytest.mark.parametrize(
    ("theirs", "is_same"),
    [
        ((7, 15, 10, "ann"), True),
        ((7, "$15.00", None, "ann"), True),
        ((7, 16, 8, "ann"), False),
        ((7, 15, 8, "ben"), False),
        ((7, 15, 8, None), False),
    ],
)
def test_a_row_that_the_sheet_knows_by_its_identity_is_no_other_row(
    theirs: tuple[Any, ...], is_same: bool
) -> None:
    assert (found([theirs], ANN, declared=KNOWN) == ()) == is_same


def test_where_the_identity_is_blank_nobody_can_tell() -> None:
    unnamed = (7, 15, 8, None)
    assert found([(7, 15, 10, None)], unnamed, declared=KNOWN) != ()
    assert found([unnamed], unnamed, declared=KNOWN) == ()
