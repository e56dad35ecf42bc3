"""Our values in the predecessor's shapes.

A record is a row by header: ids as int, amounts as float, times and flags as the text that stands in the
sheet, blank cells as "". Columns that people added themselves are not in it.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.amount_ranges import NO_UPPER_END
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.tables.cells import CellFormat
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Value, Values
from sheetanchor.services.sync.status import SyncState

Shown = str | int | float
Record = dict[str, Shown]

#: What is said of a rank whose TEXT is blank, or that is not listed.
ENCOURAGEMENT = "You are on a roll, keep going!"


def record(table: Table, values: Values) -> Record:
    """One row."""
    return {column.header: _shown(column, values[column.field]) for column in table.columns}


def records(table: Table, rows: Iterable[Values]) -> list[Record]:
    """Rows in their order."""
    return [record(table, values) for values in rows]


def text_record(table: Table, values: Values) -> dict[str, str]:
    """One row as texts, amounts with two decimals."""
    return {column.header: _text(column, values[column.field]) for column in table.columns}


def settings(found: EmployeeSettings) -> dict[str, float]:
    """What somebody is paid by."""
    return {"Hourly wage": float(found.hourly_wage), "Sales commission": float(found.sales_commission)}


def rates(table: RateTable) -> list[dict[str, float]]:
    """In sheet order; no upper end is 999999."""
    return [
        {
            "Min Amount": float(step.min_amount),
            "Max Amount": _upper_end(step.max_amount),
            "Percentage": float(step.percentage),
        }
        for step in table.steps
    ]


def ranks(table: RankTable) -> list[Record]:
    """Lowest first; no upper end is 999999."""
    return [_rank(rank) for rank in table.ranks]


def rank_bonuses(table: RankTable, name: str) -> list[str]:
    """The codes that a reward is drawn from; none for a rank that is not listed."""
    return [str(code) for rank in _named(table, name) for code in rank.drawable]


def rank_text(table: RankTable, name: str) -> str:
    """The rank's TEXT, or some encouragement."""
    return next((rank.text for rank in _named(table, name) if rank.text), ENCOURAGEMENT)


def sync_stats(state: SyncState) -> dict[str, str | dict[str, int] | None]:
    """When a pass last did something, and by table how many rows wait and how many agree."""
    last = state.last_run_at
    counts: dict[str, str | dict[str, int] | None] = {
        table.table: {"pending": table.pending, "synced": table.rows - table.pending - table.conflicts}
        for table in state.tables
    }
    return {"last_sync_time": None if last is None else last.isoformat(), **counts}


def _named(table: RankTable, name: str) -> list[Rank]:
    return [rank for rank in table.ranks if rank.name == name]


def _rank(rank: Rank) -> Record:
    bonuses = (*rank.bonuses, "", "", "")
    return {
        "Rank Name": rank.name,
        "Min Amount": float(rank.min_amount),
        "Max Amount": _upper_end(rank.max_amount),
        "Emoji": rank.emoji,
        **{f"Bonus {number}": bonuses[number - 1] for number in (1, 2, 3)},
        "TEXT": rank.text,
    }


def _upper_end(amount: Decimal | None) -> float:
    return float(NO_UPPER_END if amount is None else amount)


def _shown(column: Column, value: Value) -> Shown:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(column, value)


def _text(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, bool | datetime):
        return str(column.kind.write(value, CellFormat.PLAIN))
    return str(value)
