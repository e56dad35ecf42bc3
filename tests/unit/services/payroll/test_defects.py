"""Every way in which the predecessor lost or invented money, and the test that forbids it.

The letters are those of the list that the team kept: C errors turned into money, D ranges and arithmetic,
E ids and columns, F bonuses and ranks, G the rest that touches pay.
"""

import ast
import logging
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.domain.payroll.errors import AmountRefusedError, UnknownProductError
from tests.unit.services.payroll.world import ANN, BOB, CID, NEW_YORK, PayWorld, edit

HERE = Path(__file__).parent
TESTS = HERE.parents[2]
RULES = "unit/domain/payroll"

#: The defect, and the file and test that proves it gone. Without a file: of this one.
DEFECTS = {
    "C1 a wage that could not be read was paid as 15/8, with a second row": (
        "test_employees.py::test_who_is_unknown_here_and_unreachable_there_is_paid_nothing_assumed"
    ),
    "C1 an unreadable row was taken for none": (
        "test_employees.py::test_a_row_that_cannot_be_read_is_not_absent"
    ),
    "C2 C3 C4 unread rates, day totals and bonuses were 0": (
        "test_employees.py::test_a_table_that_was_never_read_is_not_empty"
    ),
    "C5 C6 C9 bonuses burnt, left or promised by half a write": (
        "test_recovery.py::test_a_new_shift_is_saved_whole_or_not_at_all"
    ),
    "C7 a lost answer made a second shift": (
        "test_create_shift.py::test_get_the_first_answer_and_change_nothing"
    ),
    "C8 C12 an unreadable rank was a demotion to Rookie": (
        "test_rank_reviews.py::test_stop_no_shift_and_are_told"
    ),
    "C10 a text among amounts paid 0 and used the bonus up": (
        "test_a_text_typed_over_an_amount_leaves_the_last_good_one_in_use"
    ),
    "C10 a text in a shift that was never readable used the bonus up": (
        "test_a_bonus_measured_by_others_waits_while_a_shift_was_never_readable"
    ),
    "C10 a text in the cell of one product hid the others": (
        "golden/test_runner.py::test_a_text_in_the_cell_of_one_product_leaves_the_others_of_its_row"
    ),
    "C11 unreadable shifts were skipped in silence": "test_a_shift_that_was_never_readable_is_named",
    "C13 a message that failed lost the bonus": "test_the_reward_is_stored_before_anybody_is_told",
    "D1 gaps between the steps paid 0 % or fell to Rookie": "test_amounts_between_the_steps_belong_to_one",
    "D1 a Max Amount without end stopped all pay": "test_a_max_amount_stops_no_pay",
    "D1 as much as 999999 was Rookie again": "test_there_is_no_upper_end",
    "D2 sums of floats": "test_sums_are_exact",
    "D3 the order of the rows decided": "test_the_order_of_the_rows_decides_nothing",
    "D4 D5 odd text was an amount": f"{RULES}/test_amounts.py::test_anything_else_is_refused",
    "D5 infinite and absurd amounts": "test_amounts_that_nobody_sells_are_refused",
    "D6 an end before the start, negative pay": (
        "test_create_shift.py::test_what_is_refused_changes_nothing_and_wakes_nobody"
    ),
    "D7 an unknown product was paid and stored nowhere": "test_a_product_without_a_column_is_not_paid",
    "E the last id and not the greatest": "test_ids.py::test_the_greatest_counts_and_not_the_last_row",
    "E an id given again after a deletion": (
        "test_ids.py::test_an_id_is_not_given_again_when_its_row_is_deleted"
    ),
    "E two writers, one id": "test_concurrency.py::test_no_id_is_given_twice",
    "E a row was found, then another one written": (
        "integration/test_faults.py::test_a_sheet_sorted_between_our_read_and_our_write_is_put_right"
    ),
    "E columns past Z": (
        "contract/test_sheet_contract.py::test_columns_past_z_are_read_and_written_where_they_stand"
    ),
    "E a header that stands twice crashed": (
        "unit/domain/sync/test_headers.py::test_a_header_missing_or_doubled_pauses_the_table"
    ),
    "E other products in the settings moved money between columns": (
        "test_other_products_in_another_order_move_no_money"
    ),
    "E money of a product that was removed vanished": (
        "test_edits.py::test_a_product_that_is_sold_no_more_keeps_its_amount"
    ),
    "E an edit dropped sales that no column holds": (
        "test_edits.py::test_sales_that_no_column_holds_stay_in_the_total"
    ),
    "E names that look like numbers": "test_a_name_of_digits_stays_a_name",
    "F1 a flat reward was paid twice": (
        "test_rank_reviews.py::test_a_flat_reward_is_paid_on_the_shift_itself_and_on_no_other"
    ),
    "F2 percent_prev was never stored": "test_a_percent_prev_that_was_drawn_is_paid_with_the_next_shift",
    "F2 percent_all was never stored": "test_a_percent_all_that_was_drawn_is_paid_with_the_next_shift",
    "F3 percent_all looked at Clock in": "test_a_percent_all_counts_what_was_entered_while_i_worked",
    "F4 the first of two equal Dates": "test_of_two_with_one_date_the_later_entered_is_the_previous_one",
    "F5 each check of five minutes rewarded again": "test_the_same_rise_is_rewarded_once",
    "F6 falls announced as rises": "test_a_fall_is_a_fall_and_a_second_climb_a_climb",
    "F6 down and up paid again": (
        "test_rank_reviews.py::test_up_down_and_up_again_is_told_and_not_paid_again"
    ),
    "F6 a rank that another program rewarded was paid again": (
        "test_rank_reviews.py::test_what_another_program_rewarded_is_not_rewarded_again"
    ),
    "F6 a takeover rewarded months that were over": (
        "test_recompute.py::test_an_unpaid_shift_of_a_month_that_was_over_at_the_takeover_earns_no_reward"
    ),
    "F7 the rank row was written anew with every shift": (
        "test_rank_reviews.py::test_the_same_rank_writes_nothing"
    ),
    "F8 an edit counted the row itself": (
        "test_edits.py::test_other_shifts_of_the_day_count_and_the_old_value_of_this_one_does_not"
    ),
    "F8 an edit dropped the bonuses": (
        "test_edits.py::test_bonuses_of_the_shift_keep_acting_and_unused_ones_do_not_begin_to"
    ),
    "F8 an edit dropped an earlier flat reward": (
        "test_rank_reviews.py::test_a_flat_reward_is_paid_on_the_edited_shift_and_stays"
    ),
    "F9 clocks changed and pay did not": (
        "test_edits.py::test_hours_their_pay_and_total_made_follow_and_the_percentage_stays"
    ),
    "F10 edits left the rank": "test_rank_reviews.py::test_more_sales_rise_and_fewer_fall",
    "F11 two writers of Total made": (
        "test_concurrency.py::test_edits_and_new_shifts_do_not_undo_one_another"
    ),
    "F12 statistics of a stale record": (
        "test_reads.py::test_take_the_rank_from_sales_and_not_from_a_stale_record"
    ),
    "F13 1.5 was told as 1": "unit/adapters/telegram/test_texts.py::test_a_bonus_says_its_exact_number",
    "F13 the names of ranks were a fixed list": (
        f"{RULES}/test_ranks.py::test_the_order_comes_from_min_amount_not_from_the_sheet_or_a_list_of_names"
    ),
    "F a reward whose cause was edited away": "test_a_reward_whose_cause_is_gone_stays_and_is_logged",
    "G anybody could edit any shift": "test_edits.py::test_a_shift_of_somebody_else_is_refused",
    "G a double tap saved twice": "test_concurrency.py::test_one_request_is_done_once_and_answered_to_all",
    "G edits let a shift end before it began": (
        "test_edits.py::test_times_that_cannot_be_are_refused_and_nothing_is_changed"
    ),
    "G the network stood between a tap and its answer": "test_a_shift_needs_nothing_but_the_local_store",
    "G the pay period began by today's offset": "test_the_pay_period_begins_by_the_offset_of_its_own_day",
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_has_its_test(defect: str) -> None:
    place, _, name = DEFECTS[defect].rpartition("::")
    file = TESTS / place if "/" in place else HERE / (place or Path(__file__).name)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rank_of(world: PayWorld, sales: str) -> str:
    world.put_shift(1, ANN, "11-01 10:00", sales)
    return world.rank_board(ANN).present.name


class TestErrorsTurnedIntoMoney:
    def test_a_text_typed_over_an_amount_leaves_the_last_good_one_in_use(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 10:00", "500")
        world.put_shift(2, ANN, "11-01 10:00", "500")
        world.hold("shifts", (1,), "lots")
        world.put_bonus(1, "percent_prev", "1")
        saved = world.create(A="300")
        assert (saved.card.shift.percent, saved.card.shift.total_made) == (Decimal(10), Decimal("148.00"))

    def test_a_shift_that_was_never_readable_is_named(self, caplog: pytest.LogCaptureFixture) -> None:
        world = PayWorld()
        world.hold("shifts", (9,), "5oo")
        with caplog.at_level(logging.WARNING):
            assert world.create(A="300").card.shift.id == 10
        assert "B7" in caplog.text
        assert "5oo" in caplog.text

    def test_a_bonus_measured_by_others_waits_while_a_shift_was_never_readable(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "percent_prev", "1")
        world.put_bonus(2, "flat", "10")
        world.hold("shifts", (9,), "lots")
        saved = world.create(A="300")
        assert saved.card.shift.total_made == Decimal("149.20")
        assert [world.values("active_bonuses", n)["applied"] for n in (1, 2)] == [False, True]
        world.read("shifts", {(9,): {**world.values("shifts", 10), "id": 9, "employee_id": BOB}}, [])
        world.clock.advance(1)
        assert world.create(A="100").card.shift.total_made == Decimal("128.80")
        assert world.values("active_bonuses", 1)["applied"] is True

    def test_a_row_without_an_id_keeps_no_bonus_waiting(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "percent_all", "1")
        world.hold("shifts", None, "Total")
        world.create(A="300")
        assert world.values("active_bonuses", 1)["applied"] is True

    def test_the_reward_is_stored_before_anybody_is_told(self) -> None:
        world = PayWorld()
        world.pick.place = 1
        world.create(A="2000")
        assert world.values("active_bonuses", 1)["applied"] is False
        assert world.values("rank_rewards", ANN, 2025, 11, "Hustler")["bonus_id"] == 1
        assert [one.change.new.name for one in world.untold() if one.change] == ["Hustler"]


class TestRangesAndArithmetic:
    @pytest.mark.parametrize(("sold", "percent"), [("999.99", 10), ("999.995", 10), ("1999.99", 12)])
    def test_amounts_between_the_steps_belong_to_one(self, sold: str, percent: int) -> None:
        assert PayWorld().create(A=sold).card.shift.percent == percent

    @pytest.mark.parametrize(
        ("sales", "rank"),
        [("3999.99", "Hustler"), ("6999.99", "Closer"), ("9999.99", "Shark"), ("14999.99", "King of Greed")],
    )
    def test_a_rank_ends_where_the_next_begins(self, sales: str, rank: str) -> None:
        assert rank_of(PayWorld(), sales) == rank

    def test_a_max_amount_stops_no_pay(self) -> None:
        world = PayWorld()
        endless = {"min_amount": Decimal(0), "max_amount": Decimal(9_999_999_999)}
        world.put_at("dynamic_rates", 0, **endless, percentage=Decimal(0))
        world.put_at("ranks", 0, **endless, rank_name="Rookie")
        saved = world.create(A="500")
        assert saved.card.shift.total_made == 160
        assert saved.rank is not None
        assert saved.rank.unreviewed is None

    def test_there_is_no_upper_end(self) -> None:
        assert PayWorld().create(A="999999").card.shift.percent == 14
        assert rank_of(PayWorld(), "999999") == "Chatting God"

    def test_sums_are_exact(self) -> None:
        world = PayWorld()
        for shift_id, amount in enumerate(("1994.82", "4.61", "0.57"), start=1):
            world.put_shift(shift_id, ANN, "11-01 10:00", amount)
        assert world.rank_board(ANN).present.name == "Hustler"
        assert world.create(A="0").card.shift.percent == 14

    def test_the_order_of_the_rows_decides_nothing(self) -> None:
        world = PayWorld()
        table = world.replica.snapshot("dynamic_rates")
        backwards = [dict(row.values) for row in reversed(list(table.values()))]
        for place, values in enumerate(backwards):
            world.put_at("dynamic_rates", place, **values)
        assert world.create(A="1000").card.shift.percent == 12

    @pytest.mark.parametrize("amount", ["Infinity", "NaN", "-0.01", "1e10"])
    def test_amounts_that_nobody_sells_are_refused(self, amount: str) -> None:
        world = PayWorld()
        with pytest.raises(AmountRefusedError):
            world.create(A=amount)
        world.create(A="500")
        with pytest.raises(AmountRefusedError):
            world.edit_product(edit(), "Model A", Decimal(amount))
        with pytest.raises(AmountRefusedError):
            world.edit_total(edit(), Decimal(amount))

    def test_a_product_without_a_column_is_not_paid(self) -> None:
        with pytest.raises(UnknownProductError):
            PayWorld().create(A="5", D="7")


class TestColumns:
    def test_other_products_in_another_order_move_no_money(self) -> None:
        world = PayWorld()
        world.create(A="300", B="200")
        later = world.reopened(products=("Model C", "Model D", "Model B", "Model A"))
        assert dict(later.last_shifts.card(1).shift.sales) == {"Model A": 300, "Model B": 200}
        later.edit_product(edit(), "Model D", Decimal(50))
        row = later.values("shifts", 1)
        assert [row[f"product_model_{letter}"] for letter in "abcd"] == [300, 200, None, 50]
        assert row["total_sales"] == 550

    def test_a_name_of_digits_stays_a_name(self) -> None:
        world = PayWorld()
        world.create(name="007", A="5")
        assert world.values("shifts", 1)["employee_name"] == "007"


class TestBonusesAndRanks:
    def test_a_percent_prev_that_was_drawn_is_paid_with_the_next_shift(self) -> None:
        world = PayWorld()
        world.pick.place = 2
        world.create(A="2000")
        assert world.values("active_bonuses", 1)["bonus_type"] == "percent_prev"
        world.create(who=BOB, A="500")
        world.clock.advance(1)
        saved = world.create(A="100")
        assert saved.card.shift.total_made == Decimal("120") + Decimal("11.20") + 4

    def test_a_percent_all_that_was_drawn_is_paid_with_the_next_shift(self) -> None:
        world = PayWorld()
        world.pick.place = 1
        world.create(A="10000")
        assert world.values("active_bonuses", 1)["bonus_type"] == "percent_all"
        world.create(who=BOB, A="200")
        world.create(who=CID, A="400", B="900")
        world.clock.advance(1)
        assert world.create(A="100").card.shift.total_made == Decimal("131.20") + Decimal("9.60")

    def test_a_percent_all_counts_what_was_entered_while_i_worked(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 12:00", "600")
        world.put_bonus(1, "percent_all", "2")
        assert world.create(A="400").card.shift.total_made == Decimal("155.20")

    def test_of_two_with_one_date_the_later_entered_is_the_previous_one(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 10:00", "500")
        world.put_shift(2, CID, "11-01 10:00", "800")
        world.put_bonus(1, "percent_prev", "1")
        assert world.create(A="300").card.shift.total_made == Decimal("145.60")

    def test_the_same_rise_is_rewarded_once(self) -> None:
        world = PayWorld()
        changes = [world.create(A=amount).rank for amount in ("2000", "1", "1", "1")]
        assert [rank is not None and rank.change is not None for rank in changes] == [True] + [False] * 3
        assert world.ids("active_bonuses") == [1]

    def test_a_fall_is_a_fall_and_a_second_climb_a_climb(self) -> None:
        world = PayWorld()
        world.put_record("Closer", "Hustler")
        world.put_old_shift()
        seen = []
        for amount in ("2000", "500", "2000"):
            rank = world.edit_product(edit(), "Model A", Decimal(amount)).rank
            assert rank is not None
            assert rank.change is not None
            seen.append((rank.change.old.name, rank.change.new.name, rank.change.is_up))
        assert seen == [
            ("Closer", "Hustler", False),
            ("Hustler", "Rookie", False),
            ("Rookie", "Hustler", True),
        ]

    def test_a_reward_whose_cause_is_gone_stays_and_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        world = PayWorld()
        world.create(A="2000")
        with caplog.at_level(logging.INFO):
            world.edit_product(edit(), "Model A", Decimal(500))
        assert world.values("active_bonuses", 1)["applied"] is True
        assert f"employee {ANN} keeps the rewards of Hustler in 2025-11" in caplog.text


class TestTheRest:
    def test_a_shift_needs_nothing_but_the_local_store(self) -> None:
        world = PayWorld()
        world.create(A="2000")
        world.edit_product(edit(), "Model A", Decimal(500))
        world.last_shifts(ANN)
        world.statistics(ANN)
        assert world.outside.asked == []

    def test_the_pay_period_begins_by_the_offset_of_its_own_day(self) -> None:
        world = PayWorld(zone=NEW_YORK)
        world.clock.set(world.at("11-05 12:00"))
        world.put_shift(1, ANN, "11-01 00:30", "10", total_made=Decimal(50))
        assert world.statistics(ANN).made_since_pay_day == 50
