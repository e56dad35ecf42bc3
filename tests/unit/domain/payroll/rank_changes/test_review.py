from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import EmptyRankTableError, UnknownRankError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.rank_changes.review import MonthStanding, RankReview, review_rank
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from tests.unit.domain.payroll.factories import ANN, RANKS, ScriptedChooser

NOVEMBER = Month(2025, 11)


def standing(
    sales: str, current: str | None = None, rewarded: tuple[str, ...] = (), previous: str = "Rookie"
) -> MonthStanding:
    record = None if current is None else MonthRank(ANN, NOVEMBER, current, previous, notified=True)
    return MonthStanding(ANN, NOVEMBER, Decimal(sales), record, rewarded)


def review(at: MonthStanding, place: int = 0, shift_id: int | None = 7) -> RankReview:
    return review_rank(at, RANKS, ScriptedChooser([place]), shift_id)


def test_the_first_shift_of_a_month_records_the_lowest_rank_silently() -> None:
    outcome = review(standing("500"))
    assert outcome.record == MonthRank(ANN, NOVEMBER, "Rookie", "Rookie", notified=False)
    assert outcome.change is None


def test_a_first_shift_that_reaches_higher_is_a_rise_from_the_lowest() -> None:
    outcome = review(standing("4500"))
    assert outcome.record == MonthRank(ANN, NOVEMBER, "Closer", "Rookie", notified=False)
    assert outcome.change is not None
    assert (outcome.change.old.name, outcome.change.is_up) == ("Rookie", True)


def test_an_unchanged_rank_writes_and_says_nothing() -> None:
    outcome = review(standing("3999.99", "Hustler"))
    assert (outcome.rank.name, outcome.record, outcome.change) == ("Hustler", None, None)


def test_a_rise_draws_from_the_reached_rank_alone() -> None:
    choose = ScriptedChooser([2])
    outcome = review_rank(standing("8000", "Rookie"), RANKS, choose, 7)
    assert [str(code) for code in choose.offered[0]] == ["flat_50", "paid_day_off", "percent_next_3"]
    assert outcome.change is not None
    assert outcome.change.reward is not None
    assert str(outcome.change.reward.code) == "percent_next_3"
    assert outcome.record == MonthRank(ANN, NOVEMBER, "Shark", "Rookie", notified=False)


def test_a_flat_reward_is_paid_on_the_shift_that_caused_it() -> None:
    outcome = review(standing("2100", "Rookie"))
    assert outcome.change is not None
    assert outcome.change.reward is not None
    assert outcome.change.reward.bonus is not None
    assert outcome.change.reward.bonus.shift_id == 7


def test_a_reward_done_by_hand_is_told_and_has_no_bonus() -> None:
    outcome = review(standing("8000", "Closer"), place=1)
    assert outcome.change is not None
    assert outcome.change.reward is not None
    assert (str(outcome.change.reward.code), outcome.change.reward.bonus) == ("paid_day_off", None)


def test_a_fall_is_told_from_the_rank_held_and_draws_nothing() -> None:
    choose = ScriptedChooser()
    outcome = review_rank(standing("100", "Closer"), RANKS, choose)
    assert outcome.change is not None
    assert (outcome.change.old.name, outcome.change.new.name) == ("Closer", "Rookie")
    assert (outcome.change.is_up, outcome.change.reward, choose.offered) == (False, None, [])
    assert outcome.record == MonthRank(ANN, NOVEMBER, "Rookie", "Closer", notified=False)


def test_up_down_up_again_is_told_and_not_paid_again() -> None:
    choose = ScriptedChooser()
    outcome = review_rank(standing("2100", "Rookie", rewarded=("Hustler",)), RANKS, choose, 7)
    assert outcome.change is not None
    assert (outcome.change.is_up, outcome.change.reward, choose.offered) == (True, None, [])


def test_a_rank_skipped_before_is_still_rewarded_when_it_is_reached() -> None:
    outcome = review(standing("2100", "Rookie", rewarded=("Shark",)))
    assert outcome.change is not None
    assert outcome.change.reward is not None


def test_a_rank_that_the_record_fell_from_is_not_rewarded_again() -> None:
    choose = ScriptedChooser()
    outcome = review_rank(standing("2100", "Rookie", previous="Hustler"), RANKS, choose, 7)
    assert outcome.change is not None
    assert (outcome.change.new.name, outcome.change.reward, choose.offered) == ("Hustler", None, [])


def test_a_rank_that_a_higher_one_was_reached_past_is_rewarded_when_it_is_reached() -> None:
    outcome = review(standing("2100", "Rookie", previous="Closer"))
    assert outcome.change is not None
    assert outcome.change.reward is not None
    assert str(outcome.change.reward.code) == "flat_10"


@pytest.mark.parametrize(
    ("at", "reached"),
    [
        (standing("2100", "Rookie", previous="Closer"), ("Closer",)),
        (standing("100", "Hustler"), ("Hustler",)),
        (standing("100", "Closer", previous="Hustler"), ("Hustler", "Closer")),
        (standing("100", "Closer", rewarded=("Closer",)), ()),
        (standing("2100", "Rookie", previous="Legend"), ()),
        (standing("2100", "Rookie"), ()),
        (standing("2100", "Hustler"), ()),
    ],
)
def test_what_only_the_old_record_knows_of_is_kept_when_it_changes(
    at: MonthStanding, reached: tuple[str, ...]
) -> None:
    assert review(at).reached == reached


@pytest.mark.parametrize(("sales", "current"), [("4500", None), ("4500", "Hustler"), ("100", "Hustler")])
def test_a_month_of_the_program_before_is_recorded_as_told_and_earns_nothing(
    sales: str, current: str | None
) -> None:
    choose = ScriptedChooser()
    outcome = review_rank(replace(standing(sales, current), is_past=True), RANKS, choose, 7)
    assert outcome.record is not None
    assert (outcome.record.current, outcome.record.notified) == (outcome.rank.name, True)
    assert (outcome.change, choose.offered) == (None, [])
    assert outcome.reached == (() if current is None else ("Hustler",))


def test_a_reward_whose_cause_was_edited_away_stays_and_is_named() -> None:
    assert review(standing("2100", "Shark", rewarded=("Shark", "Hustler"))).unearned == ("Shark",)
    assert review(standing("2100", "Closer", rewarded=("Closer",))).unearned == ("Closer",)
    assert review(standing("8000", "Shark", rewarded=("Shark", "Hustler"))).unearned == ()


def test_a_rank_without_codes_is_told_without_a_reward() -> None:
    plain = RankTable(
        (Rank("Low", Decimal(0), None), Rank("High", Decimal(10), None, bonuses=("none", "oops")))
    )
    choose = ScriptedChooser()
    outcome = review_rank(standing("10"), plain, choose)
    assert outcome.change is not None
    assert (outcome.change.reward, choose.offered) == (None, [])


def test_a_rank_that_is_not_listed_cannot_be_compared() -> None:
    with pytest.raises(UnknownRankError, match="Whale"):
        review(standing("2100", "Whale"))


def test_without_ranks_none_is_made_up() -> None:
    with pytest.raises(EmptyRankTableError):
        review_rank(standing("2100"), RankTable(()), ScriptedChooser())
