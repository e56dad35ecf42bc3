"""What both old services answer to the same history of calls, edits in the sheet included.

A subclass gives the fixture `bot`.
"""

from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.errors import InputError
from tests.contract.compat_rank_suite import BonusSuite, RankSuite, TabSuite
from tests.contract.compat_world import CLOCK_IN, MODEL_A, OldBot, figures

RANK_HEADERS = ["Rank Name", "Min Amount", "Max Amount", "Emoji", "Bonus 1", "Bonus 2", "Bonus 3", "TEXT"]


class ReferenceSuite:
    def test_settings_are_floats_by_header_and_nobody_is_none(self, bot: OldBot) -> None:
        assert bot.service.get_employee_settings(1001) == {"Hourly wage": 15.0, "Sales commission": 8.0}
        assert bot.service.get_employee_settings(1002) == {"Hourly wage": 18.0, "Sales commission": 10.0}
        assert bot.service.get_employee_settings(7) is None

    def test_a_wage_changed_in_the_sheet_is_answered(self, bot: OldBot) -> None:
        bot.boss_types("EmployeeSettings", 1, 1, "$16.50")
        assert bot.service.get_employee_settings(1001) == {"Hourly wage": 16.5, "Sales commission": 8.0}

    def test_a_wage_that_cannot_be_read_keeps_the_last_good_one(self, bot: OldBot) -> None:
        bot.boss_types("EmployeeSettings", 1, 1, "fifteen")
        assert bot.service.get_employee_settings(1001) == {"Hourly wage": 15.0, "Sales commission": 8.0}

    def test_defaults_are_made_once_and_only_for_somebody_without_a_row(self, bot: OldBot) -> None:
        for employee in (7, 7, 1002):
            bot.service.create_default_employee_settings(employee)
        assert bot.service.get_employee_settings(7) == {"Hourly wage": 15.0, "Sales commission": 8.0}
        assert bot.service.get_employee_settings(1002) == {"Hourly wage": 18.0, "Sales commission": 10.0}

    def test_rates_come_in_sheet_order(self, bot: OldBot) -> None:
        rates = bot.service.get_dynamic_rates()
        assert rates[0] == {"Min Amount": 0.0, "Max Amount": 499.99, "Percentage": 0.0}
        assert [rate["Percentage"] for rate in rates] == [0.0, 2.0, 4.0, 6.0]

    def test_a_rate_is_that_of_the_whole_day(self, bot: OldBot) -> None:
        rate = bot.service.calculate_dynamic_rate
        assert rate(1001, "2025/11/01") == 0.0
        assert rate(1001, "2025/11/01 17:05:00", Decimal("999.99")) == 2.0
        assert rate(1002, "2025/11/01", current_total_sales=Decimal(300)) == 2.0
        assert rate(1002, "2025/10/31", Decimal(300)) == 0.0

    def test_ranks_have_all_their_columns(self, bot: OldBot) -> None:
        ranks = bot.service.get_ranks()
        assert [list(rank) for rank in ranks] == [RANK_HEADERS] * 4
        assert ranks[1] == dict(
            zip(
                RANK_HEADERS,
                ["Hustler", 2000.0, 3999.99, "*", "flat_10", "percent_next_1", "percent_prev_1", "Hustler!"],
                strict=True,
            )
        )

    def test_bonuses_and_text_of_a_rank(self, bot: OldBot) -> None:
        service = bot.service
        assert service.get_rank_bonuses("Hustler") == ["flat_10", "percent_next_1", "percent_prev_1"]
        assert service.get_rank_bonuses("Rookie") == service.get_rank_bonuses("Legend") == []
        assert service.get_rank_text("Closer") == "Closer!"
        assert service.get_rank_text("Shark") == service.get_rank_text("Legend") != ""

    def test_a_code_that_is_none_is_never_offered(self, bot: OldBot) -> None:
        bot.boss_types("Ranks", 2, 4, "flat_ten")
        assert bot.service.get_rank_bonuses("Hustler") == ["percent_next_1", "percent_prev_1"]

    def test_products_are_those_of_the_settings(self, bot: OldBot) -> None:
        assert bot.service.get_products() == ["Model A", "Model B", "Model C"]


class ShiftSuite:
    def test_a_shift_is_created_from_a_dictionary(self, bot: OldBot) -> None:
        assert bot.service.create_shift(bot.shift()) == 2
        assert bot.service.get_shift_by_id(2) == {
            "ID": "2",
            "Date": "2025/11/01 17:05:00",
            "EmployeeId": "1001",
            "EmployeeName": "ann",
            "Clock in": "2025/11/01 09:00:00",
            "Clock out": "2025/11/01 17:00:00",
            "Worked hours/shift": "8.00",
            "Model A": "500.00",
            "Model B": "",
            "Model C": "",
            "Total sales": "500.00",
            "Net sales": "400.00",
            "%": "10.00",
            "Total per hour": "120.00",
            "Commissions": "40.00",
            "Total made": "160.00",
        }

    def test_a_shift_is_created_from_six_arguments(self, bot: OldBot) -> None:
        clocks = ("2025/11/01 09:00:00", "2025/11/01 17:00:00")
        first = bot.service.create_shift(1001, "ann", "2025/11/01 17:05:00", *clocks, {"Model A": "500"})
        second = bot.service.create_shift(
            employee_id=1001,
            employee_name="ann",
            shift_date="2025/11/01 17:06:00",
            clock_in=clocks[0],
            clock_out=clocks[1],
            product_sales={"Model B": 300.5},
        )
        assert (first, second) == (2, 3)
        assert figures(bot, 3)[1] == "300.50"

    def test_the_same_shift_again_is_answered_with_the_first_id(self, bot: OldBot) -> None:
        assert [bot.service.create_shift(bot.shift()) for _ in range(2)] == [2, 2]
        assert bot.service.create_shift(bot.shift(date="2025/11/01 17:05:01")) == 3
        assert len(bot.service.get_all_shifts()) == 3

    def test_a_waiting_bonus_is_used_up_by_the_next_shift(self, bot: OldBot) -> None:
        waiting = bot.service.get_active_bonuses(1002)
        assert waiting == [
            {
                "ID": 1,
                "EmployeeId": 1002,
                "Bonus Type": "percent_next",
                "Value": 3.0,
                "Applied": "false",
                "Shift ID": "",
                "Created At": "2025/11/01 12:05:00",
            }
        ]
        shift_id = bot.service.create_shift(bot.shift(employee_id=1002, employee_name="bob"))
        assert figures(bot, shift_id)[3] == "15.00"
        assert bot.service.get_active_bonuses(1002) == []
        used = {**waiting[0], "Applied": "true", "Shift ID": shift_id}
        assert bot.service.get_shift_applied_bonuses(shift_id) == [used]

    def test_somebody_new_gets_settings_with_the_first_shift(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift(employee_id=7, employee_name="newt"))
        assert figures(bot, shift_id)[-1] == "160.00"
        assert bot.service.get_employee_settings(7) == {"Hourly wage": 15.0, "Sales commission": 8.0}

    def test_ranks_are_left_to_the_bot(self, bot: OldBot) -> None:
        bot.service.create_shift(bot.shift(products={"Model A": Decimal(5000)}))
        assert bot.service.get_employee_rank(1001, 2025, 11) is None
        assert bot.service.get_active_bonuses(1001) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"clock_out": "2025/11/01 09:00:00"},
            {"clock_in": "nine"},
            {"products": {"Tips": 5}},
            {"products": {"Model A": -5}},
            {"products": {"Model A": "1,234"}},
            {"employee_id": "ann"},
        ],
        ids=["no time", "no date", "no product", "negative", "two meanings", "no id"],
    )
    def test_what_cannot_be_paid_is_a_value_error_and_changes_nothing(
        self, bot: OldBot, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(ValueError, match=r".") as caught:
            bot.service.create_shift(bot.shift(**changes))
        assert isinstance(caught.value, InputError)
        assert len(bot.service.get_all_shifts()) == 1

    def test_shifts_are_listed_with_numbers(self, bot: OldBot) -> None:
        bot.service.create_shift(bot.shift())
        bot.service.create_shift(bot.shift(date="2025/11/01 17:06:00"))
        records = bot.service.get_all_shifts()
        assert [record["ID"] for record in records] == [1, 2, 3]
        assert (records[0]["Total made"], records[0]["Model B"]) == (88.0, "")
        assert [record["ID"] for record in bot.service.get_last_shifts(1001)] == [3, 2]
        assert [record["ID"] for record in bot.service.get_last_shifts(1001, limit=1)] == [3]
        assert bot.service.get_last_shifts(7) == []

    def test_a_limit_is_a_number(self, bot: OldBot) -> None:
        assert [record["ID"] for record in bot.service.get_last_shifts(1002, "2")] == [1]  # type: ignore[arg-type]
        assert bot.service.get_last_shifts(1002, 0) == []
        with pytest.raises(ValueError, match="limit is None"):
            bot.service.get_last_shifts(1002, None)  # type: ignore[arg-type]

    def test_the_next_id_is_above_all(self, bot: OldBot) -> None:
        assert bot.service.get_next_id() == 2
        bot.boss_types("Shifts", 1, 0, "10")
        assert bot.service.get_next_id() == 11

    def test_a_row_is_found_where_it_stands_now(self, bot: OldBot) -> None:
        bot.service.create_shift(bot.shift())
        bot.settle()
        assert bot.service.find_row_by_id(2) == 3
        bot.workbook.insert_row("Shifts", 1)
        assert bot.service.find_row_by_id(2) == 4
        assert bot.service.find_row_by_id(9) is None

    def test_what_is_not_there_is_none_or_false(self, bot: OldBot) -> None:
        service = bot.service
        assert service.get_shift_by_id(9) is None
        assert service.update_shift_field(9, "Total made", "1.00") is False
        assert service.update_shift_field(1, "Tips", "1.00") is False
        assert service.update_total_sales(9, Decimal(1)) is False
        assert service.update_shift_totals(9) is False
        assert service.recalculate_worked_hours(9) is False


class EditSuite:
    def test_a_field_is_edited_in_either_spelling(self, bot: OldBot) -> None:
        service = bot.service
        assert service.update_shift_field(1, "Total made", "98.00") is True
        assert figures(bot, 1)[-1] == "98.00"
        assert service.update_shift_field(shift_id=1, field_name="EmployeeName", new_value="robert") is True
        assert service.update_shift_field(1, "Clock out", "") is True
        found = service.get_shift_by_id(1)
        assert found is not None
        assert (found["EmployeeName"], found["Clock out"]) == ("robert", "")

    def test_a_clock_takes_hours_and_pay_along(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        assert bot.service.update_shift_field(shift_id, "Clock in", "2025/11/01 10:00:00") is True
        after = ["7.00", "500.00", "400.00", "10.00", "105.00", "40.00", "145.00"]
        assert figures(bot, shift_id) == after
        assert bot.service.recalculate_worked_hours(shift_id) is True
        assert figures(bot, shift_id) == after

    def test_a_new_total_leaves_the_products_and_counts_itself_once(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        assert bot.service.update_total_sales(shift_id, Decimal(1500)) is True
        assert figures(bot, shift_id)[1:] == ["1500.00", "1200.00", "12.00", "120.00", "144.00", "264.00"]
        assert bot.service.update_total_sales(shift_id, product_sales="1600") is True
        found = bot.service.get_shift_by_id(shift_id)
        assert found is not None
        assert (found["Total sales"], found["Model A"]) == ("1600.00", "500.00")

    def test_totals_are_computed_again_from_the_products(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        bot.service.update_total_sales(shift_id, Decimal(1500))
        assert bot.service.update_shift_totals(shift_id) is True
        assert figures(bot, shift_id)[1] == "500.00"

    def test_a_product_takes_the_total_along(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        assert bot.service.update_shift_field(shift_id, "Model B", "500") is True
        assert figures(bot, shift_id)[1:4] == ["1000.00", "800.00", "12.00"]

    def test_what_figures_follow_from_takes_them_along_in_the_same_call(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift(products={"Model A": 500, "Model B": 200}))
        assert bot.service.update_shift_field(shift_id, "Model A", "") is True
        assert figures(bot, shift_id)[1:] == ["200.00", "160.00", "8.00", "120.00", "12.80", "132.80"]
        assert bot.service.update_shift_field(shift_id, "EmployeeId", 1002) is True
        assert figures(bot, shift_id)[1:] == ["200.00", "160.00", "8.00", "120.00", "12.80", "132.80"]
        assert bot.service.update_shift_field(shift_id, "Model B", 300) is True
        assert figures(bot, shift_id)[3] == "10.00"
        assert bot.service.update_shift_field(shift_id, "Date", "2025/10/31 17:05:00") is True
        assert figures(bot, shift_id)[1:] == ["300.00", "240.00", "8.00", "120.00", "19.20", "139.20"]

    def test_a_blank_where_an_amount_is_due_is_a_value_error(self, bot: OldBot) -> None:
        service = bot.service
        for blank in ("", " "):
            with pytest.raises(ValueError, match="total_sales is blank"):
                service.update_total_sales(1, blank)
        for nothing in ("", None):
            with pytest.raises(ValueError, match="value is blank"):
                service.create_bonus(1001, "flat", nothing)
        assert figures(bot, 1)[-1] == "88.00"
        assert service.get_active_bonuses(1001) == []
        assert bot.service.create_shift(bot.shift(products={"Model A": None, "Model B": ""})) == 2

    def test_a_shift_that_is_not_there_comes_before_what_is_wrong_with_a_value(self, bot: OldBot) -> None:
        assert bot.service.update_shift_field(9, "Clock in", "x") is False
        assert bot.service.update_total_sales(9, "much") is False

    def test_a_value_that_cannot_be_is_a_value_error(self, bot: OldBot) -> None:
        for field, value in (("Clock in", "2025/11/01 12:30:00"), ("Total made", "much"), ("ID", "7")):
            with pytest.raises(ValueError, match=r"."):
                bot.service.update_shift_field(1, field, value)
        with pytest.raises(ValueError, match="give value"):
            bot.service.update_shift_field(1, "Total made")
        assert figures(bot, 1)[-1] == "88.00"


class SheetEditSuite:
    def test_a_product_typed_in_the_sheet_is_paid(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        bot.settle()
        bot.boss_types("Shifts", 2, MODEL_A, "1000")
        assert figures(bot, shift_id)[1:] == ["1000.00", "800.00", "12.00", "120.00", "96.00", "216.00"]

    def test_a_clock_typed_in_the_sheet_is_paid(self, bot: OldBot) -> None:
        shift_id = bot.service.create_shift(bot.shift())
        bot.settle()
        bot.boss_types("Shifts", 2, CLOCK_IN, "2025/11/01 10:00:00")
        assert figures(bot, shift_id)[-1] == "145.00"

    def test_a_shift_that_another_program_paid_is_taken_as_it_stands(self, bot: OldBot) -> None:
        assert figures(bot, 1) == ["4.00", "200.00", "160.00", "10.00", "72.00", "16.00", "88.00"]

    def test_an_edit_in_the_sheet_and_one_by_the_bot_both_stand(self, bot: OldBot) -> None:
        bot.workbook.type("Shifts", 1, 3, "robert")
        bot.service.update_shift_field(1, "Total made", "90.00")
        bot.settle()
        bot.learn()
        found = bot.service.get_shift_by_id(1)
        assert found is not None
        assert (found["EmployeeName"], found["Total made"]) == ("robert", "90.00")

    def test_a_tab_without_its_header_stops_changes_and_is_told(self, bot: OldBot) -> None:
        bot.boss_types("Ranks", 0, 0, "Name")
        assert bot.service.get_rank_text("Closer") == "Closer!"


class CallsSuite(ReferenceSuite, ShiftSuite, EditSuite, SheetEditSuite, RankSuite, BonusSuite):
    """All that needs no object of gspread's."""


class CompatSuite(CallsSuite, TabSuite):
    """All of it."""
