"""The tabs of one worked case, read into the domain's types as the replica would hand them over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import Any

from sheetanchor.domain.payroll.bonuses.active import Bonus, bonus_from_row, bonuses_of_shift
from sheetanchor.domain.payroll.employee_settings import (
    EmployeeSettings,
    default_employee_settings,
    employee_settings_from_row,
)
from sheetanchor.domain.payroll.errors import UnreadableValueError
from sheetanchor.domain.payroll.instants import instant_of
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank, month_rank_from_row
from sheetanchor.domain.payroll.ranks import RankTable, rank_table_from_rows
from sheetanchor.domain.payroll.rates import RateTable, rate_table_from_rows
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms, shift_from_row

FIELDS = {
    "ID": "id",
    "Date": "date",
    "EmployeeId": "employee_id",
    "EmployeeName": "employee_name",
    "Clock in": "clock_in",
    "Clock out": "clock_out",
    "Worked hours/shift": "worked_hours",
    "Total sales": "total_sales",
    "Net sales": "net_sales",
    "%": "percent",
    "Total per hour": "per_hour",
    "Commissions": "commissions",
    "Total made": "total_made",
    "Hourly wage": "hourly_wage",
    "Sales commission": "sales_commission",
    "Min Amount": "min_amount",
    "Max Amount": "max_amount",
    "Percentage": "percentage",
    "Rank Name": "rank_name",
    "Emoji": "emoji",
    "Bonus 1": "bonus_1",
    "Bonus 2": "bonus_2",
    "Bonus 3": "bonus_3",
    "TEXT": "text",
    "Current Rank": "current_rank",
    "Previous Rank": "previous_rank",
    "Month": "month",
    "Year": "year",
    "Notified": "notified",
    "Bonus Type": "bonus_type",
    "Value": "value",
    "Applied": "applied",
    "Shift ID": "shift_id",
}
MOMENTS = {"Date", "Clock in", "Clock out", "Created At", "Last Updated"}
WORDS = {
    "EmployeeName",
    "Rank Name",
    "Emoji",
    "Bonus 1",
    "Bonus 2",
    "Bonus 3",
    "TEXT",
    "Current Rank",
    "Previous Rank",
    "Bonus Type",
}
TRUTH = {"true": True, "false": False, "": False}
BEFORE_PRODUCTS, AFTER_PRODUCTS = "Worked hours/shift", "Total sales"
_NUMBER = re.compile(r"-?[0-9]+(?:[.][0-9]+)?|-?[0-9]+,[0-9]{1,2}")
_MOMENT = re.compile(r"[0-9]{4}([/-])[0-9]{1,2}\1[0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")

Record = dict[str, object]


@dataclass(frozen=True)
class Workbook:
    """The tabs by title: rows of cells under the headers of the file."""

    headers: Mapping[str, Sequence[str]]
    tabs: Mapping[str, Sequence[Sequence[Any]]]
    policy: PayPolicy

    @cached_property
    def products(self) -> tuple[str, ...]:
        columns = list(self.headers["Shifts"])
        return tuple(columns[columns.index(BEFORE_PRODUCTS) + 1 : columns.index(AFTER_PRODUCTS)])

    def records(self, tab: str) -> list[Record]:
        """Every row by the header, as it stands in the sheet."""
        headers = self.headers[tab]
        padded = ([*row, *[""] * (len(headers) - len(row))] for row in self.tabs[tab])
        return [dict(zip(headers, row, strict=True)) for row in padded]

    def rows(self, tab: str) -> list[Record]:
        """Every row by field, decoded; what does not decode is left as it is, for the domain to refuse."""
        return [self.decoded(record) for record in self.records(tab)]

    def decoded(self, record: Mapping[str, object]) -> Record:
        return {
            FIELDS.get(header, header): decode(header, cell, self.policy.zone)
            for header, cell in record.items()
        }

    @cached_property
    def readable_shifts(self) -> list[tuple[Record, Shift]]:
        """Rows of Shifts beside their shifts; a row that does not read is held and takes no part."""
        columns = {product: product for product in self.products}
        pairs = []
        for record in self.records("Shifts"):
            try:
                pairs.append((record, shift_from_row(self.decoded(record), columns)))
            except UnreadableValueError:
                continue
        return pairs

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
        return [bonus_from_row(row) for row in self.rows("ActiveBonuses")]

    @property
    def month_ranks(self) -> list[MonthRank]:
        return [month_rank_from_row(row) for row in self.rows("EmployeeRanks")]

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
        return RecordedShift(shift, terms, bonuses_of_shift(self.bonuses, shift.id))


def decode(header: str, cell: object, zone: tzinfo) -> object:
    """The cell as its column's type where it is one, None where it is blank."""
    text = str(cell).strip()
    if header in {"Applied", "Notified"}:
        return TRUTH.get(text.lower(), cell)
    if not text:
        return None
    if header in MOMENTS:
        return read_moment(text, zone) if _MOMENT.fullmatch(text) else cell
    if header in WORDS:
        return text
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else cell


def read_moment(text: str, zone: tzinfo) -> datetime:
    """Wall-clock text of the sheet, time or seconds perhaps missing, as an instant of the zone."""
    if not _MOMENT.fullmatch(text):
        raise UnreadableValueError("date-time", text, "YYYY/MM/DD HH:MM:SS")
    day, _, clock = text.replace("-", "/").partition(" ")
    numbers: Iterable[int] = map(int, [*day.split("/"), *(clock.split(":") if clock else ())])
    return instant_of(datetime(*numbers), zone)  # type: ignore[arg-type]  # noqa: DTZ001
