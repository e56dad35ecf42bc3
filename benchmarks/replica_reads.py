"""What a read of the replica costs beside one bare SELECT, at rest and while another thread writes.

Run as `python benchmarks/replica_reads.py [ROWS] [READS]`. Both ways of reading are measured in turn in
the same run, so that whatever else the machine does falls on both.
"""

import platform
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from decimal import Decimal
from pathlib import Path

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.system.clock import SystemClock
from sheetanchor.domain.tables.rows import written_locally
from sheetanchor.plugins.employee_settings import TABLE

_CLOCK = SystemClock(UTC)
_BLOCK = 200
_ONE = "SELECT hourly_wage, sales_commission FROM employee_settings WHERE employee_id = ?"
_PAUSE = 0.02


def main(rows: int = 1000, reads: int = 100_000) -> None:
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {rows} rows, {reads} reads")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "replica.db"
        with closing(SqliteReplica(path, [TABLE], _CLOCK)) as replica, closing(_bare(path)) as bare:
            _fill(replica, rows)
            _compare("at rest", replica, bare, reads)
            with _writing(replica) as writes:
                _compare("while a thread writes", replica, bare, reads)
            _report_writes(writes)


def _fill(replica: SqliteReplica, rows: int) -> None:
    with replica.transaction() as tx:
        for employee_id in range(1, rows + 1):
            values = {"employee_id": employee_id, "hourly_wage": Decimal(15), "sales_commission": Decimal(8)}
            tx.put(TABLE.name, written_locally(TABLE, None, values, _CLOCK.now()))
    replica.snapshot(TABLE.name)


def _bare(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _compare(name: str, replica: SqliteReplica, bare: sqlite3.Connection, reads: int) -> None:
    def read_snapshot() -> object:
        return replica.snapshot(TABLE.name)[1,]

    def read_bare() -> object:
        return bare.execute(_ONE, (1,)).fetchone()

    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(max(1, reads // _BLOCK)):
        ours.extend(_timed(read_snapshot))
        theirs.extend(_timed(read_bare))
    print(f"{name}:")
    _show("snapshot", ours)
    _show("bare SELECT", theirs)
    ratios = (f"{point} {_at(ours, share) / _at(theirs, share):.2f}" for point, share in _POINTS.items())
    print(f"  snapshot / bare SELECT: {', '.join(ratios)}")


_POINTS = {"p50": 0.5, "p99": 0.99}


def _timed(read: Callable[[], object]) -> Iterator[float]:
    for _ in range(_BLOCK):
        start = time.perf_counter_ns()
        read()
        yield (time.perf_counter_ns() - start) / 1000


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def _show(name: str, times: list[float]) -> None:
    points = (f"{point} {_at(times, share):8.2f}" for point, share in _POINTS.items())
    print(f"  {name:12} {'  '.join(points)}  max {max(times):8.2f} microseconds")


@contextmanager
def _writing(replica: SqliteReplica) -> Iterator[list[float]]:
    """Another thread commits a row every few milliseconds; gives the times that its commits took."""
    is_over = threading.Event()
    times: list[float] = []

    def write() -> None:
        while not is_over.wait(_PAUSE):
            start = time.perf_counter_ns()
            with replica.transaction() as tx:
                before = tx.row(TABLE.name, (2,))
                wage = Decimal(15 + len(times) % 2)
                values = {"employee_id": 2, "hourly_wage": wage}
                tx.put(TABLE.name, written_locally(TABLE, before, values, _CLOCK.now()))
            times.append((time.perf_counter_ns() - start) / 1000)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield times
    finally:
        is_over.set()
        thread.join()


def _report_writes(times: list[float]) -> None:
    if times:
        print(f"writes meanwhile: {len(times)}, each a commit that reached the disk:")
        _show("write", times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
