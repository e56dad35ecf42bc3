"""`sheetanchor doctor` as an operator types it."""

import sqlite3
from contextlib import closing

from sheetanchor.cli.exits import CONFIG
from tests.e2e.cli.shop import Shop


def damage_history(shop: Shop) -> None:
    """One page that opening the file and showing its status do not read."""
    with closing(sqlite3.connect(shop.database)) as shell:
        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = shell.execute("PRAGMA page_size").fetchone()
        (root,) = shell.execute("SELECT rootpage FROM sqlite_master WHERE name = 'row_history'").fetchone()
    with shop.database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)


def test_a_damaged_page_is_found_where_status_sees_nothing(shop: Shop) -> None:
    assert {"what": "the replica is whole", "verdict": "sound", "advice": ""} in shop.json("doctor")
    damage_history(shop)
    shop.told("status")
    done = shop.run("doctor", "--json")
    assert done.returncode == CONFIG
    assert "the file is damaged" in done.stdout
