"""What both old services answer about ranks, bonuses and the tab itself.

A subclass gives the fixture `bot`.
"""

from decimal import Decimal

import pytest

from sheetanchor.domain.errors import SheetContentError
from tests.contract.compat_world import MODEL_A, OldBot, figures


class RankSuite:
    def test_a_rank_follows_from_the_sales_of_the_month(self, bot: OldBot) -> None:
        assert bot.service.determine_rank(1002, 2025, 11) == "Rookie"
        bot.service.create_shift(bot.shift(products={"Model A": Decimal("3999.99")}))
        assert bot.service.determine_rank(1001, 2025, 11) == "Hustler"
        assert bot.service.determine_rank(1001, 2025, 10) == "Rookie"

    def test_a_record_is_made_changed_and_marked(self, bot: OldBot) -> None:
        service = bot.service
        assert service.get_employee_rank(1001, 2025, 11) is None
        service.update_employee_rank(1001, "Hustler", 2025, 11, "2025/11/01 17:05:00")
        service.mark_rank_notified(1001, 2025, 11)
        service.update_employee_rank(1001, "Closer", 2025, 11, total_sales=Decimal(4000))
        assert service.get_employee_rank(1001, 2025, 11) == {
            "EmployeeId": 1001,
            "Current Rank": "Closer",
            "Previous Rank": "Hustler",
            "Month": 11,
            "Year": 2025,
            "Notified": "false",
            "Last Updated": "2025/11/01 17:05:00",
        }

    def test_the_same_rank_again_wipes_nothing(self, bot: OldBot) -> None:
        before = bot.service.get_employee_rank(1002, 2025, 10)
        assert before is not None
        assert (before["Current Rank"], before["Notified"]) == ("Hustler", "true")
        bot.service.update_employee_rank(1002, "Hustler", 2025, 10, "2025/11/01 17:05:00")
        assert bot.service.get_employee_rank(1002, 2025, 10) == before

    def test_marking_a_month_without_a_record_does_nothing(self, bot: OldBot) -> None:
        bot.service.mark_rank_notified(1001, 2025, 11)
        assert bot.service.get_employee_rank(1001, 2025, 11) is None

    def test_a_rank_or_month_that_is_none_is_a_value_error(self, bot: OldBot) -> None:
        with pytest.raises(ValueError, match="Legend") as caught:
            bot.service.update_employee_rank(1001, "Legend", 2025, 11, "2025/11/01 17:05:00")
        assert isinstance(caught.value, SheetContentError)
        with pytest.raises(ValueError, match="13"):
            bot.service.determine_rank(1001, 2025, 13)


class BonusSuite:
    def test_a_bonus_is_granted_and_paid(self, bot: OldBot) -> None:
        assert bot.service.create_bonus(1001, "double_commission", 0.0, "2025/11/01 17:05:00") == 2
        assert bot.service.create_active_bonus(1001, "flat", 10) == 3
        shift_id = bot.service.create_shift(bot.shift())
        assert figures(bot, shift_id)[3:] == ["20.00", "120.00", "80.00", "210.00"]

    def test_a_flat_bonus_that_was_paid_at_once_is_not_paid_again(self, bot: OldBot) -> None:
        first = bot.service.create_shift(bot.shift())
        bot.service.create_bonus(1001, "flat_immediate", 10.0, "2025/11/01 17:05:00", first)
        bot.service.update_shift_field(first, "Total made", "170.00")
        assert bot.service.get_active_bonuses(1001) == []
        second = bot.service.create_shift(bot.shift(date="2025/11/01 17:06:00", products={"Model A": 1}))
        assert figures(bot, second)[-1] == "120.08"
        assert figures(bot, first)[-1] == "170.00"

    def test_a_bonus_is_applied_in_either_spelling(self, bot: OldBot) -> None:
        service = bot.service
        service.create_active_bonus(1001, "flat", 10)
        service.create_active_bonus(1001, "flat", 10)
        service.apply_bonus(1001, "flat", 10, 1)
        service.apply_bonus(employee_id=1001, bonus_type="flat", value=Decimal(10), shift_id=1)
        service.apply_bonus(1, 1)
        service.apply_bonus(bonus_id=1, shift_id=1)
        assert [bonus["ID"] for bonus in service.get_shift_applied_bonuses(1)] == [1, 2, 3]
        with pytest.raises(ValueError, match="applied to shift 1"):
            service.apply_bonus(1, 2)
        with pytest.raises(ValueError, match="no bonus flat of 10"):
            service.apply_bonus(1001, "flat", 10, 2)

    def test_a_bonus_is_marked_without_a_shift(self, bot: OldBot) -> None:
        bot.service.mark_bonus_applied(1)
        assert bot.service.get_active_bonuses(1002) == []
        with pytest.raises(ValueError, match="bonus 7 does not exist"):
            bot.service.mark_bonus_applied(7)

    def test_a_type_that_is_none_is_a_value_error(self, bot: OldBot) -> None:
        with pytest.raises(ValueError, match="no bonus type"):
            bot.service.create_bonus(1001, "cake", 1.0, "2025/11/01 17:05:00")

    def test_models_of_a_shift_are_those_that_sold(self, bot: OldBot) -> None:
        models = bot.service.get_models_from_shift
        assert models({"Model B": "20.5", "ID": 3, "Model A": 0, "Model C": ""}) == ["Model B"]
        with pytest.raises(ValueError, match="Model A"):
            models({"Model A": "none"})

    def test_shifts_of_others_are_found(self, bot: OldBot) -> None:
        service = bot.service
        own = service.get_all_shifts()[0]
        at = "2025/11/01 17:05:00"
        assert service.find_previous_shift_with_models(1001, ["Model A"], at) == own
        assert service.find_previous_shift_with_models(1001, ["Model B"], at) is None
        assert service.find_previous_shift_with_models(1002, ["Model A"], at) is None
        assert service.find_shifts_with_model("Model A", at, 1001, at) == [own]
        assert service.find_shifts_with_model("Model A", at, 1001, "2025/11/01 12:05:00") == []
        assert service.find_shifts_with_model("Model A", "2025/10/31", 1001, at) == []

    def test_money_of_others_follows_from_the_date_of_the_shift(self, bot: OldBot) -> None:
        shift = {"Date": "2025/11/01 17:05:00", "Clock in": "2025/11/01 09:00:00", "Model A": Decimal(300)}
        assert bot.service.apply_percent_prev_bonus(1001, shift, 1.0) == Decimal("1.6")
        assert bot.service.apply_percent_all_bonus(1001, shift, 2.0) == Decimal("3.2")
        assert bot.service.apply_percent_all_bonus(1001, {"Date": shift["Date"]}, 2.0) == Decimal(0)


class TabSuite:
    def test_the_tab_is_gspreads_own(self, bot: OldBot) -> None:
        tab = bot.service.get_worksheet()
        assert tab.title == "Shifts"
        assert tab.acell("A1").value == "ID"
        assert "Shifts" in [sheet.title for sheet in bot.service.spreadsheet.worksheets()]

    def test_headers_that_stand_are_left_alone(self, bot: OldBot) -> None:
        bot.service.ensure_headers()
        assert bot.service.get_worksheet().row_values(1)[:2] == ["ID", "Date"]

    def test_a_product_without_a_column_gets_one_behind_the_others(self, bot: OldBot) -> None:
        bot.workbook.type("Shifts", 0, MODEL_A, "Model Z")
        tab = bot.service.get_worksheet()
        bot.service.ensure_headers(tab)
        header = tab.row_values(1)
        assert (header[MODEL_A], header[-1]) == ("Model Z", "Model A")

    def test_a_missing_header_of_figures_is_not_written_over_another(self, bot: OldBot) -> None:
        tab = bot.service.get_worksheet()
        bot.workbook.type("Shifts", 0, 10, "Sales in all")
        with pytest.raises(ValueError, match="'Total sales'"):
            bot.service.ensure_headers(tab)
        assert tab.row_values(1)[10] == "Sales in all"
