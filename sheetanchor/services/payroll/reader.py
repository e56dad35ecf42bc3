"""Reads what pay is computed from, out of one view of the replica, into the types of the rules.

What is unreadable or was never read is an error and never a default. A row that cannot be read keeps its last
good values; one that never could be read is no row yet, and is on the list of problems.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import Bonus, bonus_from_row
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings, employee_settings_from_row
from sheetanchor.domain.payroll.instants import Month, day_of
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank, month_rank_from_row
from sheetanchor.domain.payroll.ranks import RankTable, rank_table_from_rows
from sheetanchor.domain.payroll.rates import RateTable, rate_table_from_rows
from sheetanchor.domain.payroll.row_values import instant, optional_quantity, whole_number
from sheetanchor.domain.payroll.shift import (
    FIGURES,
    Shift,
    ShiftTerms,
    shift_from_row,
    shift_terms_from_row,
)
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import header_key
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.errors import RowHeldError, UnavailableError
from sheetanchor.ports.reference_data import DYNAMIC_RATES, EMPLOYEE_SETTINGS, RANKS
from sheetanchor.services.payroll.errors import ShiftNotFoundError
from sheetanchor.services.payroll.inputs_text import inputs_from_text, inputs_on_the_wall
from sheetanchor.services.payroll.tables import (
    ACTIVE_BONUSES,
    BONUS_MONEY,
    EMPLOYEE_RANKS,
    LEFT_SHIFTS,
    RANK_REWARDS,
    SHIFT_TERMS,
    SHIFTS,
    PayTables,
)
from sheetanchor.services.payroll.views import View
from sheetanchor.services.sync.facts import agreed_at


class PayReader:
    """Every method raises UnavailableError for a table that was never read from the sheet."""

    def __init__(self, view: View, tables: PayTables, policy: PayPolicy) -> None:
        self._view = view
        self._tables = tables
        self.policy = policy

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The row, None where it is certain that there is none; raises RowHeldError where it is not."""
        row = self._certain(EMPLOYEE_SETTINGS, (employee_id,))
        return None if row is None else employee_settings_from_row(row)

    def rates(self) -> RateTable:
        """All steps in sheet order."""
        return rate_table_from_rows(self._all(DYNAMIC_RATES))

    def ranks(self) -> RankTable:
        """All ranks."""
        return rank_table_from_rows(self._all(RANKS))

    def shifts(self, employee_id: int | None = None) -> tuple[Shift, ...]:
        """The shifts of one employee, or of everybody, in their order of entry, as their columns tell."""
        self._require_read(SHIFTS)
        rows = self._view.rows(SHIFTS).values()
        own = (row for row in rows if employee_id is None or row.values["employee_id"] == employee_id)
        return tuple(map(self._shift, own))

    def ids_by_day(self) -> Mapping[tuple[int, date], Sequence[int]]:
        """The ids of everybody's shifts by employee and calendar day of Date."""
        self._require_read(SHIFTS)
        ids: dict[tuple[int, date], list[int]] = defaultdict(list)
        for row in self._view.rows(SHIFTS).values():
            day = day_of(instant(row.values, "date"), self.policy.zone)
            ids[whole_number(row.values, "employee_id"), day].append(whole_number(row.values, "id"))
        return ids

    def shifts_numbered(self, ids: Iterable[int]) -> tuple[Shift, ...]:
        """Those that are there of the shifts with these ids, as their columns tell."""
        rows = (self._view.row(SHIFTS, (shift_id,)) for shift_id in ids)
        return tuple(self._shift(row) for row in rows if row is not None)

    def shift(self, shift_id: int) -> Shift:
        """One shift, with what was sold of products that have no column any more.

        Raises ShiftNotFoundError, and RowHeldError where it may stand in an unreadable row.
        """
        self._certain(SHIFTS, (shift_id,))
        row = self._view.row(SHIFTS, (shift_id,))
        if row is None:
            raise ShiftNotFoundError(shift_id)
        shift, hidden = self._shift(row), self._hidden_sales(shift_id)
        return replace(shift, sales={**hidden, **shift.sales}) if hidden else shift

    def shifts_with_inputs(
        self, ids: Iterable[int] | None = None
    ) -> Iterator[tuple[Shift, str | None, frozenset[str]]]:
        """Everybody's shifts with what their figures go with, None for those we never saw.

        And with the cells that were emptied since. ids: of those alone that are there of these.
        """
        self._require_read(SHIFTS)
        for row, kept in self._with_terms() if ids is None else self._numbered_with_terms(ids):
            text, known = (
                (None, None) if kept is None else (kept.values["computed_from"], kept.values["blank"])
            )
            emptied = _blank_cells(row).difference(str(known).split()) if known else frozenset()
            yield self._shift(row), text if isinstance(text, str) else None, emptied

    def _with_terms(self) -> Iterator[tuple[Row, Row | None]]:
        # The terms first: where shifts are written meanwhile, too many look changed and never too few.
        terms = self._view.rows(SHIFT_TERMS)
        return ((row, terms.get(row.key)) for row in self._view.rows(SHIFTS).values())

    def _numbered_with_terms(self, ids: Iterable[int]) -> Iterator[tuple[Row, Row | None]]:
        rows = (self._view.row(SHIFTS, (shift_id,)) for shift_id in ids)
        return ((row, self._view.row(SHIFT_TERMS, row.key)) for row in rows if row is not None)

    def blank_cells(self, shift_id: int) -> frozenset[str]:
        """The fields of a shift that hold nothing where something is computed."""
        row = self._view.row(SHIFTS, (shift_id,))
        return frozenset() if row is None else _blank_cells(row)

    def gone_shifts(self) -> tuple[int, ...]:
        """The ids of shifts that we knew and whose rows are certainly deleted."""
        held = {cell.key for cell in self._view.held(SHIFTS)}
        there = self._view.rows(SHIFTS).keys() | held
        known = self._view.rows(SHIFT_TERMS).values()
        ids = (whole_number(row.values, "shift_id") for row in known)
        return () if None in held else tuple(one for one in ids if (one,) not in there)

    def unread_shifts(self) -> tuple[HeldCell, ...]:
        """The cells that hold back shifts which were never readable, and so take part in no sum yet.

        A row without an ID, such as a sum below the list, is none of our shifts.
        """
        known = self._view.rows(SHIFTS)
        return tuple(
            held for held in self._view.held(SHIFTS) if held.key is not None and held.key not in known
        )

    def left_shifts(self) -> dict[int, str]:
        """Why shifts could not be computed the last time that was tried, by their ids."""
        rows = self._view.rows(LEFT_SHIFTS).values()
        return {whole_number(row.values, "shift_id"): str(row.values["reason"]) for row in rows}

    def terms(self, shift: Shift) -> ShiftTerms | None:
        """What the shift was paid by; None for one that another program or a person made.

        Nor are the terms of whoever the shift belonged to before those of whom it belongs to now.
        """
        row, inputs = self._view.row(SHIFT_TERMS, (shift.id,)), self.inputs(shift.id)
        if row is None or row.values["hourly_wage"] is None:
            return None
        is_of_another = inputs is not None and inputs.employee_id != shift.employee_id
        return None if is_of_another else shift_terms_from_row(row.values)

    def inputs(self, shift_id: int) -> Shift | None:
        """What the shift's figures go with, None where we never saw the shift."""
        row = self._view.row(SHIFT_TERMS, (shift_id,))
        text = None if row is None else row.values["computed_from"]
        if not isinstance(text, str):
            return None
        # The number of a shift may have been changed since, and all that belongs to it followed.
        inputs = replace(self._inputs(text, shift_id), id=shift_id)
        names = {product: self._tables.present_name(product) for product in inputs.sales}
        return replace(inputs, sales={names[product]: sold for product, sold in inputs.sales.items()})

    def _inputs(self, text: str, shift_id: int) -> Shift:
        """As instants, or as what the clocks showed, where the shift was read anew in another time zone."""
        zone, row = self.policy.zone, self._view.row(SHIFTS, (shift_id,))
        inputs = inputs_from_text(text, zone)
        if row is None or row.values["date"] == inputs.date:
            return inputs
        read_anew = inputs_on_the_wall(text, zone)
        return read_anew if row.values["date"] == read_anew.date else inputs

    def context(self, shifts: Iterable[Shift]) -> PayContext:
        """These shifts with the rates, products and settings of today."""
        return PayContext(tuple(shifts), self.rates(), tuple(self._tables.products), self.policy)

    def bonus(self, bonus_id: int) -> Bonus | None:
        """One row, None where it is certain that there is none; raises RowHeldError."""
        row = self._certain(ACTIVE_BONUSES, (bonus_id,))
        return None if row is None else self._bonus(row)

    def bonuses(self, employee_id: int) -> tuple[Bonus, ...]:
        """The employee's rows of ActiveBonuses, applied or not, by ID."""
        return tuple(self._bonuses("employee_id", employee_id))

    def bonuses_of(self, shift_id: int) -> tuple[Bonus, ...]:
        """The rows that name a shift, by ID."""
        return tuple(self._bonuses("shift_id", shift_id))

    def bonuses_by_shift(self) -> Mapping[int, Sequence[Bonus]]:
        """All rows that name a shift, by that shift, by ID."""
        by_shift: dict[int, list[Bonus]] = defaultdict(list)
        for bonus in (self._bonus(row) for row in self._all(ACTIVE_BONUSES)):
            if bonus.shift_id is not None:
                by_shift[bonus.shift_id].append(bonus)
        return by_shift

    def month_rank(self, employee_id: int, month: Month) -> MonthRank | None:
        """The record of a month, None where it is certain that there is none; raises RowHeldError."""
        row = self._certain(EMPLOYEE_RANKS, (employee_id, month.year, month.month))
        return None if row is None else month_rank_from_row(row)

    def month_ranks(self) -> tuple[MonthRank, ...]:
        """All records."""
        return tuple(month_rank_from_row(row) for row in self._all(EMPLOYEE_RANKS))

    def rewarded(self, employee_id: int, month: Month) -> frozenset[str]:
        """The ranks that were rewarded in a month."""
        of_month = (employee_id, month.year, month.month)
        return frozenset(str(key[-1]) for key in self._view.rows(RANK_REWARDS) if key[:-1] == of_month)

    def _bonuses(self, field: str, wanted: int) -> Iterator[Bonus]:
        return (self._bonus(row) for row in self._all(ACTIVE_BONUSES) if row[field] == wanted)

    def _bonus(self, row: Values) -> Bonus:
        money = self._view.row(BONUS_MONEY, (row["id"],))
        return bonus_from_row({**row, "money": None if money is None else money.values["money"]})

    def _hidden_sales(self, shift_id: int) -> dict[str, Decimal]:
        inputs = self.inputs(shift_id)
        known = {header_key(product) for product in self._tables.products}
        sales = {} if inputs is None else inputs.sales
        return {product: sold for product, sold in sales.items() if header_key(product) not in known}

    def _shift(self, row: Row) -> Shift:
        shift = shift_from_row(row.values, self._tables.products)
        pinned = {name: optional_quantity({name: pin.computed}, name) for name, pin in row.pinned.items()}
        return replace(shift, pinned=pinned) if pinned else shift

    def _all(self, table: str) -> list[Values]:
        self._require_read(table)
        return [row.values for row in self._view.rows(table).values()]

    def _certain(self, table: str, key: Key) -> Values | None:
        row = self._view.row(table, key)
        if row is not None:
            return row.values
        self._require_read(table)
        for held in self._view.held(table):
            if held.key is None or held.key == key:
                raise RowHeldError(held)
        return None

    def _require_read(self, table: str) -> None:
        if self._view.state(agreed_at(table)) is not None:
            return
        paused = self._view.paused(table)
        if paused is not None:
            raise UnavailableError(paused)
        raise UnavailableError(
            f"table {table!r} has not been read from the sheet yet; nothing was assumed or changed"
        )


def _blank_cells(row: Row) -> frozenset[str]:
    return frozenset(name for name in (*FIGURES, "total_sales") if row.values[name] is None)
