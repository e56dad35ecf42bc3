"""The ranks of employees' months. The calling bot reviews them itself, step by step."""

from sheetanchor.compat import inputs, records
from sheetanchor.compat.methods import Methods
from sheetanchor.compat.records import Record


class RankMethods(Methods):
    """A month without a record is None."""

    def determine_rank(self, employee_id: int, year: int, month: int) -> str:
        """The rank that the month's sales reach; raises a ValueError where the Ranks tab holds none."""
        return self._read(
            lambda: (
                self._parts.lookups.rank_of(
                    inputs.number("employee_id", employee_id), inputs.month(year, month)
                ).name
            )
        )

    def get_employee_rank(self, employee_id: int, year: int, month: int) -> Record | None:
        """The record of a month."""
        return self._read(lambda: self._rank_record(employee_id, year, month))

    def update_employee_rank(
        self,
        employee_id: int,
        new_rank: str,
        year: int,
        month: int,
        last_updated: object = None,
        *,
        total_sales: object = None,
    ) -> None:
        """Record a rank; Previous Rank becomes the one before, Notified "false".

        The rank that the record holds already changes nothing. last_updated and total_sales are accepted and
        not needed: the stamp is that of the service. Raises a ValueError for a rank that is not listed.
        """
        del last_updated, total_sales
        self._write(
            lambda: self._parts.record_rank(
                inputs.number("employee_id", employee_id), new_rank, inputs.month(year, month)
            )
        )

    def mark_rank_notified(self, employee_id: int, year: int, month: int) -> None:
        """The message about the record's rank was delivered; without a record nothing happens."""
        self._write(
            lambda: self._parts.mark_told(
                inputs.number("employee_id", employee_id), inputs.month(year, month), None
            )
        )

    def _rank_record(self, employee_id: int, year: int, month: int) -> Record | None:
        row = self._parts.rows.month_rank(
            inputs.number("employee_id", employee_id), inputs.month(year, month)
        )
        return None if row is None else records.record(self._parts.ranks, row)
