"""The worked cases, from the cells of the tabs through the use cases to the rows that are stored."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sheetanchor.domain.errors import InputError, SheetContentError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.sync.decode import decode
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.payroll.create_shift import ShiftRequest
from tests.unit.services.payroll.world import FIXED, PRODUCTS, PayWorld, edit

GOLDEN = Path(__file__).parents[3] / "data" / "golden.json"
with GOLDEN.open(encoding="utf-8") as file:
    CASES = json.load(file)
TITLES = ("Shifts", "EmployeeSettings", "DynamicRates", "Ranks", "EmployeeRanks", "ActiveBonuses")
Inputs = Mapping[str, Any]


def world_of(inputs: Inputs) -> PayWorld:
    zone = FIXED if inputs.get("timezone") == "fixed -05:00" else ZoneInfo("America/New_York")
    headers = {**CASES["fixtures"]["headers"], **inputs.get("headers", {})}
    tabs = {**CASES["fixtures"]["default_tabs"], **inputs.get("tabs", {})}
    columns = headers["Shifts"]
    products = columns[columns.index("Worked hours/shift") + 1 : columns.index("Total sales")]
    world = PayWorld(zone=zone, products=products or PRODUCTS, seed=False)
    for table in world.tables:
        if table.tab in TITLES:
            read_tab(world, table, headers[table.tab], tabs[table.tab])
    return world


def read_tab(world: PayWorld, table: Table, headers: list[str], lines: list[list[Any]]) -> None:
    """As a pass reads it: what decodes is in the replica, what does not is held."""
    padded = ([*line, *[""] * (len(headers) - len(line))] for line in lines)
    rows = tuple(tuple(cell_of(value) for value in line) for line in (headers, *padded))
    tab = decode(table, Tab(1, table.tab, len(rows), len(headers), rows), {})
    world.read(table.name, {row.key: row.values for row in tab.rows}, tab.held)


def cell_of(value: object) -> Cell:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(Decimal(str(value)) if is_number else value)  # type: ignore[arg-type]


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y/%m/%d %H:%M:%S")  # noqa: DTZ007 - wall-clock time


def create_shift(world: PayWorld, inputs: Inputs) -> object:
    date = moment(inputs["date"]).replace(tzinfo=world.zone)
    world.clock.set(date)
    sold = {product: Decimal(amount) for product, amount in inputs["products"].items()}
    clocks = moment(inputs["clock_in"]), moment(inputs["clock_out"])
    asked = ShiftRequest(inputs["employee_id"], "u", *clocks, sold)
    shift_id = world.create_shift(asked, None, reviews_rank=False).card.shift.id
    return {"shift_id": shift_id, **row_of(world, shift_id), "bonuses": bonuses_of(world)}


def update_total_sales(world: PayWorld, inputs: Inputs) -> object:
    if (inputs["shift_id"],) not in world.replica.snapshot("shifts"):
        return {"ok": False}
    asked = edit(inputs["shift_id"], None)
    total = Decimal(inputs["total_sales"])
    world.edit_total(asked, total, leave_products=True, reviews_rank=False)
    return {"ok": True, **row_of(world, inputs["shift_id"]), "bonuses": bonuses_of(world)}


def get_last_shifts(world: PayWorld, inputs: Inputs) -> object:
    return [shift.id for shift in world.last_shifts(inputs["employee_id"], inputs["limit"])]


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
    world.pick.place = inputs["random_index"]
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
    if case["kind"] == "rank_flow":
        return case["inputs"].get("apply_to_shift") is None and not case["inputs"].get("rewarded")
    return case["kind"] in KINDS


COVERED = [case for case in CASES["vectors"] if is_covered(case)]


@pytest.mark.parametrize("case", COVERED, ids=lambda case: str(case["id"]))
def test_worked_case(case: Inputs) -> None:
    expected, inputs = case["expected"], case["inputs"]
    act = KINDS[case["kind"]]
    if isinstance(expected, dict) and "raises" in expected:
        with pytest.raises((InputError, SheetContentError)):
            act(world_of(inputs), inputs)
        return
    outcome = act(world_of(inputs), inputs)
    if isinstance(expected, dict) and "any_of" in expected:
        assert any(agrees(one, outcome) for one in expected["any_of"]), outcome
    else:
        assert agrees(expected, outcome), outcome


def agrees(expected: object, outcome: object) -> bool:
    """Whether every key that a case expects is as it says."""
    if not isinstance(expected, dict):
        return expected == outcome
    assert isinstance(outcome, dict)
    return all(expected[key] == outcome[key] for key in expected)
