"""`sheetanchor sync --dry-run`, `--allow` and `sheetanchor resync` as an operator types them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sheetanchor.cli.exits import DATA, TEMPORARY, USAGE
from tests.e2e.cli.shop import Shop


def delete_most(shop: Shop) -> None:
    """The boss keeps two of seven employees."""
    shop.tab().delete_rows(3, 5)
    assert shop.run("sync").returncode == DATA


def test_a_guard_is_told_with_the_commands_that_resolve_it(shop: Shop) -> None:
    delete_most(shop)
    told = " ".join(shop.told("problems").split())
    for part in (
        "'employee_settings'",
        "EmployeeSettings!A2:C3 lost 5 of 7 rows at once: 1003, 1004, 1005 and 2 more",
        "Nothing of it was read or written",
        "`sheetanchor resync employee_settings`",
        "&range=A2:C3",
        "--dry-run",
        "--allow HASH",
    ):
        assert part in told


def test_a_dry_run_prints_the_plan_and_its_hash_and_touches_nothing(shop: Shop) -> None:
    delete_most(shop)
    before = _content(shop.database)
    preview = shop.json("sync", "--dry-run")
    told = shop.told("sync", "--dry-run")
    assert _content(shop.database) == before
    assert f"sync --allow {preview['hash']}" in told
    assert told.count("delete here: row ") == 5
    assert "only if allowed: " in told
    assert len(shop.json("history", "employee_settings")) == 7


def _content(database: Path) -> list[str]:
    """All but the count of requests, which are made to look at the sheet."""
    with closing(sqlite3.connect(database)) as shell:
        return [line for line in shell.iterdump() if "'budget:" not in line]


def test_the_plan_that_was_shown_is_done(shop: Shop) -> None:
    delete_most(shop)
    shown = shop.json("sync", "--dry-run")["hash"]
    assert shop.told("sync", "--allow", shown)
    assert shop.json("problems") == []
    assert len(shop.json("history", "employee_settings")) == 12


def test_another_plan_is_not_done(shop: Shop) -> None:
    delete_most(shop)
    shown = shop.json("sync", "--dry-run")["hash"]
    shop.tab().type_at("B2", "99")
    done = shop.run("sync", "--allow", shown)
    assert done.returncode == USAGE
    assert "--dry-run" in done.stderr
    assert len(shop.json("history", "employee_settings")) == 7


def test_an_empty_hash_allows_no_plan(shop: Shop) -> None:
    """As from a variable of the shell that was never set."""
    shop.tab().type_at("B2", "99")
    done = shop.run("sync", "--allow", "")
    assert done.returncode == USAGE
    assert "--dry-run" in done.stderr
    assert len(shop.json("history", "employee_settings")) == 7


def test_a_resync_asks_about_every_difference(shop: Shop) -> None:
    shop.write_wage(20)
    shop.tab().type_at("B3", "33")
    told = shop.told("resync", "employee_settings")
    assert "2 differences wait for a person" in told
    waiting = shop.json("conflicts")
    assert [(found["row"], found["cell"]) for found in waiting] == [("1002", "B3"), ("1001", "B2")]
    shop.told("conflicts", "keep-local", str(waiting[1]["number"]))
    shop.told("conflicts", "keep-sheet", str(waiting[0]["number"]))
    shop.told("sync")
    assert (shop.shown("B2"), shop.shown("B3")) == ("$20.00", "$33.00")
    assert shop.json("problems") == []


def test_a_resync_of_a_paused_table_says_that_nothing_was_compared_yet(shop: Shop) -> None:
    shop.write_wage(20)
    shop.tab().type_at("B2", "33")
    shop.tab().type_at("C1", "Share")
    done = shop.run("resync", "employee_settings")
    assert done.returncode == DATA
    assert "employee_settings: paused, so nothing was compared" in done.stdout
    shop.tab().type_at("C1", "Sales commission")
    shop.told("sync")
    assert [found["what"] for found in shop.json("conflicts")] == ["never agreed"]


def test_beside_another_worker_nothing_is_done(shop: Shop) -> None:
    with shop.busy():
        for arguments in (["sync"], ["sync", "--dry-run"], ["resync", "employee_settings"]):
            done = shop.run(*arguments)
            assert done.returncode == TEMPORARY
            assert "another process works on" in done.stderr


def test_a_plan_is_either_shown_or_done(shop: Shop) -> None:
    assert "one of them" in shop.run("sync", "--dry-run", "--allow", "abc").stderr
