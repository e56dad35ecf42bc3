"""Where the two old services spelled one call differently: either spelling, as one."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetanchor.compat.errors import BadInputError
from sheetanchor.compat.inputs import amount, bonus_kind, number
from sheetanchor.services.payroll.bonus_ledger import ApplyBonus


@dataclass(frozen=True, slots=True)
class OldShift:
    """The six arguments of the hybrid service."""

    employee_id: object
    employee_name: object
    shift_date: object
    clock_in: object
    clock_out: object
    product_sales: object

    def as_data(self) -> Mapping[str, object]:
        """The dictionary of the sheets service."""
        return {
            "date": self.shift_date,
            "employee_id": self.employee_id,
            "employee_name": self.employee_name,
            "clock_in": self.clock_in,
            "clock_out": self.clock_out,
            "products": self.product_sales,
        }


def shift_data(given: object, otherwise: OldShift) -> Mapping[str, object]:
    """A dictionary alone, or six arguments of which the first is the employee's id."""
    if isinstance(given, Mapping):
        return given
    return otherwise.as_data()


def either(name: str, first: object, other_name: str, other: object) -> object:
    """An argument that goes by two names; raises BadInputError unless it is given once."""
    if (first is None) == (other is None):
        raise BadInputError(f"give {name}, or {other_name} as it was called before. Nothing was changed.")
    return other if first is None else first


@dataclass(frozen=True, slots=True)
class BonusUse:
    """The arguments of apply_bonus: a bonus by its id, or an employee's first one of a type and value."""

    first: object
    second: object
    value: object
    fourth: object
    employee_id: object
    bonus_type: object

    def carry_out(self, apply: ApplyBonus) -> None:
        """Raises BadInputError for an argument that is missing or no number, and as ApplyBonus."""
        if self.bonus_type is None and self.fourth is None:
            apply(number("bonus_id", self.first), number("shift_id", self.second))
            return
        apply.first_like(
            number("employee_id", self.first if self.employee_id is None else self.employee_id),
            bonus_kind(self.second if self.bonus_type is None else self.bonus_type),
            amount("value", self.value),
            number("shift_id", self.second if self.fourth is None else self.fourth),
        )
