"""Shifts that people typed or changed in the sheet."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.payroll.employees import Employees, PayDefaults
from sheetanchor.services.payroll.recompute import Recomputed, RecomputeShifts
from sheetanchor.services.payroll.views import LockedView
from tests.unit.services.payroll.world import ANN, BOB, NEW, NEW_YORK, PayWorld, edit

CLOCKS = ("11-01 09:00", "11-01 17:00")


def typed(world: PayWorld, shift_id: int = 1, who: int = ANN, **more: object) -> None:
    """A shift as the boss types it: without figures."""
    clocks = {"clock_in": world.at(CLOCKS[0]), "clock_out": world.at(CLOCKS[1])}
    sold = {"product_model_a": Decimal(300), "product_model_b": Decimal(200)}
    values = {"date": world.at("11-01 17:05"), "employee_id": who, **clocks, **sold, **more}
    world.put("shifts", id=shift_id, **values)


def figures(world: PayWorld, shift_id: int = 1) -> list[str]:
    return world.figures(world.last_shifts.card(shift_id).shift)


def test_a_shift_typed_in_the_sheet_gets_its_figures_and_terms() -> None:
    world = PayWorld()
    typed(world)
    assert world.recompute().shifts == (1,)
    assert figures(world) == ["8.00", "500.00", "400.00", "10.00", "120.00", "40.00", "160.00"]
    assert world.values("shift_terms", 1)["dynamic_percent"] == 2
    assert world.replica.snapshot("shifts")[1,].is_pending


def test_a_second_run_changes_nothing_and_wakes_nobody() -> None:
    world = PayWorld()
    typed(world)
    world.recompute()
    before = world.everything()
    world.wake.wait(0)
    assert world.recompute() == Recomputed()
    assert world.everything() == before
    assert not world.wake.wait(0)


def test_a_shift_that_we_made_is_left_alone() -> None:
    world = PayWorld(zone=NEW_YORK)
    world.clock.set(world.at("11-02 08:05"))
    world.create(clock_in="11-02 01:00", clock_out="11-02 08:00", A="300", B="200")
    world.edit_product(edit(), "Model A", Decimal(100))
    assert world.recompute() == Recomputed()


def test_changed_products_make_the_total_their_sum_and_the_rate_is_looked_up_anew() -> None:
    world = PayWorld()
    world.create(A="500")
    world.type(1, product_model_b=Decimal(700))
    assert world.recompute().shifts == (1,)
    assert figures(world) == ["8.00", "1200.00", "960.00", "12.00", "120.00", "115.20", "235.20"]


def test_what_no_column_holds_stays_in_the_total_when_a_product_changes() -> None:
    world = PayWorld()
    world.put_old_shift(total_sales=Decimal(800))
    world.recompute()
    world.type(1, product_model_a=Decimal(600))
    world.recompute()
    assert figures(world)[1] == "900.00"


def test_a_changed_total_is_believed_and_the_products_stay() -> None:
    world = PayWorld()
    world.create(A="500")
    world.type(1, total_sales=Decimal(1500))
    world.recompute()
    assert figures(world)[6] == "264.00"
    assert world.values("shifts", 1)["product_model_a"] == 500


def test_changed_clocks_leave_the_percentage() -> None:
    world = PayWorld()
    world.create(A="500")
    world.create(A="5000")
    world.type(1, clock_in=world.at("11-01 10:00"))
    world.recompute()
    assert figures(world) == ["7.00", "500.00", "400.00", "10.00", "105.00", "40.00", "145.00"]


def test_the_wage_is_the_stored_one_and_bonuses_keep_acting() -> None:
    world = PayWorld()
    world.put_bonus(1, "flat", "10")
    world.create(A="500")
    world.put("employee_settings", employee_id=ANN, hourly_wage=Decimal(99), sales_commission=Decimal(50))
    world.type(1, product_model_a=Decimal(1500))
    world.recompute()
    assert figures(world)[6] == "274.00"


def test_a_shift_that_another_program_paid_stands_until_its_inputs_change() -> None:
    world = PayWorld()
    world.put_old_shift(total_made=Decimal("160.01"))
    assert world.recompute() == Recomputed()
    assert figures(world)[6] == "160.01"
    world.type(1, product_model_a=Decimal(1500))
    assert world.recompute().shifts == (1,)
    assert figures(world)[6] == "264.00"


def test_ranks_follow_what_was_typed() -> None:
    world = PayWorld()
    typed(world, product_model_a=Decimal(2000))
    (news,) = world.recompute().news
    assert news.change is not None
    assert (news.change.new.name, world.ids("active_bonuses")) == ("Hustler", [1])
    assert figures(world)[6] == "376.40"


def test_an_unpaid_shift_of_a_month_that_was_over_at_the_takeover_earns_no_reward() -> None:
    world = PayWorld()
    world.clock.set(world.at("12-20 10:00"))
    typed(world, product_model_a=Decimal(2000))
    assert world.recompute() == Recomputed((1,))
    assert figures(world)[6] == "366.40"
    assert world.ids("active_bonuses") == world.ids("rank_rewards") == []
    record = world.values("employee_ranks", ANN, 2025, 11)
    assert (record["current_rank"], record["notified"]) == ("Hustler", True)


def test_nor_does_one_that_could_be_computed_only_later() -> None:
    world = PayWorld()
    world.clock.set(world.at("12-20 10:00"))
    typed(world, product_model_a=Decimal(2000), clock_out=None)
    world.recompute()
    world.clock.advance(86_400 * 20)
    world.type(1, clock_out=world.at(CLOCKS[1]))
    assert world.recompute() == Recomputed((1,))
    assert world.ids("active_bonuses") == []


def test_a_shift_typed_for_a_month_that_was_ours_earns_its_reward() -> None:
    world = PayWorld()
    world.recompute()
    world.clock.set(world.at("12-01 10:00"))
    typed(world, product_model_a=Decimal(2000))
    (news,) = world.recompute().news
    assert news.change is not None
    assert world.ids("active_bonuses") == [1]


def test_a_change_in_a_month_before_us_is_reviewed_as_any() -> None:
    world = PayWorld()
    world.clock.set(world.at("12-20 10:00"))
    world.put_old_shift()
    world.recompute()
    world.type(1, product_model_a=Decimal(2000))
    (news,) = world.recompute().news
    assert news.change is not None


def test_a_shift_that_lacks_an_input_is_left_and_named_and_the_others_go_on() -> None:
    world = PayWorld()
    typed(world, 1, clock_out=None)
    typed(world, 2, BOB)
    report = world.recompute()
    assert report.shifts == (2,)
    assert [one.shift_id for one in report.left] == [1]
    assert "no Clock in or no Clock out" in report.left[0].reason
    world.wake.wait(0)
    world.recompute()
    assert not world.wake.wait(0)


def test_a_typed_shift_of_a_newcomer_makes_settings_visibly() -> None:
    world = PayWorld()
    typed(world, who=NEW)
    world.recompute()
    assert world.values("employee_settings", NEW)["hourly_wage"] == 15
    assert len(world.notifier.notices) == 1


def test_a_product_that_has_no_column_any_more_is_no_change() -> None:
    world = PayWorld()
    world.create(A="300", B="200")
    later = world.reopened(products=("Model A",))
    assert later.recompute() == Recomputed()
    later.type(1, product_model_a=Decimal(400))
    later.recompute()
    assert later.values("shifts", 1)["total_sales"] == 600


def test_what_was_never_read_is_not_recomputed() -> None:
    world = PayWorld()
    world.never_read("shifts")
    with pytest.raises(UnavailableError):
        world.recompute()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often all rows of a table were looked at inside transactions."""
    seen, rows = Counter[str](), LockedView.rows

    def counted(view: LockedView, table: str) -> Mapping[Key, Row]:
        seen[table] += 1
        return rows(view, table)

    monkeypatch.setattr(LockedView, "rows", counted)
    return seen


def test_many_shifts_pasted_at_once_are_not_looked_through_for_each(looks: Counter[str]) -> None:
    world = PayWorld()
    for shift_id in range(1, 4):
        typed(world, shift_id)
    assert world.recompute().shifts == (1, 2, 3)
    few = looks.pop("shifts")
    for shift_id in range(4, 24):
        typed(world, shift_id)
    assert len(world.recompute().shifts) == 20
    assert looks["shifts"] == few


def test_a_shift_of_the_last_year_there_is_keeps_no_other_one_from_being_computed() -> None:
    world = PayWorld()
    typed(world, 1, date=world.at("11-01 17:05").replace(year=9999))
    typed(world, 2)
    assert world.recompute().shifts == (1, 2)


class _Between(FakeWake):
    """Somebody acts after a transaction of the follow-up, of whatever number."""

    def __init__(self, world: PayWorld, number: int, act: Callable[[], object]) -> None:
        super().__init__(world.clock)
        self._left, self._act = number, act

    def wake(self) -> None:
        self._left -= 1
        if not self._left:
            self._act()


def pasted() -> PayWorld:
    """Seven shifts of two people and two months, without figures."""
    world = PayWorld()
    for shift_id in range(1, 8):
        who, day = (
            (BOB, "11-01 17:05")
            if shift_id == 4
            else (ANN, "12-01 17:05" if shift_id == 2 else "11-01 17:05")
        )
        typed(world, shift_id, who, date=world.at(day), product_model_a=Decimal(1000))
    return world


def in_slices(world: PayWorld, number: int, act: Callable[[], object]) -> RecomputeShifts:
    work = replace(world.work, wake=_Between(world, number, act))
    return RecomputeShifts(
        work, Employees(world.replica, world.outside, PayDefaults()), world.pick, at_once=2
    )


def test_between_two_slices_of_many_shifts_others_write_and_ranks_are_reviewed_once_all_is_computed() -> None:
    world = pasted()
    waiting: list[object] = []

    def tap() -> None:
        rows = world.replica.snapshot("shifts").values()
        waiting.extend(row.values["id"] for row in rows if row.values["total_made"] is None)
        world.create(who=BOB, A="100")

    report = in_slices(world, 1, tap)()
    assert waiting == [3, 4, 5, 6, 7]
    assert report.shifts == (1, 2, 3, 4, 5, 6, 7)
    assert world.last_shifts.card(8).shift.total_made is not None
    assert [(news.employee_id, news.month.month) for news in report.news] == [(ANN, 11)]
    assert world.values("employee_ranks", ANN, 2025, 11)["previous_rank"] == "Rookie"


class _KilledError(Exception):
    pass


@pytest.mark.parametrize("number", range(1, 6))
def test_killed_between_two_slices_it_ends_as_if_it_had_not_been(number: int) -> None:
    def die() -> None:
        raise _KilledError

    whole, world = pasted(), pasted()
    whole.recompute()
    with pytest.raises(_KilledError):
        in_slices(world, number, die)()
    world.recompute()
    assert world.everything() == whole.everything()
    assert world.recompute() == Recomputed()


def test_a_flat_reward_waits_where_the_terms_of_its_shift_cannot_be_read_by_then() -> None:
    """Between computing and reviewing the kept terms go, and the employee's row with its wage."""
    world = PayWorld()
    typed(world, product_model_a=Decimal(1800))

    def spoil() -> None:
        with world.replica.transaction() as tx:
            tx.delete("shift_terms", (1,), at=world.clock.now(), source=Source.LOCAL)
        world.delete("employee_settings", (ANN,))
        world.hold("employee_settings", (ANN,))

    in_slices(world, 1, spoil)()
    assert world.values("shifts", 1)["total_made"] == Decimal(344)
    bonus = world.values("active_bonuses", 1)
    assert (bonus["bonus_type"], bonus["applied"], bonus["shift_id"]) == ("flat", False, None)


def test_what_is_gone_is_forgotten_in_slices_too() -> None:
    world = pasted()
    world.recompute()
    with world.replica.transaction() as tx:
        for shift_id in range(1, 6):
            tx.delete("shifts", (shift_id,), at=world.clock.now(), source=Source.SHEETS)
    in_slices(world, 1, lambda: None)()
    assert world.ids("shift_terms") == [6, 7]
    assert world.recompute() == Recomputed()
