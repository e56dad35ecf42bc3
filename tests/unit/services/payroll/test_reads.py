"""What is shown: shifts, statistics, ranks."""

from datetime import date
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import EmptyRankTableError
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.payroll.errors import NotYourShiftError, ShiftNotFoundError
from tests.unit.services.payroll.world import ANN, BOB, NEW, PayWorld


class TestLastShifts:
    def test_are_the_three_own_ones_of_the_greatest_date_newest_first(self) -> None:
        world = PayWorld()
        for shift_id, day in enumerate(("01", "04", "02", "03"), start=1):
            world.put_shift(shift_id, ANN, f"11-{day} 10:00", "1")
        world.put_shift(9, BOB, "11-05 10:00", "1")
        assert [shift.id for shift in world.last_shifts(ANN)] == [2, 4, 3]
        assert [shift.id for shift in world.last_shifts(ANN, 1)] == [2]
        assert world.last_shifts(NEW) == ()

    def test_are_unknown_rather_than_none_before_the_first_read(self) -> None:
        world = PayWorld()
        world.never_read("shifts")
        with pytest.raises(UnavailableError, match="has not been read"):
            world.last_shifts(ANN)

    def test_a_card_tells_the_parts_and_the_bonuses(self) -> None:
        world = PayWorld()
        world.put_bonus(1, "percent_next", "3")
        world.create(A="500")
        card = world.last_shifts.card(1, ANN)
        assert card.parts is not None
        assert dict(card.parts.shown) == {"base": 8, "dynamic": 2, "bonus": 3}
        assert [bonus.bonus_id for bonus in card.bonuses] == [1]

    def test_a_card_of_a_shift_from_before_us_takes_todays_base(self) -> None:
        world = PayWorld()
        world.put_old_shift()
        card = world.last_shifts.card(1, ANN)
        assert card.parts is not None
        assert dict(card.parts.shown) == {"base": 8, "dynamic": 2}

    def test_a_card_leaves_out_parts_that_nobody_can_tell(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "1")
        world.put_old_shift(2, NEW)
        assert world.last_shifts.card(1).parts is None
        assert world.last_shifts.card(2).parts is None

    def test_a_card_is_shown_without_parts_where_the_settings_cannot_be_read(self) -> None:
        world = PayWorld()
        world.put_old_shift(who=NEW)
        world.hold("employee_settings", None)
        assert world.last_shifts.card(1).parts is None

    def test_a_card_compares_the_sales_with_those_before_it_and_not_with_later_ones(self) -> None:
        world = PayWorld()
        for shift_id, total in enumerate(("100", "200", "300"), start=1):
            world.put_shift(shift_id, ANN, f"11-0{shift_id} 10:00", total)
        world.put_shift(4, BOB, "11-01 09:00", "9000")
        recent = world.last_shifts.card(2).recent
        assert recent is not None
        assert (recent.rolling_average, recent.bonus_counter, recent.shifts) == (Decimal(100), True, 1)

    def test_a_card_is_shown_to_its_employee_alone(self) -> None:
        world = PayWorld()
        world.create(A="500")
        with pytest.raises(NotYourShiftError):
            world.last_shifts.card(1, BOB)
        with pytest.raises(ShiftNotFoundError):
            world.last_shifts.card(2, ANN)


class TestStatistics:
    @pytest.mark.parametrize(
        ("now", "made", "next_day"),
        [("11-10 12:00", "820.75", date(2025, 11, 15)), ("11-15 00:00", "0", date(2025, 12, 1))],
    )
    def test_are_those_of_the_month_and_of_the_pay_period(self, now: str, made: str, next_day: date) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "10-31 23:00", "900", total_made=Decimal(300))
        world.put_shift(2, ANN, "11-01 00:00", "1000", total_made=Decimal(200))
        world.put_shift(3, ANN, "11-08 10:00", "1345.50", total_made=Decimal("620.75"))
        world.put_shift(4, BOB, "11-08 10:00", "9000", total_made=Decimal(1000))
        world.clock.set(world.at(now))
        figures = world.statistics(ANN)
        assert figures.sales_of_month == Decimal("2345.50")
        assert figures.made_since_pay_day == Decimal(made)
        assert (figures.rank.name, figures.next_pay_day) == ("Hustler", next_day)

    def test_take_the_rank_from_sales_and_not_from_a_stale_record(self) -> None:
        world = PayWorld()
        world.put_record("Hustler")
        world.put_shift(1, ANN, "11-01 10:00", "5000")
        assert world.statistics(ANN).rank.name == "Closer"

    def test_without_any_rank_there_are_none(self) -> None:
        world = PayWorld()
        for place in range(6):
            world.delete("ranks", (place,))
        with pytest.raises(EmptyRankTableError):
            world.statistics(ANN)


class TestRankBoard:
    def test_lists_all_ranks_and_what_is_missing_for_the_next(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "2500.50")
        board = world.rank_board(ANN)
        assert [rank.name for rank in board.ranks][:2] == ["Rookie", "Hustler"]
        assert (board.present.name, board.sales_of_month) == ("Hustler", Decimal("2500.50"))
        assert board.missing == Decimal("1499.50")

    def test_nothing_is_missing_on_the_highest(self) -> None:
        world = PayWorld()
        world.put_shift(1, ANN, "11-01 10:00", "1000000")
        assert world.rank_board(ANN).present.name == "Chatting God"
        assert world.rank_board(ANN).missing is None
