"""Recording a new shift."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import ClockOrderError, UnknownProductError
from sheetanchor.domain.payroll.policy import RateScope
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.services.payroll.errors import ClockInDayError, RequestReusedError
from tests.unit.domain.payroll.factories import together
from tests.unit.services.payroll.world import ANN, BOB, NEW_YORK, PayWorld, edit


def made(world: PayWorld, **sold: str) -> Decimal | None:
    return world.create(**sold).card.shift.total_made


def test_a_shift_is_stored_with_its_inputs_and_every_figure() -> None:
    world = PayWorld()
    world.create(A="500", B="300", C="200")
    row = world.values("shifts", 1)
    assert row["date"] == world.clock.now()
    assert (row["employee_id"], row["employee_name"]) == (ANN, "ann")
    assert (row["clock_in"], row["clock_out"]) == (world.at("11-01 09:00"), world.at("11-01 17:00"))
    assert [row[f"product_model_{letter}"] for letter in "abc"] == [500, 300, 200]
    figures = ("worked_hours", "total_sales", "net_sales", "percent", "per_hour", "commissions", "total_made")
    assert [str(row[name]) for name in figures] == [
        *("8.00", "1000.00", "800.00", "12.00", "120.00", "96.00", "216.00")
    ]


def test_a_product_that_was_not_sold_stays_blank() -> None:
    world = PayWorld()
    world.create(A="500", B="0")
    row = world.values("shifts", 1)
    assert (row["product_model_b"], row["product_model_c"]) == (0, None)


def test_the_answer_is_the_card_of_the_stored_shift() -> None:
    world = PayWorld()
    saved = world.create(A="500")
    assert saved.card == world.last_shifts.card(1, ANN)
    assert saved.card.parts is not None
    assert dict(saved.card.parts.shown) == {"base": 8, "dynamic": 2}


def test_the_row_waits_for_the_sheet_and_the_loop_is_woken() -> None:
    world = PayWorld()
    world.create(A="500")
    row = world.replica.snapshot("shifts")[1,]
    assert (row.status, row.source) == (SyncStatus.PENDING, Source.LOCAL)
    assert world.wake.wait(1)


def test_what_stands_beside_the_sheet_waits_for_nothing() -> None:
    world = PayWorld()
    world.create("once", A="500")
    for table in ("shift_terms", "request_results"):
        assert [row.status for row in world.replica.snapshot(table).values()] == [SyncStatus.SYNCED]


def test_the_terms_that_it_was_paid_by_are_kept() -> None:
    world = PayWorld()
    world.create(A="500")
    terms = world.values("shift_terms", 1)
    assert (terms["hourly_wage"], terms["base_percent"], terms["dynamic_percent"]) == (15, 8, 2)


def test_the_day_lifts_the_rate_of_a_later_shift_and_not_of_the_earlier_one() -> None:
    world = PayWorld()
    world.create(A="500")
    later = world.create(A="700")
    assert together(later.card.shift.percent, later.card.shift.total_made) == (12, Decimal("187.20"))
    assert world.values("shifts", 1)["percent"] == 10


def test_the_rate_can_be_that_of_the_shift_alone() -> None:
    world = PayWorld(rate_scope=RateScope.SHIFT)
    world.create(A="500")
    assert world.create(A="700").card.shift.percent == 10


def test_a_shift_typed_into_the_sheet_counts_for_the_day() -> None:
    world = PayWorld()
    world.put_shift(7, ANN, "11-01 10:00", "600")
    assert world.create(A="399.99").card.shift.percent == 10


def test_hours_are_elapsed_time_in_the_night_the_clocks_change() -> None:
    world = PayWorld(zone=NEW_YORK)
    world.clock.set(world.at("11-02 08:05"))
    saved = world.create(clock_in="11-02 00:00", clock_out="11-02 08:00", A="500")
    assert together(saved.card.shift.worked_hours, saved.card.shift.total_made) == (9, 175)


def test_a_shift_over_midnight_is_entered_on_its_second_day() -> None:
    world = PayWorld()
    world.clock.set(world.at("11-01 06:10"))
    saved = world.create(clock_in="10-31 22:00", clock_out="11-01 06:00", A="500")
    assert together(saved.card.shift.worked_hours, saved.card.shift.total_made) == (8, 160)


def test_a_shift_that_ended_yesterday_can_still_be_entered() -> None:
    world = PayWorld()
    saved = world.create(clock_in="10-31 09:00", clock_out="10-31 17:00", A="500")
    assert saved.card.shift.worked_hours == 8


def test_a_shift_cannot_start_before_yesterday() -> None:
    world = PayWorld()
    with pytest.raises(ClockInDayError, match="only on 2025-10-31 or 2025-11-01"):
        world.create(clock_in="10-30 09:00", clock_out="10-30 17:00", A="500")


def test_a_request_that_waited_is_paid_by_the_day_it_was_made_on() -> None:
    world = PayWorld()
    asked = world.clock.now()
    world.clock.advance(timedelta(days=2))
    saved = world.create_shift(world.asked(date=asked, A="500"), "late")
    assert saved.card.shift.date == asked


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"clock_out": "11-01 09:00", "A": "5"}, ClockOrderError),
        ({"A": "5", "X": "7"}, UnknownProductError),
    ],
)
def test_what_is_refused_changes_nothing_and_wakes_nobody(
    more: dict[str, str], fault: type[Exception]
) -> None:
    world = PayWorld()
    world.put_bonus(1, "flat", "10")
    before = world.everything()
    with pytest.raises(fault):
        world.create("once", **more)
    assert world.everything() == before
    assert not world.wake.wait(0)


class TestBonuses:
    def test_are_used_up_in_the_order_of_their_ids(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "percent_next", "3")
        world.put_bonus(2, "double_commission")
        saved = world.create(A="500")
        assert together(saved.card.shift.percent, saved.card.shift.total_made) == (26, 224)
        for bonus_id in (1, 2):
            row = world.values("active_bonuses", bonus_id)
            assert (row["applied"], row["shift_id"]) == (True, 1)

    def test_of_another_employee_and_spent_ones_stay(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "flat", "10", who=BOB)
        world.put_bonus(2, "flat", "10", applied=True)
        world.put_bonus(3, "flat_immediate", "10", shift_id=99)
        world.put_bonus(4, "paid_day_off")
        world.put_bonus(5, "of their own", "10")
        before = list(world.replica.snapshot("active_bonuses").values())
        assert made(world, A="500") == 160
        assert list(world.replica.snapshot("active_bonuses").values()) == before

    def test_that_depend_on_others_keep_their_exact_money(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 10:00", "500.03")
        world.put_bonus(1, "percent_prev", "1.5")
        world.create(A="300")
        assert world.values("bonus_money", 1)["money"] == Decimal("6.00036")
        assert world.values("shifts", 2)["total_made"] == Decimal("145.20")


class TestRepeats:
    def test_get_the_first_answer_and_change_nothing(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "percent_next", "3")
        first = world.create("tap-1", A="500")
        before = world.everything()
        world.wake.wait(0)
        world.clock.advance(60)
        assert world.create("tap-1", A="500") == first
        assert world.everything() == before
        assert not world.wake.wait(0)

    def test_get_the_first_answer_even_after_an_edit(self) -> None:
        world = PayWorld()
        first = world.create("tap-1", A="500")
        world.edit_product(edit(), "Model A", Decimal(700))
        assert world.create("tap-1", A="500") == first

    def test_of_a_refused_request_are_tried_anew(self) -> None:
        world = PayWorld()
        with pytest.raises(UnknownProductError):
            world.create("tap-1", X="5")
        assert world.create("tap-1", A="5").card.shift.id == 1

    def test_with_another_key_are_another_shift(self) -> None:
        world = PayWorld()
        world.create("tap-1", A="500")
        assert world.create("tap-2", A="500").card.shift.id == 2

    def test_of_a_key_for_another_operation_are_refused(self) -> None:
        world = PayWorld()
        world.create("tap-1", A="500")
        with pytest.raises(RequestReusedError, match="answered by create_shift before"):
            world.edit_product(edit(request="tap-1"), "Model A", Decimal(700))

    def test_tell_the_same_rank_change(self) -> None:
        world = PayWorld()
        first = world.create("tap-1", A="2000")
        assert first.rank is not None
        assert first.rank.change is not None
        assert world.create("tap-1", A="2000") == first
