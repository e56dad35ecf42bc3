"""Shifts: created, edited, found and listed."""

from collections.abc import Mapping

from sheetanchor.compat import inputs, records
from sheetanchor.compat.methods import Methods
from sheetanchor.compat.records import Record
from sheetanchor.compat.spellings import OldShift, either, shift_data
from sheetanchor.services.payroll.errors import ShiftNotFoundError
from sheetanchor.services.payroll.shift_edits import EditRequest


class ShiftMethods(Methods):
    """A shift_id that does not exist is None or False."""

    def create_shift(  # noqa: PLR0917 - the old signatures
        self,
        shift_data: Mapping[str, object] | int | None = None,
        employee_name: object = None,
        shift_date: object = None,
        clock_in: object = None,
        clock_out: object = None,
        product_sales: object = None,
        *,
        employee_id: object = None,
    ) -> int:
        """Record and pay a shift; its id.

        Takes a dictionary with date, employee_id, employee_name, clock_in, clock_out and products, or the six
        arguments that the hybrid service had. The same shift with the same date, to the second, is not
        recorded twice: a repeat gets the first id. Raises a ValueError for what cannot be paid; then nothing
        was changed and no bonus used up.
        """
        first = shift_data if employee_id is None else employee_id
        old = OldShift(first, employee_name, shift_date, clock_in, clock_out, product_sales)
        return self._write(lambda: self._create(shift_data, old))

    def get_next_id(self) -> int:
        """The id that the next shift gets, unless another comes first: above all ever given."""
        return self._read(self._parts.lookups.next_shift_id)

    def find_row_by_id(self, shift_id: int) -> int | None:
        """The row number in the sheet at this moment, which one request asks for."""
        return self._read(
            lambda: self._parts.places.place(self._parts.shifts.name, (inputs.number("shift_id", shift_id),))
        )

    def get_shift_by_id(self, shift_id: int) -> dict[str, str] | None:
        """The row as texts, amounts with two decimals."""
        return self._read(lambda: self._text_record(shift_id))

    def update_shift_field(
        self,
        shift_id: int,
        field: str | None = None,
        value: object = None,
        *,
        field_name: str | None = None,
        new_value: object = None,
    ) -> bool:
        """Change one cell by its header; "" empties it. False where there is no such shift or column.

        A clock takes hours and pay along; a product, the total, Date and EmployeeId all that follows from
        sales. A shift without both clocks keeps its hours and their pay.
        """
        header = either("field", field, "field_name", field_name)
        new = either("value", value, "new_value", new_value)
        return self._edit_cell(shift_id, str(header), new)

    def update_total_sales(
        self, shift_id: int, total_sales: object = None, *, product_sales: object = None
    ) -> bool:
        """A new total; net sales, %, commissions and Total made follow, the product columns stay.

        Bonuses of the shift keep acting, and the day's total counts this shift once.
        """
        total = either("total_sales", total_sales, "product_sales", product_sales)
        return self._edit(lambda: self._edit_total(self._known(shift_id), total))

    def update_shift_totals(self, shift_id: int) -> bool:
        """Compute everything again from clocks and products, whose sum the total becomes."""
        return self._edit(lambda: self._parts.refigure.totals(inputs.number("shift_id", shift_id)))

    def recalculate_worked_hours(self, shift_id: int) -> bool:
        """Compute hours, their pay and Total made again from the clocks; the % stays."""
        return self._edit(lambda: self._parts.refigure.hours(inputs.number("shift_id", shift_id)))

    def get_last_shifts(self, employee_id: int, limit: int = 3) -> list[Record]:
        """The employee's newest shifts by Date, newest first."""
        return self._read(
            lambda: records.records(
                self._parts.shifts,
                self._parts.rows.last_shifts(
                    inputs.number("employee_id", employee_id), inputs.number("limit", limit)
                ),
            )
        )

    def get_all_shifts(self) -> list[Record]:
        """Everybody's shifts by ID."""
        return self._read(lambda: records.records(self._parts.shifts, self._parts.rows.shifts()))

    def get_products(self) -> list[str]:
        """The configured products, in their order."""
        return list(self._parts.tables.products)

    def _create(self, given: object, otherwise: OldShift) -> int:
        asked = inputs.shift_request(shift_data(given, otherwise), self._parts.zone)
        saved = self._parts.create_shift(asked, inputs.request_key(asked), reviews_rank=False)
        return saved.card.shift.id

    def _text_record(self, shift_id: int) -> dict[str, str] | None:
        row = self._parts.rows.shift(inputs.number("shift_id", shift_id))
        return None if row is None else records.text_record(self._parts.shifts, row)

    def _edit_cell(self, shift_id: int, header: str, value: object) -> bool:
        column = self._parts.edit_cell.column(header)
        if column is None:
            return False

        def act() -> None:
            known = self._known(shift_id)
            typed = inputs.typed(header, column.kind, value, self._parts.zone)
            self._parts.edit_cell(known, column, typed)

        return self._edit(act)

    def _edit_total(self, shift_id: int, total: object) -> None:
        asked = EditRequest(shift_id, None, None)
        amount = inputs.amount("total_sales", total)
        self._parts.edit_total(asked, amount, reviews_rank=False)

    def _known(self, shift_id: object) -> int:
        """Whether there is such a shift comes before what is wrong with a value."""
        known = inputs.number("shift_id", shift_id)
        if self._parts.rows.shift(known) is None:
            raise ShiftNotFoundError(known)
        return known
