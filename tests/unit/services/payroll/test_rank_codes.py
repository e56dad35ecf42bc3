"""A bonus cell of Ranks that holds no code is told once and listed with its cell until it is mended."""

from sheetanchor.ports.notifier import BadBonusCode
from tests.unit.services.payroll.test_in_the_sheet import Office


def with_bad_code() -> Office:
    """The boss types the code of Hustler without its line; a blank row stands above."""
    office = Office()
    office.tabs["Ranks"].insert_row(1)
    office.tabs["Ranks"].type(3, "Bonus 1", "flat10")
    office.sync()
    return office


def test_it_is_listed_with_its_cell_and_what_to_type() -> None:
    (problem,) = with_bad_code().listed()
    assert (problem.kind.value, problem.table, problem.cell, problem.row) == (
        "row to be mended",
        "ranks",
        "E4",
        "2",
    )
    assert problem.message == (
        "rank Hustler: Bonus 1 holds 'flat10', which is no bonus code. It is never drawn; the other "
        "bonuses of the rank are."
    )
    assert problem.link is not None
    assert problem.link.endswith("&range=E4")
    assert "such as flat_10" in problem.settle[0]


def test_the_admins_hear_of_it_once_and_again_of_another_text() -> None:
    office = with_bad_code()
    office.sync()
    office.pay.check_codes()
    told = office.pay.notifier.notices
    assert told == [BadBonusCode("Hustler", "Bonus 1", "flat10")]
    office.tabs["Ranks"].type(3, "Bonus 1", "flat-10")
    office.sync()
    assert told[1:] == [BadBonusCode("Hustler", "Bonus 1", "flat-10")]


def test_mended_it_is_listed_no_more_and_would_be_told_again() -> None:
    office = with_bad_code()
    office.tabs["Ranks"].type(3, "Bonus 1", "flat_10")
    office.sync()
    assert office.listed() == ()
    office.tabs["Ranks"].type(3, "Bonus 1", "flat10")
    office.sync()
    assert len(office.pay.notifier.notices) == 2


def test_a_cell_that_moved_is_listed_where_it_stands_now() -> None:
    office = with_bad_code()
    office.tabs["Ranks"].delete_row(1)
    office.sync()
    assert [problem.cell for problem in office.listed()] == ["E3"]


def test_before_the_ranks_were_ever_read_nothing_is_said_of_them() -> None:
    office = Office(without="Ranks")
    office.sync()
    assert office.pay.check_codes() == 0
    assert office.pay.notifier.notices == []
