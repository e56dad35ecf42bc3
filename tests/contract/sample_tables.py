"""Tables and rows for the suites: every kind of column, a key of two parts, a list without a key."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Boolean, DecimalNumber, Integer, Money, Percent, Text
from sheetanchor.domain.tables.moments import Date, DateTime
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Column, Strategy, Table
from sheetanchor.domain.tables.values import Key, Value

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)

WAGES = Table(
    name="wages",
    tab="Wages",
    key=("employee_id",),
    columns=(
        Column("employee_id", "EmployeeId", Integer(), required=True),
        Column("wage", "Wage", Money()),
        Column("name", "Name", Text()),
    ),
)

STEPS = Table(
    name="steps",
    tab="Steps",
    strategy=Strategy.FULL_REPLACE,
    columns=(Column("amount", "Amount", Money(), required=True), Column("group", "Group", Text())),
)

KINDS = Table(
    name="kinds",
    tab="Kinds",
    key=("id", "part"),
    columns=(
        Column("id", "Id", Integer()),
        Column("part", "Part", Text()),
        Column("money", "Money", Money()),
        Column("number", "Number", DecimalNumber()),
        Column("percent", "Percent", Percent()),
        Column("text", "Text", Text()),
        Column("flag", "Flag", Boolean()),
        Column("moment", "Moment", DateTime()),
        Column("day", "Day", Date()),
    ),
).in_zone(BERLIN)

#: Tables whose keys are of a kind that can be written in several ways.
PRICES = Table("prices", "Prices", (Column("price", "Price", Money()),), key=("price",))
EVENTS = Table("events", "Events", (Column("at", "At", DateTime()),), key=("at",)).in_zone(BERLIN)

#: In the replica alone, with history and without.
TERMS = Table("terms", "", WAGES.columns, key=WAGES.key, strategy=Strategy.LOCAL)
LETTERS = replace(TERMS, name="letters", keeps_history=False)

#: A table with columns that the program computes.
PAY = Table(
    name="pay",
    tab="Pay",
    key=("id",),
    columns=(
        Column("id", "Id", Integer()),
        Column("made", "Made", Money(), derived=True),
        Column("until", "Until", DateTime(), derived=True),
    ),
).in_zone(BERLIN)

TABLES = (WAGES, STEPS, KINDS, PRICES, EVENTS, TERMS, LETTERS, PAY)


def wage(employee_id: int, amount: str = "15.00", name: str | None = None) -> Row:
    return row((employee_id,), employee_id=employee_id, wage=Decimal(amount), name=name)


def step(place: int, amount: int = 100) -> Row:
    return row((place,), amount=Decimal(amount), group="a")


def kinds(**changed: Value) -> Row:
    values = dict.fromkeys(KINDS.by_field) | {"id": 1, "part": "a"} | changed
    return row(KINDS.key_of(values), **values)


def row(key: Key, **values: Value) -> Row:
    return Row(key, values, SyncStatus.PENDING, Source.LOCAL, 1, NOON)


def synced(before: Row) -> Row:
    return replace(
        before,
        status=SyncStatus.SYNCED,
        source=Source.SHEETS,
        version=before.version + 1,
        last_synced_at=NOON,
    )


def base_row(employee_id: int) -> BaseRow:
    cells = {
        "employee_id": BaseCell(employee_id, Cell(Decimal(employee_id))),
        "wage": BaseCell(Decimal("15.00"), Cell("$15,00 ")),
        "name": BaseCell(None, Cell()),
    }
    return BaseRow((employee_id,), cells, WAGES.fingerprint)


def held(row: int = 3, key: Key | None = (1,), shown: str = "fifteen") -> HeldCell:
    return HeldCell("wages", "Wages", f"B{row}", row, "Wage", shown, "a number was expected", key)


def conflict() -> Conflict:
    """One that waits for a person."""
    sides: tuple[dict[str, Value], dict[str, Value]] = ({"wage": Decimal("15.00")}, {"wage": Decimal(16)})
    return Conflict("wages", (1,), "wage", Loss.BOTH_CHANGED, *sides, winner=None)
