"""What callers of the old interface do step by step."""

from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.errors import AmountRefusedError, UnknownRankError
from sheetanchor.services.payroll.bonus_ledger import BonusNotUsableError
from tests.unit.services.payroll.world import ANN, NOVEMBER, PayWorld, edit


def test_a_shift_can_be_created_without_a_review_of_the_rank() -> None:
    world = PayWorld()
    saved = world.create_shift(world.asked(A="2000"), None, reviews_rank=False)
    assert saved.rank is None
    assert world.ids("employee_ranks") == world.ids("active_bonuses") == []


def test_a_total_can_be_edited_without_a_review_of_the_rank() -> None:
    world = PayWorld()
    world.create(A="500")
    before = world.values("employee_ranks", ANN, 2025, 11)
    total = Decimal(5000)
    assert world.edit_total(edit(), total, reviews_rank=False).rank is None
    assert world.values("employee_ranks", ANN, 2025, 11) == before


class TestGranting:
    def test_a_bonus_waits_for_the_next_shift(self) -> None:
        world = PayWorld()
        assert world.grant_bonus(ANN, BonusKind.PERCENT_NEXT, Decimal(3)) == 1
        assert world.values("active_bonuses", 1)["created_at"] == world.clock.now()
        assert world.create(A="500").card.shift.percent == 13

    def test_a_flat_one_that_names_its_shift_is_applied_from_the_start(self) -> None:
        world = PayWorld()
        world.create(A="500")
        world.grant_bonus(ANN, BonusKind.FLAT_IMMEDIATE, Decimal(10), 1)
        assert world.values("active_bonuses", 1)["applied"] is True
        assert world.create(A="0").card.shift.total_made == 120

    def test_a_repeat_grants_nothing_more(self) -> None:
        world = PayWorld()
        ids = [world.grant_bonus(ANN, BonusKind.FLAT, Decimal(10), request="once") for _ in range(2)]
        assert ids == world.ids("active_bonuses") * 2

    def test_an_absurd_value_is_refused(self) -> None:
        with pytest.raises(AmountRefusedError):
            PayWorld().grant_bonus(ANN, BonusKind.FLAT, Decimal("NaN"))


class TestApplying:
    def test_a_bonus_belongs_to_one_shift(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "flat", "10")
        world.apply_bonus(1, 7)
        world.apply_bonus(1, 7)
        row = world.values("active_bonuses", 1)
        assert (row["applied"], row["shift_id"]) == (True, 7)
        with pytest.raises(BonusNotUsableError, match="was applied to shift 7"):
            world.apply_bonus(1, 8)

    def test_one_that_does_not_exist_is_named(self) -> None:
        with pytest.raises(BonusNotUsableError, match="bonus 1 does not exist"):
            PayWorld().apply_bonus(1, 7)


class TestRecordingRanks:
    def test_the_rank_before_is_the_one_that_the_record_held_or_the_lowest(self) -> None:
        world = PayWorld()
        first = world.record_rank(ANN, "Hustler", NOVEMBER)
        assert (first.current, first.previous) == ("Hustler", "Rookie")
        second = world.record_rank(ANN, "Closer", NOVEMBER)
        assert (second.current, second.previous, second.notified) == ("Closer", "Hustler", False)

    def test_the_same_rank_again_changes_nothing(self) -> None:
        world = PayWorld()
        world.put_record("Closer", "Hustler")
        before = world.everything()
        record = world.record_rank(ANN, "Closer", NOVEMBER)
        assert (record.previous, record.notified) == ("Hustler", True)
        assert world.everything() == before

    def test_a_rank_that_is_not_listed_is_refused(self) -> None:
        with pytest.raises(UnknownRankError, match="Legend"):
            PayWorld().record_rank(ANN, "Legend", NOVEMBER)
