"""One function per kind of worked case: from the case's inputs to what its `expected` is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sheetanchor.domain.payroll.amounts import parse_amount
from sheetanchor.domain.payroll.bonuses.codes import parse_bonus_code
from sheetanchor.domain.payroll.errors import BadBonusCodeError, NotAnAmountError
from sheetanchor.domain.payroll.instants import Month, shift_instants
from sheetanchor.domain.payroll.pay.chain import ShiftPay
from sheetanchor.domain.payroll.pay.edits import (
    EditedShift,
    edit_clocks,
    edit_product,
    edit_total_sales,
    made_with_flat_bonus,
)
from sheetanchor.domain.payroll.pay.new_shift import NewShift, pay_new_shift
from sheetanchor.domain.payroll.periods.recent_shifts import newest_shifts
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.periods.statistics import statistics_of
from sheetanchor.domain.payroll.rank_changes.review import MonthStanding, RankReview, review_rank
from sheetanchor.domain.payroll.shift import Shift, next_id
from tests.golden.cases import amount, current_sales, limit_of
from tests.golden.workbook import COLUMNS, Record, Workbook, read_moment

OptionT = TypeVar("OptionT")


@dataclass(frozen=True)
class Pick:
    """Chance pinned to one place among the options."""

    index: int

    def __call__(self, options: Sequence[OptionT], /) -> OptionT:
        return options[self.index % len(options)]


def create_shift(book: Workbook, inputs: dict[str, Any], pick: Pick) -> Record:
    zone = book.policy.zone
    clock_in, clock_out = shift_instants(_wall(inputs["clock_in"]), _wall(inputs["clock_out"]), zone)
    new = NewShift(
        employee_id=int(inputs["employee_id"]),
        date=read_moment(inputs["date"], zone),
        clock_in=clock_in,
        clock_out=clock_out,
        sales={product: amount(sold) for product, sold in inputs["products"].items()},
    )
    paid = pay_new_shift(new, book.settings_of(new.employee_id), book.bonuses, book.context, pick)
    shift_id = next_id(used for row in book.rows("Shifts") if isinstance(used := row["id"], int))
    used = {bonus.bonus_id: str(shift_id) for bonus in paid.bonuses}
    return {
        "shift_id": shift_id,
        "ID": shift_id,
        **{header: inputs[name] for header, name in _CREATION_INPUTS.items()},
        **dict.fromkeys(book.products, ""),
        **{product: f"{sold:.2f}" for product, sold in paid.sales.items()},
        **_figures(paid.pay),
        "bonuses": _bonus_states(book, used),
    }


def calculate_dynamic_rate(book: Workbook, inputs: dict[str, Any], pick: Pick) -> float:
    date = read_moment(inputs["shift_date"], book.policy.zone)
    return float(book.context.dynamic_percent(current_sales(inputs), int(inputs["employee_id"]), date))


def determine_rank(book: Workbook, inputs: dict[str, Any], pick: Pick) -> str:
    return book.ranks.rank_for(_month_sales(book, inputs)).name


def update_total_sales(book: Workbook, inputs: dict[str, Any], pick: Pick) -> Record:
    return _updated(
        book,
        inputs,
        lambda shift: edit_total_sales(book.recorded(shift), amount(inputs["total_sales"]), book.context),
    )


def update_shift_field(book: Workbook, inputs: dict[str, Any], pick: Pick) -> Record:
    field, value = inputs["field"], inputs["value"]
    if field not in book.headers["Shifts"]:
        return {"ok": False}
    return _updated(book, inputs, lambda shift: _edit(book, shift, field, value))


def get_last_shifts(book: Workbook, inputs: dict[str, Any], pick: Pick) -> list[Record]:
    by_id = {shift.id: record for record, shift in book.readable_shifts}
    employee, limit = int(inputs["employee_id"]), limit_of(inputs)
    newest = [by_id[shift.id] for shift in newest_shifts(book.shifts, employee, limit)]
    unread = [
        record
        for record in book.records("Shifts")
        if str(record["EmployeeId"]) == str(employee) and record not in by_id.values()
    ]
    return [*newest, *unread][:limit]


def statistics(book: Workbook, inputs: dict[str, Any], pick: Pick) -> Record:
    zone = book.policy.zone
    now = read_moment(inputs["now"], zone)
    figures = statistics_of(int(inputs["user_id"]), book.shifts, book.ranks, now, zone)
    return {
        "rank": figures.rank.name,
        "sales_month": f"{figures.sales_of_month:.2f}",
        "made_since_payday": f"{figures.made_since_pay_day:.2f}",
        "next_pay_day": figures.next_pay_day.strftime("%B %d, %Y"),
    }


def rank_flow(book: Workbook, inputs: dict[str, Any], pick: Pick) -> Record:
    employee, month = int(inputs["employee_id"]), Month(int(inputs["year"]), int(inputs["month"]))
    records = [one for one in book.month_ranks if (one.employee_id, one.month) == (employee, month)]
    standing = MonthStanding(
        employee_id=employee,
        month=month,
        sales=_month_sales(book, inputs),
        record=records[0] if records else None,
        rewarded=inputs.get("rewarded", ()),
    )
    review = review_rank(standing, book.ranks, pick, inputs.get("apply_to_shift"))
    return {
        "change": _change(review),
        "active_bonuses": _bonus_rows(book, review),
        "total_made": _made_column(book, review),
        "employee_ranks": _rank_rows(book, review),
    }


def parse_code(book: Workbook, inputs: dict[str, Any], pick: Pick) -> list[object]:
    try:
        code = parse_bonus_code(inputs["code"] or "")
    except BadBonusCodeError:
        code = None
    return [None, 0.0] if code is None else [str(code.kind), float(code.value)]


def parse_typed(book: Workbook, inputs: dict[str, Any], pick: Pick) -> str:
    try:
        return f"{parse_amount(inputs['text']):.2f}"
    except NotAnAmountError:
        return "rejected"


KINDS: dict[str, Callable[[Workbook, dict[str, Any], Pick], object]] = {
    "create_shift": create_shift,
    "calculate_dynamic_rate": calculate_dynamic_rate,
    "determine_rank": determine_rank,
    "update_total_sales": update_total_sales,
    "update_shift_field": update_shift_field,
    "get_last_shifts": get_last_shifts,
    "statistics": statistics,
    "rank_flow": rank_flow,
    "parse_bonus_code": parse_code,
    "parse_amount": parse_typed,
}

_CREATION_INPUTS = {
    "Date": "date",
    "EmployeeId": "employee_id",
    "Clock in": "clock_in",
    "Clock out": "clock_out",
}


def _wall(text: str) -> datetime:
    return read_moment(text, UTC).replace(tzinfo=None)


def _figures(pay: ShiftPay) -> Record:
    figures = asdict(pay)
    known = ((header, figures.get(field)) for header, (field, _) in COLUMNS.items())
    return {header: f"{figure:.2f}" for header, figure in known if figure is not None}


def _bonus_states(book: Workbook, used: dict[int, str]) -> list[Record]:
    """Every row of ActiveBonuses, those that are held too."""
    return [
        {
            "ID": bonus_id,
            "Applied": "true" if bonus_id in used else str(row["applied"] or False).lower(),
            "ShiftID": used.get(bonus_id, "" if row["shift_id"] is None else str(row["shift_id"])),
        }
        for row in book.rows("ActiveBonuses")
        if isinstance(bonus_id := row["id"], int)
    ]


def _month_sales(book: Workbook, inputs: dict[str, Any]) -> Decimal:
    month = Month(int(inputs["year"]), int(inputs["month"]))
    return month_total(book.shifts, int(inputs["employee_id"]), month, book.policy.zone)


def _updated(book: Workbook, inputs: dict[str, Any], edit: Callable[[Shift], EditedShift | Record]) -> Record:
    for record, shift in book.readable_shifts:
        if shift.id == int(inputs["shift_id"]):
            edited = edit(shift)
            changes = edited if isinstance(edited, dict) else _edited_cells(book, shift, edited)
            return {"ok": True, **record, **changes, "bonuses": _bonus_states(book, {})}
    return {"ok": False}


def _edit(book: Workbook, shift: Shift, field: str, value: Any) -> EditedShift | Record:
    recorded, zone = book.recorded(shift), book.policy.zone
    if field == "Total sales":
        return edit_total_sales(recorded, amount(value), book.context)
    if field in book.products:
        return edit_product(recorded, field, amount(value), book.context)
    if field not in ("Clock in", "Clock out"):
        return {field: value}
    moved = read_moment(str(value), zone)
    clock_in, clock_out = (moved, shift.clock_out) if field == "Clock in" else (shift.clock_in, moved)
    assert clock_in is not None
    assert clock_out is not None
    # The case says nothing of the time of the edit, so it is long after the shift.
    return edit_clocks(
        recorded, clock_in, clock_out, max(clock_in, clock_out) + timedelta(days=1), book.policy
    )


def _edited_cells(book: Workbook, shift: Shift, edited: EditedShift) -> Record:
    clocks = {"Clock in": edited.clock_in, "Clock out": edited.clock_out}
    products = {name: sold for name, sold in edited.sales.items() if sold != shift.sales.get(name)}
    return {
        **_figures(edited.pay),
        **{header: f"{moment:%Y/%m/%d %H:%M:%S}" for header, moment in clocks.items() if moment is not None},
        **{product: f"{sold:.2f}" for product, sold in products.items()},
    }


def _change(review: RankReview) -> Record | None:
    change = review.change
    if change is None:
        return None
    return {
        "old_rank": change.old.name,
        "new_rank": change.new.name,
        "rank_up": change.is_up,
        "bonus": None if change.reward is None else str(change.reward.code),
    }


def _bonus_rows(book: Workbook, review: RankReview) -> list[list[object]]:
    bonuses = [*book.bonuses]
    rows = [[bonus.employee_id, bonus.kind, bonus.value, bonus.applied, bonus.shift_id] for bonus in bonuses]
    reward = None if review.change is None else review.change.reward
    if reward is not None and reward.bonus is not None:
        new = reward.bonus
        rows.append([new.employee_id, str(new.kind), new.value, new.applied, new.shift_id])
    return [
        [str(who), kind, f"{value:.2f}", str(applied).lower(), "" if shift is None else str(shift)]
        for who, kind, value, applied, shift in rows
    ]


def _made_column(book: Workbook, review: RankReview) -> list[object]:
    reward = None if review.change is None else review.change.reward
    bonus = None if reward is None else reward.bonus
    cells = []
    for record, shift in book.readable_shifts:
        cell = record["Total made"]
        if bonus is not None and bonus.shift_id == shift.id:
            cell = f"{made_with_flat_bonus(book.recorded(shift), bonus.money_now, book.policy):.2f}"
        cells.append(cell)
    return cells


def _rank_rows(book: Workbook, review: RankReview) -> list[list[object]]:
    written = review.record
    kept = [
        one
        for one in book.month_ranks
        if written is None or (one.employee_id, one.month) != (written.employee_id, written.month)
    ]
    return [
        [
            str(one.employee_id),
            one.current,
            one.previous,
            one.month.month,
            one.month.year,
            str(one.notified).lower(),
        ]
        for one in ([*kept] if written is None else [*kept, written])
    ]
