"""`sheetanchor history` and `sheetanchor restore` as an operator types them."""

from datetime import UTC, datetime, timedelta

import pytest

from sheetanchor.cli.exits import TEMPORARY, USAGE
from tests.e2e.cli.shop import Shop


def test_changes_of_both_sides_are_told(shop: Shop) -> None:
    shop.write_wage(20)
    shop.told("sync")
    shop.tab().type_at("B2", "22")
    shop.told("sync")
    changes = shop.json("history", "employee_settings", "1001")
    assert [(change["side"], change["after"]["hourly_wage"]) for change in changes] == [
        ("sheets", "22"),
        ("local", "20"),
        ("sheets", "15"),
    ]
    told = shop.told("history", "employee_settings", "1001")
    assert "hourly_wage: 20 -> 22" in told
    assert "new: employee_id 1001" in told
    assert len(shop.json("history", "employee_settings", "--limit", "3")) == 3


def test_a_row_is_brought_back_and_the_sheet_follows(shop: Shop) -> None:
    before = datetime.now(UTC)
    shop.write_wage(20)
    told = shop.told("restore", "employee_settings", "1001", "--at", before.isoformat())
    assert "brought back" in told
    shop.write_wage(21)
    shop.told("sync")
    told = shop.told("restore", "employee_settings", "1001", "--at", f"{before:%Y-%m-%d %H:%M:%S.%f}")
    assert "hourly_wage: 21 -> 15" in told
    shop.told("sync")
    assert shop.shown("B2") == "$15.00"
    again = shop.told("restore", "employee_settings", "1001", "--at", before.isoformat())
    assert "stands so already" in again


def test_a_list_is_brought_back_without_a_key(shop: Shop) -> None:
    before = datetime.now(UTC)
    shop.tab("DynamicRates").type_at("C2", "5")
    shop.told("sync")
    shop.told("restore", "dynamic_rates", "--at", before.isoformat())
    shop.told("sync")
    assert shop.shown("C2", "DynamicRates") in ("0", "0.0")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "employee_settings", "1001", "--at", "yesterday"], "is no moment"),
        (["restore", "employee_settings", "abc", "--at", "2026-01-01"], "'abc' as employee_id"),
        (["restore", "employee_settings", "1", "2", "--at", "2026-01-01"], "2 were typed"),
        (["restore", "dynamic_rates", "0", "--at", "2026-01-01"], "its number in the list"),
        (["restore", "employee_settings", "1001", "--at", "2001-01-01"], "is kept of it begins at 20"),
        (["restore", "employee_settings", "1999", "--at", "2001-01-01"], "there was no such row."),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_changes(shop: Shop, arguments: list[str], said: str) -> None:
    done = shop.run(*arguments)
    assert done.returncode == USAGE
    assert said in done.stderr
    assert "Nothing was changed" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["history", "wages"], ["restore", "wages", "1", "--at", "2026-01-01"], ["resync", "wages"]]
)
def test_a_table_that_nobody_declares_is_told_with_those_that_there_are(
    shop: Shop, arguments: list[str]
) -> None:
    done = shop.run(*arguments)
    assert done.returncode == USAGE
    assert "no table 'wages'" in done.stderr
    assert "employee_settings, dynamic_rates" in done.stderr


@pytest.mark.parametrize("command", [["history", "ranks"], ["conflicts", "list", "--all"]])
def test_less_than_one_line_cannot_be_asked_for(shop: Shop, command: list[str]) -> None:
    assert shop.run(*command, "--limit", "0").returncode == USAGE


def test_a_table_may_be_named_by_the_title_of_its_tab(shop: Shop) -> None:
    assert shop.json("history", "EmployeeSettings") == shop.json("history", "employee_settings")


def test_a_table_without_a_tab_has_nothing_to_be_compared(shop: Shop) -> None:
    done = shop.run("resync", "shift_terms")
    assert done.returncode == USAGE
    assert "no table 'shift_terms' here; there are employee_settings" in done.stderr


def test_history_is_read_beside_another_worker_and_restore_is_not_done(shop: Shop) -> None:
    at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    with shop.busy():
        assert len(shop.json("history", "employee_settings")) == 7
        assert shop.run("restore", "employee_settings", "1001", "--at", at).returncode == TEMPORARY
