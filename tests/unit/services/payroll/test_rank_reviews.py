"""Ranks after shifts and edits, their rewards and their messages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.notifier import RankNotReviewed, RewardByHand
from sheetanchor.services.payroll.results import RankNews, ShiftSaved
from tests.unit.services.payroll.world import ANN, BOB, CID, NOVEMBER, PayWorld, edit

#: The shift of 8 hours that another program paid with a flat_10 for its rise.
OLD_HUSTLER: dict[str, Any] = {
    "product_model_a": Decimal(2100),
    "total_sales": Decimal(2100),
    "net_sales": Decimal(1680),
    "percent": Decimal(14),
    "commissions": Decimal("235.20"),
    "total_made": Decimal("365.20"),
}


def told(saved: ShiftSaved) -> str | None:
    """`Rookie > Hustler: flat_10`, None where there is nothing to tell."""
    assert saved.rank is not None
    assert saved.rank.unreviewed is None
    return in_words(saved.rank)


def in_words(news: RankNews) -> str | None:
    change = news.change
    if change is None:
        return None
    sign = ">" if change.is_up else "<"
    reward = f": {change.reward.code}" if change.reward else ""
    return f"{change.old.name} {sign} {change.new.name}{reward}"


def record(world: PayWorld, who: int = ANN) -> tuple[object, ...]:
    row = world.values("employee_ranks", who, 2025, 11)
    return row["current_rank"], row["previous_rank"], row["notified"], row["last_updated"]


def sell(world: PayWorld, amount: str) -> ShiftSaved:
    """Correct the one shift's amount."""
    return world.edit_product(edit(), "Model A", Decimal(amount))


class TestAfterAShift:
    def test_the_first_one_of_a_month_makes_a_silent_record(self) -> None:
        world = PayWorld()
        assert told(world.create(A="500")) is None
        assert record(world) == ("Rookie", "Rookie", False, world.clock.now())
        assert world.untold() == ()

    def test_the_same_rank_writes_nothing(self) -> None:
        world = PayWorld()
        world.put_record("Hustler", "Rookie")
        before = world.replica.snapshot("employee_ranks")[ANN, 2025, 11]
        assert told(world.create(A="2000")) is None
        assert world.replica.snapshot("employee_ranks")[ANN, 2025, 11] == before

    def test_a_flat_reward_is_paid_on_the_shift_itself_and_on_no_other(self) -> None:
        world = PayWorld()
        saved = world.create(A="2000")
        assert told(saved) == "Rookie > Hustler: flat_10"
        assert saved.card.shift.total_made == Decimal(120 + 224 + 10)
        row = world.values("active_bonuses", 1)
        assert (row["bonus_type"], row["value"], row["applied"], row["shift_id"]) == (
            *("flat_immediate", 10, True, 1),
        )
        assert world.create(A="100").card.shift.total_made == Decimal("131.20")

    def test_other_rewards_wait_for_the_next_shift(self) -> None:
        world = PayWorld()
        world.pick.place = 1
        assert told(world.create(A="2000")) == "Rookie > Hustler: percent_next_1"
        row = world.values("active_bonuses", 1)
        assert (row["bonus_type"], row["value"], row["applied"], row["shift_id"]) == (
            *("percent_next", 1, False, None),
        )
        assert world.create(A="100").card.shift.percent == 15

    def test_a_reward_by_hand_is_recorded_and_told_to_the_admins(self) -> None:
        world = PayWorld()
        world.pick.place = 1
        assert told(world.create(A="7000")) == "Rookie > Shark: paid_day_off"
        reward = world.values("rank_rewards", ANN, 2025, 11, "Shark")
        assert (reward["code"], reward["bonus_id"], reward["shift_id"]) == ("paid_day_off", None, 1)
        assert world.notifier.notices == [
            RewardByHand(ANN, NOVEMBER, "Shark", BonusCode(BonusKind.PAID_DAY_OFF))
        ]
        assert world.ids("active_bonuses") == []

    def test_the_month_is_that_of_the_shift(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "10-31 23:00", "5000")
        assert told(world.create(A="500")) is None

    def test_a_record_of_last_month_says_nothing_of_this_one(self) -> None:
        world = PayWorld()
        world.put_record("Shark", "Closer", month=10)
        assert told(world.create(A="2000")) == "Rookie > Hustler: flat_10"


class TestAfterAnEdit:
    def test_more_sales_rise_and_fewer_fall(self) -> None:
        world = PayWorld()
        world.create(A="500")
        assert told(sell(world, "2000")) == "Rookie > Hustler: flat_10"
        assert told(sell(world, "500")) == "Hustler < Rookie"
        assert record(world)[:3] == ("Rookie", "Hustler", False)

    def test_a_flat_reward_is_paid_on_the_edited_shift_and_stays(self) -> None:
        world = PayWorld()
        world.create(A="500")
        assert sell(world, "2000").card.shift.total_made == Decimal(354)
        assert sell(world, "500").card.shift.total_made == Decimal(170)

    def test_up_down_and_up_again_is_told_and_not_paid_again(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        sell(world, "500")
        again = sell(world, "2000")
        assert told(again) == "Rookie > Hustler"
        assert again.card.shift.total_made == Decimal(354)
        assert world.ids("active_bonuses") == [1]

    def test_what_another_program_rewarded_is_not_rewarded_again(self) -> None:
        world = PayWorld()
        world.put_record("Hustler", "Rookie")
        world.put_old_shift(**OLD_HUSTLER)
        world.put_bonus(1, "flat_immediate", "10", applied=True, shift_id=1)
        assert told(sell(world, "500")) == "Hustler < Rookie"
        again = sell(world, "2100")
        assert told(again) == "Rookie > Hustler"
        assert again.card.shift.total_made == Decimal("365.20")
        assert world.ids("active_bonuses") == [1]

    def test_nor_after_several_steps_of_which_the_record_knows_only_the_last(self) -> None:
        world = PayWorld()
        world.put_record("Closer", "Hustler")
        world.put_old_shift(**OLD_HUSTLER)
        steps = [told(sell(world, amount)) for amount in ("2000", "500", "2000", "4000")]
        assert steps == ["Closer < Hustler", "Hustler < Rookie", "Rookie > Hustler", "Hustler > Closer"]
        assert world.ids("active_bonuses") == []

    def test_another_rank_of_the_month_is_rewarded_on_its_own(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        assert told(sell(world, "4000")) == "Hustler > Closer: flat_25"
        assert world.ids("active_bonuses") == [1, 2]


class TestThatCannotBeMade:
    @pytest.mark.parametrize("trouble", ["record", "ranks", "held", "unread"])
    def test_stop_no_shift_and_are_told(self, trouble: str) -> None:
        world = PayWorld()
        before = _make_trouble(world, trouble)
        saved = world.create(A="2000")
        assert saved.card.shift.total_made == 344
        assert saved.rank is not None
        assert saved.rank.change is None
        assert saved.rank.unreviewed
        assert world.notifier.notices == [RankNotReviewed(ANN, NOVEMBER, saved.rank.unreviewed)]
        assert list(world.replica.snapshot("employee_ranks").values()) == before

    def test_are_made_up_for_by_the_next_one(self) -> None:
        world = PayWorld()
        world.put_record("Legend")
        world.create(A="2000")
        world.put_record("Rookie")
        assert told(world.create(A="100")) == "Rookie > Hustler: flat_10"


def _make_trouble(world: PayWorld, trouble: str) -> list[object]:
    if trouble == "record":
        world.put_record("Legend")
    elif trouble == "ranks":
        for place in range(6):
            world.delete("ranks", (place,))
    elif trouble == "held":
        world.hold("employee_ranks", (ANN, 2025, 11))
    else:
        world.never_read("ranks")
    return list(world.replica.snapshot("employee_ranks").values())


class TestRecalculation:
    def test_reviews_all_with_a_shift_or_a_record_of_the_month(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "2000")
        world.put_record("Closer", "Hustler", who=BOB)
        world.put_shift(2, CID, "10-31 10:00", "9000")
        report = world.recalculate("now")
        assert (report.month, report.reviewed) == (NOVEMBER, 2)
        assert [(one.employee_id, in_words(one)) for one in report.news] == [
            (ANN, "Rookie > Hustler: flat_10"),
            (BOB, "Closer < Rookie"),
        ]

    def test_a_flat_bonus_waits_for_the_next_shift(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "2000", total_made=Decimal(70))
        world.recalculate("now")
        row = world.values("active_bonuses", 1)
        assert (row["bonus_type"], row["applied"], row["shift_id"]) == ("flat", False, None)
        assert world.values("shifts", 1)["total_made"] == 70
        assert world.create(A="0").card.shift.total_made == 130

    def test_a_repeat_gets_the_first_report_and_pays_nothing_again(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "2000")
        first = world.recalculate("now")
        assert world.recalculate("now") == first
        assert world.recalculate("later").news == ()
        assert world.ids("active_bonuses") == [1]

    def test_one_record_that_names_no_rank_stops_only_itself(self) -> None:
        world = PayWorld()
        world.put_record("Legend", who=ANN)
        world.put_shift(1, BOB, "11-01 10:00", "2000")
        report = world.recalculate("now")
        first, second = report.news
        assert "'Legend' is no rank" in (first.unreviewed or "")
        assert in_words(second) == "Rookie > Hustler: flat_10"

    def test_another_month_can_be_reviewed(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "10-31 10:00", "2000")
        assert world.recalculate("now", Month(2025, 10)).reviewed == 1
        assert world.recalculate("then").reviewed == 0

    def test_shifts_that_were_never_read_are_not_absent(self) -> None:
        world = PayWorld()
        world.never_read("shifts")
        with pytest.raises(UnavailableError):
            world.recalculate("now")


class TestMessages:
    def test_changes_are_untold_in_their_order_until_a_message_takes_them(self) -> None:
        world = PayWorld()
        first = world.create(A="2000").rank
        world.clock.advance(1)
        second = world.create(A="2000").rank
        assert world.untold() == (first, second)
        assert [in_words(news) for news in world.untold()] == [
            "Rookie > Hustler: flat_10",
            "Hustler > Closer: flat_25",
        ]

    def test_the_lowest_rank_of_a_new_month_is_no_news(self) -> None:
        world = PayWorld()
        world.create(A="100")
        assert world.untold() == ()

    def test_a_record_of_another_program_is_no_news_of_ours(self) -> None:
        world = PayWorld()
        world.put_record("Hustler", "Rookie")
        assert world.untold() == ()

    def test_a_record_is_marked_once_its_message_was_delivered(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        assert world.mark_told(ANN, NOVEMBER, "Hustler")
        assert record(world)[2] is True

    def test_a_record_that_does_not_know_the_rank_before_tells_of_no_change(self) -> None:
        world = PayWorld()
        world.put_record("Hustler", None, notified=False)
        assert world.untold() == ()
        assert told(world.create(A="4000")) == "Hustler > Closer: flat_25"

    def test_a_change_meanwhile_is_still_to_be_told(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        world.create(A="2000")
        assert not world.mark_told(ANN, NOVEMBER, "Hustler")
        assert record(world)[2] is False

    def test_a_record_that_was_deleted_is_not_made_again(self) -> None:
        world = PayWorld()
        assert not world.mark_told(ANN, NOVEMBER, "Hustler")
        assert world.replica.snapshot("employee_ranks") == {}

    def test_marking_leaves_the_time_of_the_change(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        changed = world.clock.now()
        world.clock.advance(timedelta(hours=1))
        world.mark_told(ANN, NOVEMBER, "Hustler")
        assert record(world)[3] == changed
