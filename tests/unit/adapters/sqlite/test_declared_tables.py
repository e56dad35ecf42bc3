"""SQL tables follow from declarations, and grow with them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Integer, Kind, Money, Text
from sheetanchor.domain.tables.pins import Pin
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Strategy, Table, TableDeclarationError
from sheetanchor.ports.errors import ReplicaError
from tests.contract.replica_rows import store
from tests.contract.sample_tables import KINDS, NOON, STEPS, TABLES, WAGES, row, wage

NOTE = Column("note", "Note", Text())
WITH_NOTE = replace(WAGES, columns=(*WAGES.columns, NOTE))
WITHOUT_NAME = replace(WAGES, columns=WAGES.columns[:-1])


def opened(path: Path, *tables: Table) -> closing[SqliteReplica]:
    return closing(SqliteReplica(path, tables, FakeClock()))


def _sql_types(path: Path, table: str) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as shell:
        return {name: kind for _, name, kind, *_ in shell.execute(f"PRAGMA table_info({table})")}


def test_columns_are_typed_by_kind_and_followed_by_the_stamps(replica: SqliteReplica, path: Path) -> None:
    stamps = {
        "last_synced_at": "TEXT",
        "last_modified_at": "TEXT",
        "source": "TEXT",
        "sync_status": "TEXT",
        "version": "INTEGER",
    }
    texts = dict.fromkeys(("part", "money", "number", "percent", "text", "moment", "day"), "TEXT")
    assert _sql_types(path, "kinds") == {"id": "INTEGER", "flag": "INTEGER"} | texts | stamps
    assert _sql_types(path, "steps") == {
        "position": "INTEGER", "amount": "TEXT", "group": "TEXT", **stamps
    }  # fmt: skip


def test_values_are_kept_as_anybody_with_a_shell_would_expect(replica: SqliteReplica, path: Path) -> None:
    moment = NOON.astimezone(KINDS.by_field["moment"].kind.zone)  # type: ignore[attr-defined]
    values = dict.fromkeys(KINDS.by_field) | {"id": 1, "part": "a"}
    changed = {"money": Decimal("15.00"), "flag": True, "moment": moment, "number": Decimal("1E+3")}
    store(replica, "kinds", row((1, "a"), **(values | changed)))
    with closing(sqlite3.connect(path)) as shell:
        (found,) = shell.execute("SELECT money, number, flag, moment, text, source, sync_status FROM kinds")
    assert found == ("15.00", "1000", 1, "2026-01-15T13:00:00+01:00", None, "local", "pending")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wages SET source = 'somewhere'",
        "UPDATE wages SET sync_status = 'maybe'",
        "UPDATE wages SET version = 'many'",
        "INSERT INTO wages SELECT * FROM wages",
    ],
)
def test_the_database_itself_refuses_unknown_words_wrong_types_and_doubled_keys(
    replica: SqliteReplica, path: Path, statement: str
) -> None:
    store(replica, "wages", wage(1))
    with closing(sqlite3.connect(path)) as shell, pytest.raises(sqlite3.IntegrityError):
        shell.execute(statement)


def test_names_that_are_words_of_sql_are_names(path: Path) -> None:
    odd = Table(
        name="order",
        tab="Order",
        key=("select",),
        columns=(Column("select", "Select", Integer()), Column("group", "Group", Text())),
    )
    with opened(path, odd) as replica:
        store(replica, "order", row((1,), select=1, group="by"))
        with replica.transaction() as tx:
            assert tx.row("order", (1,)) is not None
            tx.delete("order", (1,), at=NOON, source=Source.LOCAL)
    grown = replace(odd, columns=(*odd.columns, Column("table", "Table", Text())))
    with opened(path, grown) as replica:
        store(replica, "order", row((2,), select=2, group=None, table="x"))
        assert list(replica.snapshot("order")) == [(2,)]


@pytest.mark.parametrize("name", ["sync_log", "conflicts", "table_versions", "intents", "sqlite_x"])
def test_a_table_cannot_take_a_name_of_the_replica_s_own(path: Path, name: str) -> None:
    with pytest.raises(TableDeclarationError, match="needs this name for itself"):
        SqliteReplica(path, [replace(WAGES, name=name)], FakeClock())
    assert not path.exists()


def test_rows_stay_over_a_restart(path: Path) -> None:
    with opened(path, WAGES, STEPS) as replica:
        store(replica, "wages", wage(1))
    with opened(path, WAGES, STEPS) as replica:
        assert replica.snapshot("wages") == {(1,): wage(1)}


def test_a_new_column_is_blank_in_the_rows_that_stand(path: Path) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1, name="Ann"))
    with opened(path, WITH_NOTE) as replica:
        (found,) = replica.snapshot("wages").values()
        assert found.values == {**wage(1, name="Ann").values, "note": None}
        changed = replace(found, values={**found.values, "note": "x"})
        store(replica, "wages", changed)
        assert replica.snapshot("wages") == {(1,): changed}


def test_the_data_of_a_column_that_is_declared_no_more_stays(path: Path) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1, name="Ann"))
    with opened(path, WITHOUT_NAME) as replica:
        assert dict(replica.snapshot("wages")[1,].values) == {"employee_id": 1, "wage": Decimal(15)}
        store(replica, "wages", row((1,), employee_id=1, wage=Decimal(16)))
        store(replica, "wages", row((2,), employee_id=2, wage=Decimal(16)))
    with opened(path, WAGES) as replica:
        assert replica.snapshot("wages") == {(1,): wage(1, "16", "Ann"), (2,): wage(2, "16")}


def test_base_cells_of_a_column_that_is_declared_no_more_are_left_out(path: Path) -> None:
    cells = {"wage": BaseCell(Decimal(1), Cell("1")), "name": BaseCell("Ann", Cell("Ann"))}
    with opened(path, WAGES) as replica, replica.transaction() as tx:
        tx.put_base("wages", BaseRow((1,), cells, "print"))
    with opened(path, WITHOUT_NAME) as replica, replica.transaction() as tx:
        assert tx.base("wages") == {(1,): BaseRow((1,), {"wage": cells["wage"]}, "print")}


def test_conflicts_of_a_table_that_is_declared_no_more_are_told_in_text(path: Path) -> None:
    given = Conflict(
        "wages", (7,), "wage", Loss.BOTH_CHANGED, {"wage": Decimal("15.50")}, {"wage": None}, Source.SHEETS
    )
    with opened(path, WAGES, STEPS) as replica, replica.transaction() as tx:
        tx.keep_conflict(given, NOON)
        tx.set_pause("wages", "header missing")
    with opened(path, STEPS) as replica:
        told = replace(given, key=("7",), sheet={"wage": "15.50"})
        assert [kept.conflict for kept in replica.conflicts(1)] == [told]
        assert dict(replica.pauses()) == {}


@pytest.mark.parametrize(("kind", "word"), [(Text(), "text"), (Integer(), "integer")])
def test_a_changed_kind_is_an_error_that_says_what_to_do_and_changes_nothing(
    path: Path, kind: Kind, word: str
) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1))
    columns = (WAGES.columns[0], replace(WAGES.columns[1], kind=kind), *WAGES.columns[2:], NOTE)
    with pytest.raises(
        ReplicaError, match=f"'wage' of table 'wages' as money.*says {word}.*another field name"
    ):
        SqliteReplica(path, [STEPS, replace(WAGES, columns=columns)], FakeClock())
    assert "note" not in _sql_types(path, "wages")
    assert _sql_types(path, "steps") == {}
    with opened(path, WAGES) as replica:
        assert replica.snapshot("wages") == {(1,): wage(1)}


def test_a_column_that_comes_back_with_another_kind_is_an_error(path: Path) -> None:
    for table in (WAGES, replace(WITHOUT_NAME, columns=(*WITHOUT_NAME.columns, NOTE))):
        with opened(path, table):
            pass
    with pytest.raises(ReplicaError, match="'name' of table 'wages' as text"):
        SqliteReplica(
            path,
            [replace(WAGES, columns=(*WITHOUT_NAME.columns, Column("name", "Name", Money())))],
            FakeClock(),
        )


@pytest.mark.parametrize(
    "changed",
    [
        replace(WAGES, key=("employee_id", "name")),
        replace(WAGES, key=(), strategy=Strategy.FULL_REPLACE),
    ],
)
def test_a_changed_key_is_an_error_that_says_what_to_do(path: Path, changed: Table) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1))
    with pytest.raises(ReplicaError, match=r"with key employee_id.*another table name"):
        SqliteReplica(path, [changed], FakeClock())
    with opened(path, WAGES) as replica:
        assert len(replica.snapshot("wages")) == 1


def test_limits_headers_and_defaults_may_change_freely(path: Path) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1))
    columns = tuple(replace(column, header=f"New {column.header}") for column in WAGES.columns)
    with opened(path, replace(WAGES, tab="Other", columns=columns)) as replica:
        assert replica.snapshot("wages") == {(1,): wage(1)}


def test_every_table_is_watched_from_the_first_row_on(replica: SqliteReplica, path: Path) -> None:
    with closing(sqlite3.connect(path)) as shell:
        watched = {name for (name,) in shell.execute("SELECT table_name FROM table_versions")}
    assert watched == {table.name for table in TABLES}


def test_a_column_that_is_derived_from_now_on_keeps_its_rows(path: Path) -> None:
    with opened(path, WAGES) as replica:
        store(replica, "wages", wage(1, "15.00"))
    columns = tuple(replace(column, derived=column.field == "wage") for column in WAGES.columns)
    derived = replace(WAGES, columns=columns)
    with closing(SqliteReplica(path, (WAGES,), FakeClock(), read_only=True)):
        pass
    with pytest.raises(ReplicaError, match="start the bot once"):
        SqliteReplica(path, (derived,), FakeClock(), read_only=True)
    pinned = replace(wage(1, "16.00"), pinned={"wage": Pin(Decimal("15.00"))})
    with opened(path, derived) as replica:
        assert replica.snapshot("wages")[1,] == wage(1, "15.00")
        store(replica, "wages", pinned)
    with opened(path, WAGES) as replica:
        assert replica.snapshot("wages")[1,] == wage(1, "16.00")
