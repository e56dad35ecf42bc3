"""The contract for tables of third parties passes what works and fails what does not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetanchor import (
    Column,
    DateTime,
    Decision,
    Deletions,
    Disputed,
    Integer,
    Money,
    OwnStrategy,
    Policy,
    Strategy,
    Table,
    Text,
)
from sheetanchor.testing import TableContract

COLUMNS = (
    Column("id", "Id", Integer(), required=True),
    Column("amount", "Amount", Money(), required=True),
    Column("at", "At", DateTime()),
    Column("note", "Note", Text()),
)
ROWS: Sequence[Mapping[str, object]] = [
    {"id": 1, "amount": 10, "at": datetime(2026, 1, 5, 9, tzinfo=UTC)},
    {"id": 2, "amount": Decimal("20.50"), "note": "=A1"},
    {"id": 3, "amount": 30, "note": "x"},
    {"id": 4, "amount": 30, "note": "x"},
]


def declared(strategy: Strategy | OwnStrategy = Strategy.INCREMENTAL, **changes: Any) -> Table:
    return Table("payments", "Payments", COLUMNS, key=("id",), strategy=strategy, **changes)


def larger(row: Disputed) -> Decision:
    return Decision.TAKE_LOCAL if str(row.local["amount"]) > str(row.sheet["amount"]) else Decision.TAKE_SHEET


class TestIncremental(TableContract):
    table = declared(policy=Policy.LOCAL_WINS, deletions=Deletions.NOBODY)
    rows = ROWS


class TestLog(TableContract):
    table = declared(Strategy.APPEND_ONLY, numbered=True)
    rows = ROWS


class TestLogThatTakesNoDeletion(TableContract):
    table = declared(Strategy.APPEND_ONLY, deletions=Deletions.NOBODY)
    rows = ROWS


class TestOwn(TableContract):
    table = declared(larger)
    rows = ROWS


class TestList(TableContract):
    table = Table("steps", "Steps", COLUMNS[1:], strategy=Strategy.FULL_REPLACE)
    rows = tuple({name: value for name, value in row.items() if name != "id"} for row in ROWS)


def failing(row: Disputed) -> Decision:
    raise LookupError("no idea")


class Fickle:
    """Another answer every time."""

    def __init__(self) -> None:
        self._calls = 0

    def __call__(self, row: Disputed) -> Decision:
        self._calls += 1
        return Decision.TAKE_LOCAL if self._calls % 2 else Decision.TAKE_SHEET


Case = Callable[[TableContract], object]
BOTH: Case = TableContract.test_what_both_sides_change_is_decided_or_asked_and_neither_is_lost


@pytest.mark.parametrize(
    ("table", "rows", "case", "told"),
    [
        (declared(failing), ROWS, BOTH, "failed with LookupError: no idea"),
        (declared(Fickle()), ROWS, TableContract.test_what_is_decided_is_decided_so_every_time, "otherwise"),
        (declared(), ROWS[:2], TableContract.test_the_rows_are_enough_to_tell_something, "3 rows"),
        (
            declared(),
            [ROWS[0], ROWS[1], ROWS[1]],
            TableContract.test_the_rows_are_enough_to_tell_something,
            "one key",
        ),
        (
            declared(),
            [{**row, "amount": 1, "at": None, "note": "x"} for row in ROWS],
            TableContract.test_the_rows_are_enough_to_tell_something,
            "differ in none",
        ),
    ],
)
def test_what_does_not_hold_fails(
    table: Table, rows: Sequence[Mapping[str, object]], case: Case, told: str, tmp_path: Path
) -> None:
    contract = TableContract()
    contract.table, contract.rows = table, rows
    with contract.desk(tmp_path), pytest.raises(AssertionError, match=told):
        case(contract)


def test_a_table_without_a_tab_has_no_contract(tmp_path: Path) -> None:
    contract = TableContract()
    contract.table, contract.rows = replace(declared(), tab="", strategy=Strategy.LOCAL), ROWS
    with pytest.raises(AssertionError, match="has no tab"), contract.desk(tmp_path):
        raise NotImplementedError
