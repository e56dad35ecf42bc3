"""Bonuses, and what those are worth that depend on other people's sales."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sheetanchor.compat import inputs, records
from sheetanchor.compat.methods import Methods
from sheetanchor.compat.records import Record
from sheetanchor.compat.spellings import BonusUse
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.products import products_sold
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.tables import SHIFTS


class BonusMethods(Methods):
    """create_shift uses up what waits by itself; these are for a bot that looks, grants or corrects."""

    def get_active_bonuses(self, employee_id: int) -> list[Record]:
        """The employee's bonuses that still wait, by ID."""
        return self._read(
            lambda: records.records(
                self._parts.bonuses,
                self._parts.rows.waiting_bonuses(inputs.number("employee_id", employee_id)),
            )
        )

    def create_bonus(
        self,
        employee_id: int,
        bonus_type: str,
        value: object,
        created_at: object = None,
        shift_id: int | None = None,
    ) -> int:
        """Grant a bonus; its id, never 0.

        A flat_immediate that names its shift was paid there by the caller and is applied from the start, so
        that no other shift pays it again. created_at is accepted and not needed.
        """
        del created_at
        return self._write(
            lambda: self._parts.grant_bonus(
                inputs.number("employee_id", employee_id),
                inputs.bonus_kind(bonus_type),
                inputs.amount("value", value),
                None if shift_id is None else inputs.number("shift_id", shift_id),
            )
        )

    def create_active_bonus(self, employee_id: int, bonus_type: str, value: object) -> int:
        """As create_bonus without a shift."""
        return self.create_bonus(employee_id, bonus_type, value)

    def apply_bonus(
        self,
        bonus_id: object = None,
        shift_id: object = None,
        value: object = None,
        of_shift: object = None,
        *,
        employee_id: object = None,
        bonus_type: object = None,
    ) -> None:
        """Mark a bonus applied to a shift: (bonus_id, shift_id).

        Or (employee_id, bonus_type, value, shift_id): the employee's first one of that type and value that
        waits. Raises a ValueError where there is no such bonus, or another shift has it.
        """
        use = BonusUse(bonus_id, shift_id, value, of_shift, employee_id, bonus_type)
        self._write(lambda: use.carry_out(self._parts.apply_bonus))

    def mark_bonus_applied(self, bonus_id: int) -> None:
        """Use a bonus up without saying by which shift."""
        self._write(lambda: self._parts.apply_bonus(inputs.number("bonus_id", bonus_id), None))

    def get_shift_applied_bonuses(self, shift_id: int) -> list[Record]:
        """The bonuses that act on a shift, by ID."""
        return self._read(
            lambda: records.records(
                self._parts.bonuses,
                self._parts.rows.bonuses_of_shift(inputs.number("shift_id", shift_id)),
            )
        )

    def get_models_from_shift(self, shift: Mapping[str, object]) -> list[str]:
        """The products that a shift's record sold; raises a ValueError for text where an amount is due."""
        return list(products_sold(inputs.sales_of(shift, self._parts.tables.products)))

    def find_previous_shift_with_models(
        self, employee_id: int, models: Sequence[str], before_date: object
    ) -> Record | None:
        """The newest shift of anybody else before a moment that sold any of these products."""
        return self._read(
            lambda: self._shift_record(
                self._parts.lookups.previous_shift(
                    inputs.number("employee_id", employee_id),
                    inputs.texts("models", models),
                    inputs.instant("before_date", before_date, self._parts.zone),
                )
            )
        )

    def find_shifts_with_model(
        self, model: str, date: object, exclude_employee: int, before_time: object
    ) -> list[Record]:
        """All other employees' shifts of that day, before a moment, that sold a product."""
        return self._read(
            lambda: self._shift_records(
                self._parts.lookups.shifts_of_day(
                    str(model),
                    inputs.instant("date", date, self._parts.zone),
                    inputs.number("exclude_employee", exclude_employee),
                    inputs.instant("before_time", before_time, self._parts.zone),
                )
            )
        )

    def apply_percent_prev_bonus(
        self, employee_id: int, current_shift: Mapping[str, object], bonus_value: object
    ) -> Decimal:
        """What percent_prev would pay on this shift's record; nothing is stored or used up."""
        return self._read(
            lambda: self._money_of(BonusKind.PERCENT_PREV, employee_id, current_shift, bonus_value)
        )

    def apply_percent_all_bonus(
        self, employee_id: int, current_shift: Mapping[str, object], bonus_value: object
    ) -> Decimal:
        """What percent_all would pay on this shift's record, by its Date; nothing is stored or used up."""
        return self._read(
            lambda: self._money_of(BonusKind.PERCENT_ALL, employee_id, current_shift, bonus_value)
        )

    def _money_of(
        self, kind: BonusKind, employee_id: int, shift: Mapping[str, object], percent: object
    ) -> Decimal:
        return self._parts.lookups.money_of(
            kind,
            inputs.amount("bonus_value", percent),
            inputs.number("employee_id", employee_id),
            inputs.instant("Date", inputs.record("shift", shift).get("Date"), self._parts.zone),
            inputs.sales_of(shift, self._parts.tables.products),
        )

    def _shift_record(self, shift: Shift | None) -> Record | None:
        return None if shift is None else next(iter(self._shift_records([shift])), None)

    def _shift_records(self, shifts: Sequence[Shift]) -> list[Record]:
        rows = (self._parts.rows.shift(shift.id) for shift in shifts)
        return records.records(self._parts.tables[SHIFTS], (row for row in rows if row is not None))
