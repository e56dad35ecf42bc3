"""The worked cases, from the cells of the tabs through the use cases to the rows that are stored."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.sync.decode import decode
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.payroll.create_shift import ShiftRequest
from sheetanchor.services.payroll.lookups import Lookups
from tests.golden.cases import (
    CASES,
    Inputs,
    Lines,
    agrees,
    amount,
    before_texts,
    cell_of,
    current_sales,
    has_unread_rows,
    headers_of,
    limit_of,
    moment,
    products_of,
    tabs_of,
    zone_of,
)
from tests.unit.services.payroll.world import PRODUCTS, PayWorld, edit

TITLES = ("Shifts", "EmployeeSettings", "DynamicRates", "Ranks", "EmployeeRanks", "ActiveBonuses")


def world_of(inputs: Inputs) -> PayWorld:
    headers, tabs = headers_of(inputs), tabs_of(inputs)
    products = products_of(headers["Shifts"])
    world = PayWorld(zone=zone_of(inputs), products=products or PRODUCTS, seed=False)
    world.pick.place = inputs.get("random_index") or 0
    for table in world.tables:
        if table.tab == "Shifts":
            read_tab(world, table, headers["Shifts"], before_texts(headers["Shifts"], tabs["Shifts"]))
        if table.tab in TITLES:
            read_tab(world, table, headers[table.tab], tabs[table.tab])
    return world


def read_tab(world: PayWorld, table: Table, headers: list[str], lines: Lines) -> None:
    """As a pass reads it: what decodes is in the replica, what does not is held, a list as a whole."""
    rows = tuple(tuple(cell_of(value) for value in line) for line in (headers, *lines))
    tab = decode(table, Tab(1, table.tab, len(rows), len(headers), rows), {})
    if not (table.is_whole and tab.held):
        world.read(table.name, {row.key: row.values for row in tab.rows}, tab.held)


def create_shift(world: PayWorld, inputs: Inputs) -> object:
    date = moment(inputs["date"]).replace(tzinfo=world.zone)
    world.clock.set(date)
    sold = {product: amount(value) for product, value in inputs["products"].items()}
    clocks = moment(inputs["clock_in"]), moment(inputs["clock_out"])
    asked = ShiftRequest(inputs["employee_id"], "u", *clocks, sold)
    shift_id = world.create_shift(asked, None, reviews_rank=False).card.shift.id
    return {"shift_id": shift_id, **row_of(world, shift_id), "bonuses": bonuses_of(world)}


def calculate_dynamic_rate(world: PayWorld, inputs: Inputs) -> object:
    date = moment(inputs["shift_date"]).replace(tzinfo=world.zone)
    lookups = Lookups(world.work, world.pick)
    return float(lookups.dynamic_percent(inputs["employee_id"], date, current_sales(inputs)))


def determine_rank(world: PayWorld, inputs: Inputs) -> object:
    month = Month(int(inputs["year"]), int(inputs["month"]))
    return Lookups(world.work, world.pick).rank_of(inputs["employee_id"], month).name


def update_total_sales(world: PayWorld, inputs: Inputs) -> object:
    if (inputs["shift_id"],) not in world.replica.snapshot("shifts"):
        return {"ok": False}
    asked = edit(inputs["shift_id"], None)
    total = amount(inputs["total_sales"])
    world.edit_total(asked, total, reviews_rank=False)
    return {"ok": True, **row_of(world, inputs["shift_id"]), "bonuses": bonuses_of(world)}


def get_last_shifts(world: PayWorld, inputs: Inputs) -> object:
    return [shift.id for shift in world.last_shifts(inputs["employee_id"], limit_of(inputs))]


def statistics(world: PayWorld, inputs: Inputs) -> object:
    world.clock.set(moment(inputs["now"]).replace(tzinfo=world.zone))
    figures = world.statistics(inputs["user_id"])
    return {
        "rank": figures.rank.name,
        "sales_month": f"{figures.sales_of_month:.2f}",
        "made_since_payday": f"{figures.made_since_pay_day:.2f}",
        "next_pay_day": figures.next_pay_day.strftime("%B %d, %Y"),
    }


def rank_flow(world: PayWorld, inputs: Inputs) -> object:
    """Without a current shift it is the admin's recalculation."""
    month = Month(inputs["year"], inputs["month"])
    news = world.recalculate(None, month).news
    change = news[0].change if news else None
    told = None
    if change is not None:
        bonus = None if change.reward is None else str(change.reward.code)
        told = {"old_rank": change.old.name, "new_rank": change.new.name, "rank_up": change.is_up}
        told["bonus"] = bonus
    records = world.replica.snapshot("employee_ranks").values()
    made = [text_of(row.values["total_made"]) for row in world.replica.snapshot("shifts").values()]
    return {
        "change": told,
        "employee_ranks": [record_of(row.values) for row in records],
        "active_bonuses": [bonus_of(row.values) for row in world.replica.snapshot("active_bonuses").values()],
        "total_made": made,
    }


KINDS: dict[str, Callable[[PayWorld, Inputs], object]] = {
    "create_shift": create_shift,
    "calculate_dynamic_rate": calculate_dynamic_rate,
    "determine_rank": determine_rank,
    "update_total_sales": update_total_sales,
    "get_last_shifts": get_last_shifts,
    "statistics": statistics,
    "rank_flow": rank_flow,
}


def row_of(world: PayWorld, shift_id: int) -> dict[str, str]:
    """The stored row by header, amounts with two decimals."""
    table = next(table for table in world.tables if table.name == "shifts")
    values = world.values("shifts", shift_id)
    return {column.header: text_of(values[column.field]) for column in table.columns}


def text_of(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M:%S}"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def bonuses_of(world: PayWorld) -> list[dict[str, object]]:
    rows = world.replica.snapshot("active_bonuses").values()
    return [
        {
            "ID": row.values["id"],
            "Applied": str(row.values["applied"]).lower(),
            "ShiftID": text_of(row.values["shift_id"]),
        }
        for row in rows
    ]


def record_of(values: Mapping[str, Value]) -> list[object]:
    told = str(values["notified"]).lower()
    who, month, year = str(values["employee_id"]), values["month"], values["year"]
    return [who, values["current_rank"], values["previous_rank"], month, year, told]


def bonus_of(values: Mapping[str, Value]) -> list[object]:
    names = ("employee_id", "bonus_type", "value", "applied", "shift_id")
    who, kind, value, applied, shift = (values[name] for name in names)
    return [str(who), kind, text_of(value), str(applied).lower(), text_of(shift)]


def is_covered(case: Inputs) -> bool:
    """A row without a readable Date is held and in no list; a review with a current shift is an edit's."""
    if case["kind"] == "rank_flow":
        return case["inputs"].get("apply_to_shift") is None and not case["inputs"].get("rewarded")
    if case["kind"] == "get_last_shifts":
        return not has_unread_rows(case["inputs"])
    return case["kind"] in KINDS


COVERED = [case for case in CASES if is_covered(case)]


@pytest.mark.parametrize("case", COVERED, ids=lambda case: str(case["id"]))
def test_worked_case(case: Inputs) -> None:
    expected, inputs = case["expected"], case["inputs"]
    act = KINDS[case["kind"]]
    if isinstance(expected, dict) and "raises" in expected:
        with pytest.raises(SheetanchorError):
            act(world_of(inputs), inputs)
        return
    outcome = act(world_of(inputs), inputs)
    if isinstance(expected, dict) and "any_of" in expected:
        assert any(agrees(one, outcome) for one in expected["any_of"]), outcome
    else:
        assert agrees(expected, outcome), outcome
