"""The tabs of one worked case, read into the domain's types as the replica would hand them over."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, TypeVar

from sheetanchor.domain.payroll.bonuses.active import Bonus, bonus_from_row, bonuses_of_shift
from sheetanchor.domain.payroll.employee_settings import (
    EmployeeSettings,
    default_employee_settings,
    employee_settings_from_row,
)
from sheetanchor.domain.payroll.errors import UnreadableValueError
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank, month_rank_from_row
from sheetanchor.domain.payroll.ranks import RankTable, rank_table_from_rows
from sheetanchor.domain.payroll.rates import RateTable, rate_table_from_rows
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms, shift_from_row
from sheetanchor.domain.tables.kinds import Boolean, DecimalNumber, Integer, Kind, Money, Percent, Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.refusal import CellRefusedError
from tests.golden.cases import cell_of, products_of

MONEY, NUMBER, PERCENT, INTEGER, TEXT, MOMENT, TRUTH = (
    Money(),
    DecimalNumber(),
    Percent(),
    Integer(),
    Text(),
    DateTime(),
    Boolean(),
)
#: The field and the kind of every column that is no product's.
COLUMNS: dict[str, tuple[str, Kind]] = {
    "ID": ("id", INTEGER),
    "Date": ("date", MOMENT),
    "EmployeeId": ("employee_id", INTEGER),
    "EmployeeName": ("employee_name", TEXT),
    "Clock in": ("clock_in", MOMENT),
    "Clock out": ("clock_out", MOMENT),
    "Worked hours/shift": ("worked_hours", NUMBER),
    "Total sales": ("total_sales", MONEY),
    "Net sales": ("net_sales", MONEY),
    "%": ("percent", PERCENT),
    "Total per hour": ("per_hour", MONEY),
    "Commissions": ("commissions", MONEY),
    "Total made": ("total_made", MONEY),
    "Hourly wage": ("hourly_wage", MONEY),
    "Sales commission": ("sales_commission", PERCENT),
    "Min Amount": ("min_amount", MONEY),
    "Max Amount": ("max_amount", MONEY),
    "Percentage": ("percentage", PERCENT),
    "Rank Name": ("rank_name", TEXT),
    "Emoji": ("emoji", TEXT),
    "Bonus 1": ("bonus_1", TEXT),
    "Bonus 2": ("bonus_2", TEXT),
    "Bonus 3": ("bonus_3", TEXT),
    "TEXT": ("text", TEXT),
    "Current Rank": ("current_rank", TEXT),
    "Previous Rank": ("previous_rank", TEXT),
    "Month": ("month", INTEGER),
    "Year": ("year", INTEGER),
    "Notified": ("notified", TRUTH),
    "Last Updated": ("last_updated", MOMENT),
    "Bonus Type": ("bonus_type", TEXT),
    "Value": ("value", NUMBER),
    "Applied": ("applied", TRUTH),
    "Shift ID": ("shift_id", INTEGER),
    "Created At": ("created_at", MOMENT),
}

Record = dict[str, object]
RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Workbook:
    """The tabs by title: rows of cells under the headers of the file."""

    headers: Mapping[str, Sequence[str]]
    tabs: Mapping[str, Sequence[Sequence[Any]]]
    policy: PayPolicy

    @cached_property
    def products(self) -> tuple[str, ...]:
        return products_of(self.headers["Shifts"])

    def records(self, tab: str) -> list[Record]:
        """Every row by the header, as it stands in the sheet."""
        return [dict(zip(self.headers[tab], row, strict=True)) for row in self.tabs[tab]]

    def rows(self, tab: str) -> list[Record]:
        """Every row by field, decoded; what does not decode is left as it is, for the domain to refuse."""
        return [self.decoded(record) for record in self.records(tab)]

    def decoded(self, record: Mapping[str, object]) -> Record:
        fields = {header: COLUMNS.get(header, (header, MONEY)) for header in record}
        return {
            field: decode(kind, record[header], self.policy.zone) for header, (field, kind) in fields.items()
        }

    @cached_property
    def readable_shifts(self) -> list[tuple[Record, Shift]]:
        """Rows of Shifts beside their shifts, without those that are held.

        A text in the cell of a product says nothing, and the rest of its row goes on (C10).
        """
        columns = {product: product for product in self.products}
        pairs = []
        for record in self.records("Shifts"):
            row = self.decoded(record)
            texts = {product: None for product in self.products if isinstance(row[product], str)}
            with suppress(UnreadableValueError):
                pairs.append((record, shift_from_row({**row, **texts}, columns)))
        return pairs

    def _readable(self, tab: str, read: Callable[[Record], RowT]) -> list[RowT]:
        """A row that does not read is held: it takes no part, and the others go on."""
        readable = []
        for row in self.rows(tab):
            with suppress(UnreadableValueError):
                readable.append(read(row))
        return readable

    @property
    def shifts(self) -> list[Shift]:
        return [shift for _, shift in self.readable_shifts]

    @property
    def rates(self) -> RateTable:
        return rate_table_from_rows(self.rows("DynamicRates"))

    @property
    def ranks(self) -> RankTable:
        return rank_table_from_rows(self.rows("Ranks"))

    @property
    def bonuses(self) -> list[Bonus]:
        return self._readable("ActiveBonuses", bonus_from_row)

    @property
    def month_ranks(self) -> list[MonthRank]:
        return self._readable("EmployeeRanks", month_rank_from_row)

    @property
    def context(self) -> PayContext:
        return PayContext(self.shifts, self.rates, self.products, self.policy)

    def settings_of(self, employee_id: int) -> EmployeeSettings:
        for row in self.rows("EmployeeSettings"):
            if row["employee_id"] == employee_id:
                return employee_settings_from_row(row)
        return default_employee_settings(employee_id)

    def recorded(self, shift: Shift) -> RecordedShift:
        settings = self.settings_of(shift.employee_id)
        terms = ShiftTerms(settings.hourly_wage, settings.sales_commission)
        return RecordedShift(shift, terms, bonuses_of_shift(self.bonuses, shift.id, shift.employee_id))


def decode(kind: Kind, cell: object, zone: tzinfo) -> object:
    """The cell as its column's kind where it is one, None where it is blank."""
    content = cell_of(cell)
    if content.is_empty:
        return None
    try:
        return (DateTime(zone=zone) if kind == MOMENT else kind).read(content)
    except CellRefusedError:
        return cell


def read_moment(text: str, zone: tzinfo) -> datetime:
    """Wall-clock text as the sheet holds it, time or seconds perhaps missing, as an instant of the zone."""
    moment = decode(MOMENT, text, zone)
    if not isinstance(moment, datetime):
        raise UnreadableValueError("date-time", text, "YYYY/MM/DD HH:MM:SS")
    return moment
