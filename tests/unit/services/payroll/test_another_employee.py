"""A shift that the boss gives to another employee in the sheet, as after a typo in EmployeeId."""

from decimal import Decimal

import pytest

from sheetanchor.ports.errors import RowHeldError
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.sync import facts
from tests.unit.services.payroll.world import ANN, BOB, PayWorld, edit, wall


@pytest.fixture
def world() -> PayWorld:
    world = PayWorld()
    world.pick.place = 1
    return world


def figures(world: PayWorld, shift_id: int = 1) -> list[str]:
    return world.figures(world.last_shifts.card(shift_id).shift)


def bonus(world: PayWorld, bonus_id: int = 1) -> tuple[object, ...]:
    row = world.values("active_bonuses", bonus_id)
    return row["bonus_type"], row["applied"], row["shift_id"]


def give_to_bob(world: PayWorld) -> None:
    world.type(1, employee_id=BOB)
    assert world.recompute().shifts == (1,)


def test_it_is_paid_by_what_the_other_employee_is_paid_by(world: PayWorld) -> None:
    world.create(A="500")
    give_to_bob(world)
    assert figures(world) == ["8.00", "500.00", "400.00", "12.00", "144.00", "48.00", "192.00"]
    terms = world.values("shift_terms", 1)
    assert (terms["hourly_wage"], terms["base_percent"]) == (18, 10)


def test_given_back_it_is_paid_as_before(world: PayWorld) -> None:
    world.create(A="500")
    before = figures(world)
    give_to_bob(world)
    world.type(1, employee_id=ANN)
    world.recompute()
    assert figures(world) == before


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [("percent_next", "3", 172), ("double_commission", "0", 200), ("flat", "10", 170)],
)
def test_a_bonus_of_the_first_employee_waits_again_and_pays_once(
    world: PayWorld, kind: str, value: str, made: int
) -> None:
    world.put_bonus(1, kind, value)
    world.create(A="500")
    give_to_bob(world)
    assert figures(world)[6] == "192.00"
    assert bonus(world) == (kind, False, None)
    assert world.create(A="500").card.shift.total_made == made
    assert bonus(world) == (kind, True, 2)
    assert world.recompute().shifts == ()


def test_the_money_that_a_bonus_had_from_others_is_looked_up_anew_when_it_acts(world: PayWorld) -> None:
    world.put_shift(7, 1003, "11-01 10:00", "500")
    world.put_bonus(1, "percent_prev", "1")
    world.create(A="300")
    assert world.values("bonus_money", 1)["money"] == 4
    world.type(8, employee_id=BOB)
    world.recompute()
    assert world.ids("bonus_money") == []
    assert bonus(world) == ("percent_prev", False, None)


def test_a_flat_reward_that_was_paid_on_it_at_once_waits_for_the_next_shift(world: PayWorld) -> None:
    world.pick.place = 0
    world.create(A="2000")
    assert bonus(world) == ("flat_immediate", True, 1)
    give_to_bob(world)
    assert bonus(world) == ("flat", False, None)
    assert bonus(world, 2) == ("flat_immediate", True, 1)
    assert figures(world)[6] == "410.00"
    assert world.create(A="100").card.shift.total_made == Decimal("136.40")


def test_a_bonus_of_the_other_employee_that_names_the_shift_acts_on_it(world: PayWorld) -> None:
    world.create(A="500")
    world.put_bonus(1, "flat", "10", who=BOB, applied=True, shift_id=1)
    give_to_bob(world)
    assert figures(world)[6] == "202.00"


def test_while_the_others_wage_cannot_be_read_nothing_is_paid_and_nothing_given_back(world: PayWorld) -> None:
    world.put_bonus(1, "flat", "10")
    world.create(A="500")
    before = dict(world.values("shifts", 1))
    world.delete("employee_settings", (BOB,))
    world.hold("employee_settings", (BOB,))
    world.type(1, employee_id=BOB)
    assert [one.shift_id for one in world.recompute().left] == [1]
    assert dict(world.values("shifts", 1)) == {**before, "employee_id": BOB}
    assert bonus(world) == ("flat", True, 1)
    with pytest.raises(RowHeldError):
        world.edit_total(edit(who=None), Decimal(600))


class TestAnEditThatComesBeforeTheFollowUp:
    def test_is_paid_by_the_other_employees_terms_and_reviews_both(self, world: PayWorld) -> None:
        world.create(A="2500")
        world.recompute()
        world.type(1, employee_id=BOB)
        saved = world.edit_total(edit(who=BOB), Decimal(500))
        assert saved.rank is not None
        assert world.recompute().shifts == (1,)
        assert figures(world)[6] == "192.00"
        ranks = world.replica.snapshot("employee_ranks").values()
        assert [row.values["current_rank"] for row in ranks] == ["Rookie", "Rookie"]

    def test_of_the_clocks_leaves_the_sales_to_be_followed(self, world: PayWorld) -> None:
        world.create(A="500")
        world.recompute()
        world.type(1, product_model_a=Decimal(1500))
        world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 10:00")))
        assert world.recompute().shifts == (1,)
        assert figures(world) == ["7.00", "1500.00", "1200.00", "12.00", "105.00", "144.00", "249.00"]

    def test_of_the_sales_leaves_the_clocks_to_be_followed(self, world: PayWorld) -> None:
        world.create(A="500")
        world.recompute()
        world.type(1, clock_in=world.at("11-01 10:00"))
        world.edit_product(edit(), "Model A", Decimal(1500))
        assert world.recompute().shifts == (1,)
        assert figures(world)[6] == "249.00"

    def test_and_mends_the_shift_has_it_followed_soon(self, world: PayWorld) -> None:
        world.create(A="500")
        world.recompute()
        world.type(1, product_model_a=Decimal(1500), clock_out=None)
        assert [one.shift_id for one in world.recompute().left] == [1]
        assert world.replica.state(facts.FOLLOW_UP_DUE) is None
        world.edit_clocks(edit(), NewClocks(clock_out=wall("11-01 17:00")))
        assert world.replica.state(facts.FOLLOW_UP_DUE) is not None
        world.recompute()
        assert figures(world)[6] == "264.00"
