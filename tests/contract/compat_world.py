"""An existing bot's workbook, and either old service on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from dependency_injector import providers

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.bot.container import Container
from sheetanchor.compat.environment import CompatSettings
from sheetanchor.compat.surface import Surface
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.sheet import Sheet
from sheetanchor.services.sync.engine import SyncEngine
from tests.contract.workbooks import Workbook
from tests.unit.services.payroll.world import NEW_YORK, PRODUCTS, RANKS, RATES, wall

OptionT = TypeVar("OptionT")

SHIFTS_HEADER = (
    "ID",
    "Date",
    "EmployeeId",
    "EmployeeName",
    "Clock in",
    "Clock out",
    "Worked hours/shift",
    *PRODUCTS,
    "Total sales",
    "Net sales",
    "%",
    "Total per hour",
    "Commissions",
    "Total made",
)
OLD_SHIFT = (
    "1",
    "2025/11/01 12:05:00",
    "1002",
    "bob",
    "2025/11/01 08:00:00",
    "2025/11/01 12:00:00",
    "4.00",
    "200.00",
    "",
    "",
    "200.00",
    "160.00",
    "10.00",
    "72.00",
    "16.00",
    "88.00",
)
TABS: dict[str, Sequence[Sequence[CellValue]]] = {
    "EmployeeSettings": (
        ("EmployeeId", "Hourly wage", "Sales commission"),
        ("1001", "15.00", "8.0"),
        (Decimal(1002), Decimal(18), "10.0"),
    ),
    "DynamicRates": (("Min Amount", "Max Amount", "Percentage"), *RATES),
    "Ranks": (
        ("Rank Name", "Min Amount", "Max Amount", "Emoji", "Bonus 1", "Bonus 2", "Bonus 3", "TEXT"),
        *(
            (name, low, high, "*", *codes, f"{name}!" if name != "Shark" else "")
            for name, low, high, *codes in RANKS[:4]
        ),
    ),
    "Shifts": (SHIFTS_HEADER, OLD_SHIFT),
    "EmployeeRanks": (
        ("EmployeeId", "Current Rank", "Previous Rank", "Month", "Year", "Notified", "Last Updated"),
        ("1002", "Hustler", "Rookie", "10", "2025", "true", "2025/10/20 12:00:00"),
    ),
    "ActiveBonuses": (
        ("ID", "EmployeeId", "Bonus Type", "Value", "Applied", "Shift ID", "Created At"),
        ("1", "1002", "percent_next", "3.00", "false", "", "2025/11/01 12:05:00"),
    ),
}
FIGURES = (
    "Worked hours/shift",
    "Total sales",
    "Net sales",
    "%",
    "Total per hour",
    "Commissions",
    "Total made",
)
#: Places in the tab of the shifts.
CLOCK_IN, MODEL_A = 4, 7
SIZE = (12, 18)


def fill(workbook: Workbook) -> None:
    for title, rows in TABS.items():
        workbook.add_tab(title, rows, SIZE)


def first(options: Sequence[OptionT], /) -> OptionT:
    return options[0]


def tokens() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"token{next(numbers)}"


def container_on(
    sheet: Sheet, folder: Path, *, products: Sequence[str] = PRODUCTS, zone: ZoneInfo = NEW_YORK
) -> Container:
    """The real container, but for time, chance and whom it talks to. Now is 1 November 2025, 17:05."""
    key = folder / "key.json"
    key.write_text("{}")
    settings = CompatSettings(
        spreadsheet_id="SPREADSHEET",
        service_account_file=key,
        database_url=f"sqlite:///{folder / 'replica.db'}",
        products=tuple(products),
        time_zone=zone,
    )
    container = Container(settings=settings)
    container.google_sheet.override(sheet)
    container.clock.override(FakeClock(wall("11-01 17:05").replace(tzinfo=zone)))
    container.payroll.choose.override(providers.Object(first))
    container.engine.override(
        providers.Singleton(
            SyncEngine,
            container.tables,
            container.sheet,
            container.replica,
            container.clock,
            providers.Object(tokens()),
            follow_ups=providers.List(container.payroll.recompute_shifts),
        )
    )
    return container


@dataclass
class OldBot:
    """A bot that has one of the services, and the boss at the sheet.

    learn: until the service knows what people did in the sheet. settle: until the sheet has what was saved.
    """

    service: Surface
    workbook: Workbook
    learn: Callable[[], object]
    settle: Callable[[], object]

    def boss_types(self, tab: str, row: int, column: int, value: CellValue) -> None:
        """By 0-based places; then the service learns of it."""
        self.workbook.type(tab, row, column, value)
        self.learn()

    def shift(self, **changes: Any) -> dict[str, Any]:
        """The dictionary of a shift of eight hours of Ann's, 500 sold of Model A."""
        return {
            "date": "2025/11/01 17:05:00",
            "employee_id": 1001,
            "employee_name": "ann",
            "clock_in": "2025/11/01 09:00:00",
            "clock_out": "2025/11/01 17:00:00",
            "products": {"Model A": Decimal(500)},
            **changes,
        }


def figures(bot: OldBot, shift_id: int) -> list[str]:
    found = bot.service.get_shift_by_id(shift_id)
    assert found is not None
    return [found[name] for name in FIGURES]
