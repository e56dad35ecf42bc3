"""Ranks follow shifts that people move or delete in the sheet, on both ends."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from sheetanchor.ports.notifier import BonusesOfGoneShift
from sheetanchor.services.payroll.results import RankNews
from tests.unit.services.payroll.world import ANN, BOB, PayWorld


@pytest.fixture
def world() -> PayWorld:
    """Ann's shift 1 of 1 November sold for 2500 and made her a Hustler."""
    world = PayWorld()
    world.pick.place = 1
    world.create(A="2500")
    world.recompute()
    return world


def rank(world: PayWorld, who: int = ANN, month: int = 11) -> str | None:
    row = world.replica.snapshot("employee_ranks").get((who, 2025, month))
    return None if row is None else str(row.values["current_rank"])


def told(news: Sequence[RankNews]) -> list[str]:
    return [
        f"{one.employee_id} {one.month.month}: {one.change.old.name} > {one.change.new.name}"
        for one in news
        if one.change is not None
    ]


def test_a_shift_that_is_deleted_takes_its_sales_out_of_its_month(world: PayWorld) -> None:
    world.delete("shifts", (1,))
    assert told(world.recompute().news) == [f"{ANN} 11: Hustler > Rookie"]
    assert rank(world) == "Rookie"
    assert world.ids("shift_terms") == []
    assert world.recompute().news == ()


def test_a_shift_that_moves_to_another_month_leaves_its_own(world: PayWorld) -> None:
    world.type(1, date=world.at("10-15 12:00"))
    assert told(world.recompute().news) == [f"{ANN} 11: Hustler > Rookie", f"{ANN} 10: Rookie > Hustler"]
    assert (rank(world), rank(world, month=10)) == ("Rookie", "Hustler")


def test_a_shift_that_was_anothers_leaves_the_month_of_whoever_had_it(world: PayWorld) -> None:
    world.type(1, employee_id=BOB)
    assert told(world.recompute().news) == [f"{ANN} 11: Hustler > Rookie", f"{BOB} 11: Rookie > Hustler"]


def test_several_shifts_of_a_month_are_reviewed_once(world: PayWorld) -> None:
    world.put_old_shift(2)
    world.put_old_shift(3)
    world.recompute()
    for shift_id in (2, 3):
        world.type(shift_id, product_model_a=Decimal(2500))
    assert told(world.recompute().news) == [f"{ANN} 11: Hustler > Shark"]
    assert len(world.untold()) == 2


def test_a_month_that_was_never_reviewed_stays_so_when_a_shift_leaves_it() -> None:
    world = PayWorld()
    world.put_old_shift(1)
    world.put_old_shift(2, product_model_a=Decimal(5000), total_sales=Decimal(5000))
    world.recompute()
    world.delete("shifts", (1,))
    world.recompute()
    assert rank(world) is None


def test_a_reward_whose_cause_left_stays_granted(world: PayWorld) -> None:
    world.delete("shifts", (1,))
    world.recompute()
    assert [row.values["applied"] for row in world.replica.snapshot("active_bonuses").values()] == [False]
    world.create(A="2500")
    assert world.ids("active_bonuses") == [1]


def test_bonuses_that_acted_on_a_deleted_shift_stay_used_up_and_the_admins_are_told(world: PayWorld) -> None:
    world.create(A="100")
    world.recompute()
    assert world.values("active_bonuses", 1)["shift_id"] == 2
    world.delete("shifts", (2,))
    world.recompute()
    world.recompute()
    assert world.values("active_bonuses", 1)["applied"] is True
    assert world.notifier.notices == [BonusesOfGoneShift(2, (1,))]


@pytest.mark.parametrize("key", [(1,), None])
def test_a_row_that_may_stand_in_an_unreadable_one_is_not_gone(
    world: PayWorld, key: tuple[int] | None
) -> None:
    world.delete("shifts", (1,))
    world.hold("shifts", key)
    world.recompute()
    assert world.ids("shift_terms") == [1]
    assert rank(world) == "Hustler"


def test_beside_a_bot_that_reviews_ranks_itself_none_is_touched(world: PayWorld) -> None:
    world.delete("shifts", (1,))
    assert world.recompute_without_ranks().news == ()
    assert (rank(world), world.ids("shift_terms")) == ("Hustler", [])
