"""The hybrid service's own life: its thread, its lock, its database."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from sheetanchor.adapters.sqlite.predecessor import set_aside
from sheetanchor.bot.container import Container
from sheetanchor.bot.worker import WorkerRunsError
from sheetanchor.compat import HybridService
from sheetanchor.compat.background import Background, LoopEndedError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.services.sync.loop import LoopTimes
from tests.compat.world import OldWorkbook, shift

_SECONDS = 30.0


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def old_database(path: Path) -> None:
    """As the predecessor made it."""
    with closing(sqlite3.connect(path)) as old:
        old.executescript(
            """
            CREATE TABLE employee_settings (employee_id INTEGER PRIMARY KEY, hourly_wage REAL);
            CREATE TABLE dynamic_rates (id INTEGER PRIMARY KEY, min_amount REAL);
            CREATE TABLE ranks (id INTEGER PRIMARY KEY, rank_name TEXT UNIQUE);
            CREATE TABLE sync_log (id INTEGER PRIMARY KEY, table_name TEXT);
            CREATE TABLE _schema_metadata (key TEXT PRIMARY KEY, value TEXT, updated_at TEXT);
            INSERT INTO _schema_metadata VALUES ('schema_version', '1', '2025-11-11');
            INSERT INTO employee_settings VALUES (1001, 99.0);
            """
        )
        old.commit()


def impatient(workbook: OldWorkbook) -> Container:
    container = workbook.container()
    container.loop_times.override(LoopTimes(watch=0.05, gather=0.0))
    return container


@pytest.fixture
def service(workbook: OldWorkbook) -> Iterator[HybridService]:
    service = HybridService(container=impatient(workbook))
    yield service
    service.shutdown()


def test_both_directions_go_by_themselves(service: HybridService, workbook: OldWorkbook) -> None:
    service.create_shift(shift())
    until(lambda: len(workbook.shown("Shifts")) == 2)
    workbook.book["EmployeeSettings"].type_at("B2", "21")
    until(lambda: service.get_employee_settings(1001) == {"Hourly wage": 21.0, "Sales commission": 8.0})


def test_a_forced_pass_and_the_loop_do_not_disturb_each_other(
    service: HybridService, workbook: OldWorkbook
) -> None:
    for minute in range(6, 12):
        service.create_shift(shift(date=f"2025/11/01 17:{minute:02}:00"))
        service.force_push_to_sheets()
    until(lambda: len(workbook.shown("Shifts")) == 7)
    assert service.get_sync_stats()["shifts"] == {"pending": 0, "synced": 7}


def test_stats_say_what_waits(workbook: OldWorkbook) -> None:
    service = workbook.hybrid_service()
    service.create_shift(shift())
    stats = service.get_sync_stats()
    assert stats["shifts"] == {"pending": 1, "synced": 1}
    assert stats["ranks"] == {"pending": 0, "synced": 4}
    assert datetime.fromisoformat(str(stats["last_sync_time"])).tzinfo is not None
    assert service.force_push_to_sheets() == {"employee_settings": 0, "dynamic_rates": 0, "ranks": 0}
    assert service.get_sync_stats()["shifts"] == {"pending": 0, "synced": 2}
    counts = {"employee_settings": 2, "dynamic_rates": 4, "ranks": 4}
    assert service.force_sync_from_sheets() == counts
    service.shutdown()


def test_shutdown_twice_is_no_error_and_leaves_the_database_free(workbook: OldWorkbook) -> None:
    service = workbook.hybrid_service()
    service.shutdown()
    service.shutdown()
    workbook.hybrid_service().shutdown()


def test_a_second_one_on_the_same_database_is_refused(workbook: OldWorkbook) -> None:
    first = workbook.hybrid_service()
    with pytest.raises(WorkerRunsError):
        workbook.hybrid_service()
    first.shutdown()


def test_what_was_saved_survives_a_restart_and_reaches_the_sheet(workbook: OldWorkbook) -> None:
    first = workbook.hybrid_service()
    first.create_shift(shift())
    first.shutdown()
    assert len(workbook.shown("Shifts")) == 1
    second = workbook.hybrid_service()
    assert len(workbook.shown("Shifts")) == 2
    assert second.create_shift(shift()) == 2
    second.shutdown()


def test_the_constructor_keeps_what_it_was_given(workbook: OldWorkbook) -> None:
    cache = object()
    service = HybridService(cache, auto_sync=False, container=workbook.container())
    assert service.cache_manager is service.sheets.cache_manager is cache
    assert service.sheets_service is service.sheets
    assert service.db_path.endswith("replica.db")
    assert service.auto_sync is False
    service.shutdown()


def test_it_is_made_from_the_old_variables(
    workbook: OldWorkbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = workbook.sandbox.service_account(tmp_path / "account.json")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SHEETANCHOR_SHEETS_BASE_URL": workbook.sandbox.url,
        "GOOGLE_SA_JSON": str(key),
        "SPREADSHEET_ID": workbook.book.spreadsheet_id,
        "PRODUCTS": "Model A,Model B,Model C",
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "data").mkdir()
    old_database(tmp_path / "data" / "reference_data.db")
    service = HybridService(auto_sync=False)
    assert service.get_employee_settings(1001) == {"Hourly wage": 15.0, "Sales commission": 8.0}
    assert service.db_path == "data/reference_data.db"
    service.shutdown()
    assert (tmp_path / "data" / "reference_data.db.predecessor").is_file()


def test_the_folder_of_the_database_is_made(workbook: OldWorkbook, tmp_path: Path) -> None:
    container = workbook.container()
    service = HybridService(auto_sync=False, container=container)
    assert Path(service.db_path).parent.is_dir()
    service.shutdown()


class TestThePredecessorsDatabase:
    def test_is_set_aside_once(self, tmp_path: Path) -> None:
        path = tmp_path / "reference_data.db"
        old_database(path)
        set_aside(path)
        assert not path.exists()
        old_database(path)
        with pytest.raises(ReplicaError, match="move one of them away"):
            set_aside(path)

    def test_ours_and_others_are_left_alone(self, workbook: OldWorkbook, tmp_path: Path) -> None:
        set_aside(tmp_path / "none.db")
        service = workbook.hybrid_service()
        service.shutdown()
        set_aside(Path(service.db_path))
        assert Path(service.db_path).is_file()

    def test_a_file_that_is_no_database_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "reference_data.db"
        path.write_text("not at all " * 200)
        with pytest.raises(ReplicaError, match="no SQLite database"):
            set_aside(path)


def test_a_loop_that_ended_by_a_fault_is_told_with_the_next_call(workbook: OldWorkbook) -> None:
    class Broken:
        def run(self) -> None:
            raise ZeroDivisionError("a fault of ours")

    container = workbook.container()
    background = Background(Broken(), container.wake())  # type: ignore[arg-type]
    background.require_alive()
    background.start()
    background.stop()
    with pytest.raises(LoopEndedError, match="a fault of ours"):
        background.require_alive()
