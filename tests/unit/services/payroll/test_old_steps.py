"""Single cells, single figures and single questions, for callers of the old interface."""

from decimal import Decimal

import pytest

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.errors import EmptyRankTableError
from sheetanchor.domain.payroll.periods.recent_shifts import EDITABLE_SHIFTS
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.services.payroll.bonus_ledger import ApplyBonus, BonusNotUsableError, NoSuchBonusError
from sheetanchor.services.payroll.edit_cell import CellEdits, EditCell, KeyOfShiftError
from sheetanchor.services.payroll.errors import ShiftNotFoundError
from sheetanchor.services.payroll.lookups import Lookups
from sheetanchor.services.payroll.recompute import Recomputed
from sheetanchor.services.payroll.refigure import Refigure
from sheetanchor.services.payroll.rows import PayRows
from tests.unit.services.payroll.world import ANN, BOB, CID, NOVEMBER, PayWorld, edit


class Old(PayWorld):
    """A world with what callers of the old interface use."""

    def _wire(self) -> None:
        super()._wire()
        inputs = self.edit_product._edits
        edits = CellEdits(self.edit_clocks, self.edit_product, self.edit_total, inputs)
        self.edit_cell = EditCell(self.work, edits)
        self.refigure = Refigure(inputs)
        self.lookups = Lookups(self.work, self.pick)
        self.rows = PayRows(self.work)
        self.apply = ApplyBonus(self.work)

    def type_cell(self, header: str, value: Value, shift_id: int = 1) -> None:
        column = self.edit_cell.column(header)
        assert column is not None
        self.edit_cell(shift_id, column, value)

    def figures_of(self, shift_id: int = 1) -> list[str]:
        return self.figures(self.last_shifts.card(shift_id).shift)


@pytest.fixture
def world() -> Old:
    world = Old()
    world.create(A="500")
    return world


class TestACell:
    def test_of_a_clock_takes_hours_and_pay_along(self, world: Old) -> None:
        world.type_cell("Clock in", world.at("11-01 10:00"))
        assert world.figures_of() == ["7.00", "500.00", "400.00", "10.00", "105.00", "40.00", "145.00"]
        world.type_cell("clock OUT", world.at("11-01 16:00"))
        assert world.figures_of()[0] == "6.00"

    def test_of_a_product_takes_the_total_along_and_no_rank(self, world: Old) -> None:
        world.type_cell("Model B", Decimal(4500))
        assert world.figures_of()[1] == "5000.00"
        assert world.values("employee_ranks", ANN, 2025, 11)["current_rank"] == "Rookie"

    def test_of_the_total_leaves_the_products(self, world: Old) -> None:
        world.type_cell("Total sales", Decimal(1500))
        assert world.figures_of()[1] == "1500.00"
        assert world.values("shifts", 1)["product_model_a"] == 500

    @pytest.mark.parametrize(("header", "value"), [("Total made", Decimal(170)), ("EmployeeName", "anna")])
    def test_of_any_other_column_changes_alone(self, world: Old, header: str, value: Value) -> None:
        before = dict(world.values("shifts", 1))
        world.type_cell(header, value)
        column = world.edit_cell.column(header)
        assert column is not None
        assert dict(world.values("shifts", 1)) == {**before, column.field: value}

    def test_of_a_clock_can_be_emptied_and_both_filled_in_one_by_one(self, world: Old) -> None:
        before = world.figures_of()
        world.type_cell("Clock out", None)
        world.type_cell("Clock in", None)
        assert world.values("shifts", 1)["clock_out"] is None
        assert world.figures_of() == before
        world.type_cell("Clock in", world.at("11-01 10:00"))
        world.type_cell("Clock out", world.at("11-01 16:00"))
        assert world.figures_of()[0] == "6.00"
        assert world.recompute() == Recomputed()

    @pytest.mark.parametrize(
        ("header", "value", "figures"),
        [
            ("Model A", None, ["8.00", "200.00", "160.00", "8.00", "120.00", "12.80", "132.80"]),
            ("Total sales", None, ["8.00", "0", "0.00", "8.00", "120.00", "0.00", "120.00"]),
            ("Date", "11-02 17:05", ["8.00", "700.00", "560.00", "12.00", "120.00", "67.20", "187.20"]),
            ("EmployeeId", CID, ["8.00", "700.00", "560.00", "14.00", "120.00", "78.40", "198.40"]),
        ],
    )
    def test_that_figures_follow_from_takes_them_along_at_once(
        self, world: Old, header: str, value: Value, figures: list[str]
    ) -> None:
        world.edit_product(edit(), "Model B", Decimal(200))
        world.put_shift(7, CID, "11-01 10:00", "1900", total_made=Decimal(1))
        world.put_shift(8, ANN, "11-02 10:00", "900", total_made=Decimal(1))
        world.type_cell(header, world.at(str(value)) if header == "Date" else value)
        assert world.figures_of() == figures
        assert world.recompute() == Recomputed()

    def test_of_a_shift_without_clocks_leaves_the_hours_that_were_paid(self, world: Old) -> None:
        world.put_old_shift(7, CID, clock_in=None, clock_out=None, total_made=Decimal(165))
        world.type_cell("Date", world.at("11-02 17:05"), shift_id=7)
        assert world.figures_of(7) == ["8.00", "500.00", "400.00", "9.50", "120.00", "38.00", "158.00"]

    def test_that_names_the_shift_is_not_changed(self, world: Old) -> None:
        world.type_cell("ID", 1)
        with pytest.raises(KeyOfShiftError):
            world.type_cell("ID", 2)

    def test_of_a_shift_that_is_not_there_is_refused(self, world: Old) -> None:
        for header, value in (("Total made", Decimal(1)), ("Clock in", world.at("11-01 09:00"))):
            with pytest.raises(ShiftNotFoundError):
                world.type_cell(header, value, shift_id=7)

    def test_that_cannot_be_changes_nothing(self, world: Old) -> None:
        before = world.everything()
        with pytest.raises(InputError):
            world.type_cell("Clock in", world.at("11-01 18:00"))
        assert world.everything() == before

    def test_without_a_column_has_none(self, world: Old) -> None:
        assert world.edit_cell.column("Tips") is None


class TestFiguresAgain:
    def test_hours_follow_the_clocks_and_the_percentage_stays(self, world: Old) -> None:
        world.put_old_shift(2, ANN, clock_in=world.at("11-01 10:00"), percent=Decimal(50))
        assert world.refigure.hours(2).card.shift.worked_hours == 7
        assert world.figures_of(2)[3:5] == ["50.00", "105.00"]

    def test_totals_follow_the_products(self, world: Old) -> None:
        world.put_old_shift(2, BOB, product_model_b=Decimal(500))
        assert world.refigure.totals(2).card.shift.total_sales == 1000

    def test_no_rank_is_reviewed(self, world: Old) -> None:
        world.put_old_shift(2, BOB, product_model_a=Decimal(5000))
        assert world.refigure.totals(2).rank is None


class TestQuestions:
    def test_the_next_id_is_told_and_not_taken(self, world: Old) -> None:
        assert [world.lookups.next_shift_id(), world.lookups.next_shift_id()] == [2, 2]
        assert world.create(A="1").card.shift.id == 2

    def test_the_dynamic_rate_counts_the_whole_day(self, world: Old) -> None:
        day = world.at("11-01 00:00")
        assert world.lookups.dynamic_percent(ANN, day, Decimal(0)) == 2
        assert world.lookups.dynamic_percent(ANN, day, Decimal(500)) == 4
        assert world.lookups.dynamic_percent(BOB, day, Decimal("999.99")) == 2

    def test_the_rank_of_a_month_has_no_gaps(self, world: Old) -> None:
        world.put_shift(7, BOB, "11-02 12:00", "3999.99")
        assert world.lookups.rank_of(BOB, NOVEMBER).name == "Hustler"

    def test_no_ranks_are_no_rank(self, world: Old) -> None:
        for place in range(6):
            world.delete("ranks", (place,))
        with pytest.raises(EmptyRankTableError):
            world.lookups.rank_of(ANN, NOVEMBER)

    def test_the_previous_shift_is_the_newest_of_the_others(self, world: Old) -> None:
        world.put_shift(7, BOB, "10-30 12:00", "10")
        world.put_shift(8, CID, "10-31 12:00", "20")
        world.put_shift(9, CID, "10-31 13:00", "0")
        found = world.lookups.previous_shift(ANN, ["Model A"], world.at("11-01 17:05"))
        assert found is not None
        assert found.id == 8
        assert world.lookups.previous_shift(ANN, ["Model C"], world.at("11-01 17:05")) is None
        assert world.lookups.previous_shift(ANN, [], world.at("11-01 17:05")) is None

    def test_the_shifts_of_a_day_are_those_of_all_others(self, world: Old) -> None:
        world.put_shift(7, BOB, "11-01 12:00", "10")
        world.put_shift(8, CID, "11-01 13:00", "20")
        world.put_shift(9, CID, "10-31 13:00", "20")
        day, before = world.at("11-01 00:00"), world.at("11-01 13:00")
        found = world.lookups.shifts_of_day("Model A", day, ANN, before)
        assert [shift.id for shift in found] == [7]

    def test_the_money_of_others_is_told_and_nothing_used_up(self, world: Old) -> None:
        world.put_shift(7, BOB, "11-01 12:00", "200")
        world.put_shift(8, CID, "11-01 13:00", "300")
        sold, at = {"Model A": Decimal(300)}, world.at("11-01 17:05")
        before = world.everything()
        assert world.lookups.money_of(BonusKind.PERCENT_PREV, Decimal(1), ANN, at, sold) == Decimal("2.4")
        assert world.lookups.money_of(BonusKind.PERCENT_ALL, Decimal(2), ANN, at, sold) == Decimal("8.0")
        assert world.lookups.money_of(BonusKind.PERCENT_ALL, Decimal(2), ANN, at, {}) == 0
        assert world.everything() == before


class TestRows:
    def test_are_those_of_the_tables(self, world: Old) -> None:
        world.put_shift(7, BOB, "11-01 12:00", "10")
        assert [row["id"] for row in world.rows.shifts()] == [1, 7]
        assert [row["id"] for row in world.rows.last_shifts(ANN, EDITABLE_SHIFTS)] == [1]
        record = world.rows.month_rank(ANN, NOVEMBER)
        assert record is not None
        assert record["last_updated"] == world.clock.now()

    def test_what_is_not_there_is_none(self, world: Old) -> None:
        assert world.rows.shift(7) is None
        assert world.rows.month_rank(BOB, NOVEMBER) is None
        assert world.rows.waiting_bonuses(ANN) == world.rows.bonuses_of_shift(1) == []

    def test_what_was_never_read_is_not_absent(self, world: Old) -> None:
        for table in ("shifts", "employee_ranks", "active_bonuses"):
            world.never_read(table)
        asks = (
            world.rows.shifts,
            lambda: world.rows.shift(7),
            lambda: world.rows.month_rank(BOB, NOVEMBER),
            lambda: world.rows.waiting_bonuses(ANN),
        )
        for ask in asks:
            with pytest.raises(UnavailableError):
                ask()

    def test_a_bonus_waits_until_it_has_acted(self, world: Old) -> None:
        world.put_bonus(1, "flat", "10")
        world.put_bonus(2, "flat_immediate", "10", shift_id=1)
        assert [row["id"] for row in world.rows.waiting_bonuses(ANN)] == [1]
        assert [row["id"] for row in world.rows.bonuses_of_shift(1)] == [2]


class TestApplyingByType:
    def test_the_first_that_waits_is_taken(self, world: Old) -> None:
        world.put_bonus(1, "flat", "10", applied=True, shift_id=9)
        world.put_bonus(2, "flat", "10")
        world.put_bonus(3, "flat", "10")
        world.apply.first_like(ANN, "flat", Decimal(10), 1)
        assert [world.values("active_bonuses", n)["applied"] for n in (1, 2, 3)] == [True, True, False]

    def test_once_more_for_the_same_shift_changes_nothing(self, world: Old) -> None:
        world.put_bonus(1, "flat", "10", applied=True, shift_id=1)
        world.apply.first_like(ANN, "flat", Decimal(10), 1)
        with pytest.raises(NoSuchBonusError, match="no bonus flat of 10"):
            world.apply.first_like(ANN, "flat", Decimal(10), 2)

    def test_without_a_shift_it_is_used_up_all_the_same(self, world: Old) -> None:
        world.put_bonus(1, "flat", "10")
        world.apply(1, None)
        assert world.values("active_bonuses", 1)["applied"] is True
        world.apply(1, None)
        with pytest.raises(BonusNotUsableError):
            world.apply(1, 3)
