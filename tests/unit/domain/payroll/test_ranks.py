from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.amount_ranges import RangeFault, RangeWarning
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.errors import (
    AmountRefusedError,
    EmptyRankTableError,
    UnknownRankError,
    UnreadableValueError,
)
from sheetanchor.domain.payroll.ranks import FaultyCode, Rank, RankTable, rank_from_row, rank_table_from_rows

SHARK: dict[str, object] = {
    "rank_name": "Shark",
    "min_amount": 7000,
    "max_amount": Decimal("9999.99"),
    "emoji": None,
    "bonus_1": "flat_50",
    "bonus_2": "none",
    "bonus_3": None,
    "text": "Well swum",
}


def rank(name: str, low: str, high: str | None = None, *bonuses: str) -> Rank:
    return Rank(name, Decimal(low), None if high is None else Decimal(high), bonuses=bonuses)


TABLE = RankTable((rank("High", "200"), rank("Low", "0", "99.99"), rank("Middle", "100", "199.99")))


def test_a_row_becomes_a_rank_with_its_raw_bonus_cells() -> None:
    assert rank_from_row(SHARK) == Rank(
        "Shark", Decimal(7000), Decimal("9999.99"), "", ("flat_50", "none", ""), "Well swum"
    )


@pytest.mark.parametrize(
    "fault", [{"rank_name": ""}, {"min_amount": None}, {"max_amount": "x"}, {"bonus_1": 5}]
)
def test_one_unreadable_row_refuses_the_table(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        rank_table_from_rows([{**SHARK, **fault}])


def test_the_order_comes_from_min_amount_not_from_the_sheet_or_a_list_of_names() -> None:
    assert [one.name for one in TABLE.ranks] == ["Low", "Middle", "High"]
    assert [TABLE.position(name) for name in ("Low", "Middle", "High")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("sales", "name"), [("0", "Low"), ("99.995", "Low"), ("100", "Middle"), ("9999999", "High")]
)
def test_sales_reach_the_rank_with_the_greatest_min(sales: str, name: str) -> None:
    assert TABLE.rank_for(Decimal(sales)).name == name


def test_below_the_first_min_amount_the_lowest_rank_holds() -> None:
    table = RankTable((rank("Second", "20"), rank("First", "10")))
    assert table.rank_for(Decimal(5)) is table.named("First")


def test_sales_that_are_no_number_have_no_rank() -> None:
    with pytest.raises(AmountRefusedError):
        TABLE.rank_for(Decimal("Infinity"))


def test_an_empty_table_says_so_rather_than_rookie() -> None:
    with pytest.raises(EmptyRankTableError, match="holds no rank"):
        RankTable(()).rank_for(Decimal(0))


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UnknownRankError, match="'Ghost' is no rank"):
        TABLE.position("Ghost")


def test_rewards_are_drawn_from_good_codes_only_and_faulty_ones_are_listed_with_their_column() -> None:
    hustler = rank("Hustler", "2000", None, "flat_10", "flat_-10", "none")
    assert hustler.drawable == (BonusCode(BonusKind.FLAT, Decimal(10)),)
    assert RankTable((rank("Rookie", "0"), hustler)).faulty_codes == (
        FaultyCode("Hustler", "bonus_2", "flat_-10"),
    )


def test_warnings_count_rows_as_the_sheet_does() -> None:
    table = RankTable((rank("B", "200"), rank("A", "0", "100")))
    assert table.warnings == (RangeWarning(RangeFault.GAP, 1, 0),)


@pytest.mark.parametrize(
    ("high", "is_open"), [(None, True), ("999999", True), ("1000000", True), ("14999.99", False)]
)
def test_a_max_of_999999_or_none_means_no_upper_end(high: str | None, is_open: bool) -> None:
    assert rank("God", "0", high).is_open_ended is is_open


def test_a_rank_with_a_negative_min_cannot_be_made() -> None:
    with pytest.raises(UnreadableValueError):
        rank("Below", "-1")
