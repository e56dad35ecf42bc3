"""Figures that the boss types over stand, all else follows from them, and a cleared one is computed again."""

from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import UnrecordedBonusMoneyError
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.payroll.recompute import Recomputed
from tests.unit.services.payroll.world import ANN, BOB, PayWorld, edit, wall

#: Of the shift of 8 hours and 500 sold.
COMPUTED = ["8.00", "500.00", "400.00", "10.00", "120.00", "40.00", "160.00"]


@pytest.fixture
def world() -> PayWorld:
    world = PayWorld()
    world.create(A="500")
    world.recompute()
    return world


def figures(world: PayWorld, shift_id: int = 1) -> list[str]:
    return world.figures(world.last_shifts.card(shift_id).shift)


def would_be(world: PayWorld, shift_id: int = 1) -> dict[str, object]:
    """What the program computes for what was typed over."""
    return {name: pin.computed for name, pin in world.replica.snapshot("shifts")[shift_id,].pinned.items()}


def types(world: PayWorld, **cells: str | None) -> Recomputed:
    """The boss types into the row of shift 1, and what follows is computed."""
    values = {name: None if typed is None else Decimal(typed) for name, typed in cells.items()}
    world.type(1, **values)
    return world.recompute()


@pytest.mark.parametrize(
    ("cell", "typed", "after"),
    [
        ("worked_hours", "7.5", ["7.5", "500.00", "400.00", "10.00", "112.50", "40.00", "152.50"]),
        ("net_sales", "450", ["8.00", "500.00", "450", "10.00", "120.00", "45.00", "165.00"]),
        ("percent", "15", ["8.00", "500.00", "400.00", "15", "120.00", "60.00", "180.00"]),
        ("per_hour", "100", ["8.00", "500.00", "400.00", "10.00", "100", "40.00", "140.00"]),
        ("commissions", "50", ["8.00", "500.00", "400.00", "10.00", "120.00", "50", "170.00"]),
        ("total_made", "200", ["8.00", "500.00", "400.00", "10.00", "120.00", "40.00", "200"]),
    ],
)
def test_what_is_computed_from_it_follows_and_clearing_it_takes_all_back(
    world: PayWorld, cell: str, typed: str, after: list[str]
) -> None:
    types(world, **{cell: typed})
    assert figures(world) == after
    assert list(would_be(world)) == [cell]
    assert world.recompute() == Recomputed()
    types(world, **{cell: None})
    assert figures(world) == COMPUTED
    assert would_be(world) == {}
    assert world.recompute() == Recomputed()


def test_several_stand_beside_one_another(world: PayWorld) -> None:
    types(world, worked_hours="7.5", percent="15", per_hour="110")
    assert figures(world) == ["7.5", "500.00", "400.00", "15", "110", "60.00", "170.00"]
    assert would_be(world) == {
        "worked_hours": Decimal(8),
        "percent": Decimal(10),
        "per_hour": Decimal("112.50"),
    }


def test_a_figure_that_is_computed_and_cleared_is_computed_again(world: PayWorld) -> None:
    types(world, total_made=None, percent=None)
    assert figures(world) == COMPUTED


def test_a_cleared_rate_is_not_looked_up_in_a_day_that_later_shifts_have_lifted(world: PayWorld) -> None:
    world.create(A="5000")
    types(world, percent=None)
    assert figures(world) == COMPUTED


def test_a_cleared_total_is_the_sum_of_the_products(world: PayWorld) -> None:
    types(world, total_sales=None)
    assert figures(world) == COMPUTED


def test_typing_what_is_computed_ends_it(world: PayWorld) -> None:
    types(world, percent="15")
    types(world, percent="10.00")
    assert (figures(world)[5:], would_be(world)) == (COMPUTED[5:], {})
    world.edit_product(edit(), "Model A", Decimal(1500))
    assert figures(world)[3] == "12.00"


class TestAnEditInTheBot:
    def test_of_the_sales_leaves_a_percentage_that_was_typed(self, world: PayWorld) -> None:
        types(world, percent="15")
        saved = world.edit_product(edit(), "Model A", Decimal(1000))
        assert world.figures(saved.card.shift) == [
            *("8.00", "1000.00", "800.00", "15", "120.00", "120.00", "240.00"),
        ]
        assert would_be(world) == {"percent": Decimal(12)}

    def test_of_the_sales_leaves_a_total_made_that_was_typed(self, world: PayWorld) -> None:
        types(world, total_made="200")
        world.edit_product(edit(), "Model A", Decimal(1000))
        assert figures(world)[5:] == ["96.00", "200"]
        assert would_be(world) == {"total_made": Decimal(216)}
        types(world, total_made=None)
        assert figures(world)[6] == "216.00"

    def test_of_the_clocks_leaves_hours_that_were_typed(self, world: PayWorld) -> None:
        types(world, worked_hours="7.5")
        world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 10:00")))
        assert figures(world)[0::4] == ["7.5", "112.50"]
        assert would_be(world) == {"worked_hours": Decimal(7)}

    def test_that_comes_to_what_was_typed_ends_it(self, world: PayWorld) -> None:
        types(world, worked_hours="7")
        world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 10:00")))
        assert would_be(world) == {}
        world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 11:00")))
        assert figures(world)[0::4] == ["6.00", "90.00"]


def test_statistics_count_what_stands(world: PayWorld) -> None:
    types(world, total_made="200")
    assert world.statistics(ANN).made_since_pay_day == 200
    types(world, total_made=None)
    assert world.statistics(ANN).made_since_pay_day == 160


def test_a_flat_reward_waits_for_the_next_shift_where_total_made_was_typed(world: PayWorld) -> None:
    types(world, total_made="200")
    world.edit_product(edit(), "Model A", Decimal(2000))
    assert figures(world)[6] == "200"
    row = world.values("active_bonuses", 1)
    assert (row["bonus_type"], row["applied"], row["shift_id"]) == ("flat", False, None)
    assert world.create(A="0").card.shift.total_made == 130


def test_bonuses_of_the_shift_are_in_what_it_would_be() -> None:
    world = PayWorld()
    world.put_bonus(1, "flat", "10")
    world.create(A="500")
    types(world, commissions="50")
    assert figures(world)[6] == "180.00"


def test_money_of_a_bonus_that_was_never_recorded_is_not_taken_from_what_was_typed() -> None:
    world = PayWorld()
    world.put_old_shift(total_made=Decimal(164))
    world.put_bonus(1, "percent_prev", "1", applied=True, shift_id=1)
    world.recompute()
    types(world, total_made="500")
    world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 10:00")))
    assert would_be(world) == {"total_made": Decimal(149)}
    (left,) = types(world, total_made=None).left
    assert "bonus 1" in left.reason
    with pytest.raises(UnrecordedBonusMoneyError):
        world.edit_clocks(edit(), NewClocks(clock_in=wall("11-01 11:00")))


class TestAShiftOfAnotherProgram:
    def test_is_followed_by_what_is_computed_from_the_figure_alone(self) -> None:
        world = PayWorld()
        world.put_old_shift(per_hour=Decimal(112), commissions=Decimal(39), total_made=Decimal(151))
        world.recompute()
        types(world, percent="15")
        assert figures(world) == ["8.00", "500.00", "400.00", "15", "112.00", "60.00", "172.00"]

    def test_has_a_cleared_total_made_computed(self) -> None:
        world = PayWorld()
        world.put_old_shift(total_made=Decimal("160.07"))
        world.recompute()
        types(world, total_made=None)
        assert figures(world)[6] == "160.00"

    def test_has_a_cleared_percentage_looked_up(self) -> None:
        world = PayWorld()
        world.put_old_shift(percent=Decimal(14), commissions=Decimal(56), total_made=Decimal(176))
        world.recompute()
        types(world, percent=None)
        assert figures(world)[3:] == ["10.00", "120.00", "40.00", "160.00"]


class TestAShiftThatTheBossTypes:
    def test_keeps_the_figures_that_were_typed_and_gets_the_others(self) -> None:
        world = PayWorld()
        clocks = {"clock_in": world.at("11-01 09:00"), "clock_out": world.at("11-01 17:00")}
        world.put_shift(1, ANN, "11-01 17:05", "500", percent=Decimal(15), **clocks)
        assert world.recompute().shifts == (1,)
        assert figures(world) == ["8.00", "500.00", "400.00", "15", "120.00", "60.00", "180.00"]
        assert would_be(world) == {"percent": Decimal(10)}

    def test_needs_no_clocks_where_the_hours_were_typed(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 17:05", "500", worked_hours=Decimal(6))
        assert world.recompute().left == ()
        assert figures(world) == ["6", "500.00", "400.00", "10.00", "90.00", "40.00", "130.00"]
        world.type(1, clock_in=world.at("11-01 09:00"), clock_out=world.at("11-01 17:00"))
        world.recompute()
        assert figures(world)[0::4] == ["6", "90.00"]
        assert would_be(world) == {"worked_hours": Decimal(8)}


def test_hours_that_were_typed_are_paid_by_the_wage_of_another_employee(world: PayWorld) -> None:
    types(world, worked_hours="7.5")
    world.type(1, employee_id=BOB)
    world.recompute()
    assert figures(world)[0::4] == ["7.5", "135.00"]
