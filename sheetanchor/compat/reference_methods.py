"""What the boss keeps: wages, rates, ranks."""

from decimal import Decimal

from sheetanchor.compat import inputs, records
from sheetanchor.compat.methods import Methods
from sheetanchor.compat.records import Record


class ReferenceMethods(Methods):
    """Read anew with every call; nothing is cached."""

    def get_employee_settings(self, employee_id: int) -> dict[str, float] | None:
        """Hourly wage and Sales commission; None where it is certain that there is no row."""
        return self._read(lambda: self._settings(inputs.number("employee_id", employee_id)))

    def create_default_employee_settings(self, employee_id: int) -> None:
        """Give somebody without a row the configured defaults; whoever has one keeps it."""
        self._write(lambda: self._parts.ensure_settings(inputs.number("employee_id", employee_id)))

    def get_dynamic_rates(self) -> list[dict[str, float]]:
        """Min Amount, Max Amount and Percentage of all steps, in sheet order."""
        return self._read(lambda: records.rates(self._parts.reference.dynamic_rates()))

    def calculate_dynamic_rate(
        self, employee_id: int, shift_date: object, current_total_sales: object = Decimal(0)
    ) -> float:
        """The percent points of a shift on this day: with the day's other shifts and this total."""
        return self._read(
            lambda: float(
                self._parts.lookups.dynamic_percent(
                    inputs.number("employee_id", employee_id),
                    inputs.instant("shift_date", shift_date, self._parts.zone),
                    inputs.amount("current_total_sales", current_total_sales),
                )
            )
        )

    def get_ranks(self) -> list[Record]:
        """All ranks with their eight columns, lowest first."""
        return self._read(lambda: records.ranks(self._parts.reference.ranks()))

    def get_rank_bonuses(self, rank_name: str) -> list[str]:
        """The codes that a reward may be drawn from; faulty ones are left out."""
        return self._read(lambda: records.rank_bonuses(self._parts.reference.ranks(), rank_name))

    def get_rank_text(self, rank_name: str) -> str:
        """The rank's TEXT, or some encouragement where it has none."""
        return self._read(lambda: records.rank_text(self._parts.reference.ranks(), rank_name))

    def _settings(self, employee_id: int) -> dict[str, float] | None:
        found = self._parts.reference.employee_settings(employee_id)
        return None if found is None else records.settings(found)
