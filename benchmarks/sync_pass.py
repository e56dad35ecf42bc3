"""How long a pass takes by the size of a table: no network, a real SQLite file.

Run: .venv/bin/python benchmarks/sync_pass.py [ROWS ...]
"""

import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

from sheetanchor import Column, DateTime, Integer, Money, Table, Text
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables

AMOUNTS = tuple(f"amount_{number}" for number in range(12))
CLOCK = FakeClock()
TABLE = Table(
    "shifts",
    "Shifts",
    (
        Column("row_id", "Id", Integer(), required=True),
        Column("name", "Name", Text()),
        Column("at", "At", DateTime()),
        *(Column(name, name, Money()) for name in AMOUNTS),
    ),
    key=("row_id",),
).in_zone(CLOCK.now().tzinfo)


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def measure(rows: int, folder: Path) -> list[float]:
    sheet, tokens = MemorySheet(), count(1)
    lines = [
        [Decimal(row), f"user {row}", "2025/11/01 09:00:00", *["12.50"] * 12] for row in range(1, rows + 1)
    ]
    tab = sheet.add_tab(
        "Shifts", [[column.header for column in TABLE.columns], *lines], size=(rows + 100, 20)
    )
    replica = SqliteReplica(folder / f"{rows}.db", [TABLE], CLOCK)
    engine = SyncEngine([TABLE], sheet, replica, CLOCK, lambda: f"token{next(tokens)}")
    local = LocalTables([TABLE], replica, CLOCK, FakeWake(CLOCK))
    first = timed(engine.run_pass)
    engine.run_pass()
    unchanged = timed(engine.run_pass)
    full = timed(lambda: engine.run_pass(full=True))
    tab.type(5, AMOUNTS[0], Decimal(99))
    changed = timed(engine.run_pass)
    write = timed(lambda: local.write("shifts", {"row_id": 7, AMOUNTS[1]: Decimal(5)}))
    pending = timed(engine.run_pass)
    replica.close()
    return [first, unchanged, full, changed, write, pending]


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000, 5000]
    names = ("first", "unchanged", "full read", "one cell changed", "local write", "one row pending")
    print(f"{'rows':>7}" + "".join(f"{name:>18}" for name in names) + "   (ms)")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            figures = measure(rows, Path(folder))
            print(f"{rows:>7}" + "".join(f"{figure:>18.2f}" for figure in figures))


if __name__ == "__main__":
    main()
