"""The worked cases through the old interface: from cells in the sheet to cells in the sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dependency_injector import providers

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.compat import SheetsService
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.errors import NotAnAmountError
from tests.contract.compat_world import container_on
from tests.contract.workbooks import MemoryWorkbook
from tests.golden.cases import (
    CASES,
    Inputs,
    agrees,
    amount,
    assert_agrees,
    before_texts,
    cell_of,
    has_unread_rows,
    headers_of,
    limit_of,
    products_of,
    tabs_of,
    zone_of,
)
from tests.golden.kinds import Pick
from tests.unit.services.payroll.world import PRODUCTS

#: Long after all cases, for they do not say when an edit is made.
LATER = datetime(2027, 1, 1, tzinfo=UTC)
FIXED = ZoneInfo("Etc/GMT+5")


@dataclass(frozen=True)
class OldWorkbook:
    """A workbook of a case, and the service on it."""

    workbook: MemoryWorkbook
    service: SheetsService

    def row(self, shift_id: int) -> dict[str, Any]:
        found = self.service.get_shift_by_id(shift_id)
        assert found is not None
        return {**found, "bonuses": list(self._bonuses())}

    def _bonuses(self) -> Iterator[dict[str, object]]:
        """As they stand in the sheet."""
        header, *lines = self.workbook.fake.tab("ActiveBonuses").lines()
        names = [str(cell.value) for cell in header]
        for line in lines:
            cells = dict(zip(names, (cell.value for cell in line), strict=True))
            if cells["ID"] not in (None, ""):
                shift_id = cells["Shift ID"]
                yield {
                    "ID": int(str(cells["ID"])),
                    "Applied": str(cells["Applied"] or False).lower(),
                    "ShiftID": "" if shift_id is None else str(shift_id),
                }


def opened(inputs: Inputs, folder: Path) -> OldWorkbook:
    """The service is made before somebody types a text into the cell of a product."""
    headers, tabs, workbook = headers_of(inputs), tabs_of(inputs), MemoryWorkbook()
    before = {**tabs, "Shifts": before_texts(headers["Shifts"], tabs["Shifts"])}
    for title, lines in before.items():
        rows = [[cell_of(value).value for value in line] for line in (headers[title], *lines)]
        workbook.add_tab(title, rows, (len(rows) + 8, len(headers[title]) + 2))
    zone = zone_of(inputs)
    products = products_of(headers["Shifts"]) or PRODUCTS
    container = container_on(workbook.sheet, folder, products=products, zone=named(zone))
    container.clock.override(FakeClock(LATER))
    container.payroll.choose.override(providers.Object(Pick(int(inputs.get("random_index") or 0))))
    old = OldWorkbook(workbook, SheetsService(container=container))
    for place, (now, then) in enumerate(zip(tabs["Shifts"], before["Shifts"], strict=True), start=1):
        for column, value in enumerate(now):
            if value != then[column]:
                workbook.type("Shifts", place, column, cell_of(value).value)
    return old


def named(zone: tzinfo) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else FIXED


def passed(value: object) -> object:
    """An amount as a bot passes it: exact where it is one."""
    try:
        return amount(value)
    except NotAnAmountError:
        return value


def create_shift(old: OldWorkbook, inputs: Inputs) -> object:
    names = ("date", "employee_id", "clock_in", "clock_out")
    products = {product: passed(value) for product, value in inputs["products"].items()}
    asked = {**{name: inputs[name] for name in names}, "employee_name": "u", "products": products}
    shift_id = old.service.create_shift(asked)
    return {"shift_id": shift_id, **old.row(shift_id)}


def calculate_dynamic_rate(old: OldWorkbook, inputs: Inputs) -> object:
    more = [passed(inputs["current_total_sales"])] if "current_total_sales" in inputs else []
    return old.service.calculate_dynamic_rate(inputs["employee_id"], inputs["shift_date"], *more)


def determine_rank(old: OldWorkbook, inputs: Inputs) -> object:
    return old.service.determine_rank(inputs["employee_id"], inputs["year"], inputs["month"])


def update_total_sales(old: OldWorkbook, inputs: Inputs) -> object:
    done = old.service.update_total_sales(inputs["shift_id"], passed(inputs["total_sales"]))
    return {"ok": True, **old.row(inputs["shift_id"])} if done else {"ok": False}


def update_shift_field(old: OldWorkbook, inputs: Inputs) -> object:
    done = old.service.update_shift_field(inputs["shift_id"], inputs["field"], inputs["value"])
    return {"ok": True, **old.row(inputs["shift_id"])} if done else {"ok": False}


def get_last_shifts(old: OldWorkbook, inputs: Inputs) -> object:
    records = old.service.get_last_shifts(inputs["employee_id"], limit_of(inputs))
    return [record["ID"] for record in records]


KINDS: dict[str, Callable[[OldWorkbook, Inputs], object]] = {
    "create_shift": create_shift,
    "calculate_dynamic_rate": calculate_dynamic_rate,
    "determine_rank": determine_rank,
    "update_total_sales": update_total_sales,
    "update_shift_field": update_shift_field,
    "get_last_shifts": get_last_shifts,
}


def is_covered(case: Inputs) -> bool:
    """The old bots review ranks themselves. A row without a readable Date is held and in no list."""
    if case["kind"] == "get_last_shifts":
        return not has_unread_rows(case["inputs"])
    return case["kind"] in KINDS


COVERED = [case for case in CASES if is_covered(case)]


@pytest.mark.parametrize("case", COVERED, ids=lambda case: str(case["id"]))
def test_worked_case(case: Inputs, tmp_path: Path) -> None:
    expected, inputs, act = case["expected"], case["inputs"], KINDS[case["kind"]]
    if isinstance(expected, dict) and "raises" in expected:
        with pytest.raises((ValueError, SheetanchorError)):
            act(opened(inputs, tmp_path), inputs)
        return
    outcome = act(opened(inputs, tmp_path), inputs)
    if isinstance(expected, dict) and "any_of" in expected:
        assert any(agrees(one, outcome) for one in expected["any_of"]), outcome
    else:
        assert_agrees(expected, outcome)
