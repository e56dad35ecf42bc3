"""The commands on tables of an installed plugin: a log, and one with a strategy of its own."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from sheetanchor.cli.exits import USAGE
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from tests.e2e.cli.shop import Shop

MODULE = "shop_counts"
SOURCE = """
from sheetanchor import Column, Decision, Deletions, Integer, Strategy, Table, Text, hookimpl

def larger(row):
    if row.local["counted"] == 13:
        raise RuntimeError("bad luck")
    return Decision.TAKE_LOCAL if row.local["counted"] > row.sheet["counted"] else Decision.TAKE_SHEET

COLUMNS = (Column("id", "Id", Integer(), required=True), Column("counted", "Counted", Integer()))

@hookimpl
def sheetanchor_tables():
    return [
        Table("visits", "Visits", COLUMNS, key=("id",), numbered=True, strategy=Strategy.APPEND_ONLY),
        Table("stock", "Stock", COLUMNS, key=("id",), strategy=larger, deletions=Deletions.BOTH),
    ]
"""


@pytest.fixture
def counts(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Tabs Visits and Stock with rows 1 to 3 that count 10, 20 and 30, and the plugin that declares them."""
    site = tmp_path / "site"
    about = site / "shop_counts-1.0.dist-info"
    about.mkdir(parents=True)
    (site / f"{MODULE}.py").write_text(dedent(SOURCE))
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-counts\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[sheetanchor]\ncounts = {MODULE}\n")
    monkeypatch.syspath_prepend(str(site))
    book = shop.sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)
    for title in ("Visits", "Stock"):
        tab = book.append_sheet(title, rows=20, columns=4)
        for place, line in enumerate((("Id", "Counted"), ("1", "10"), ("2", "20"), ("3", "30"))):
            for column, text in enumerate(line):
                tab.type_cell(place, column, text)
    shop.told("sync")
    yield shop
    sys.modules.pop(MODULE, None)


def waiting(shop: Shop) -> int:
    (found,) = shop.json("conflicts", "list")
    number: int = found["number"]
    return number


def both_count(shop: Shop, ours: int, theirs: int, then: str = "sync") -> None:
    with shop.program() as local:
        local.write("stock", {"id": 1, "counted": ours})
    shop.tab("Stock").type_at("B2", str(theirs))
    shop.told(*then.split())


def test_an_edited_row_of_a_log_is_listed_and_either_side_can_be_kept(counts: Shop) -> None:
    counts.tab("Visits").type_at("B2", "11")
    counts.told("sync")
    counts.told("sync")
    (problem,) = counts.json("problems")
    assert (problem["kind"], problem["cell"], problem["row"]) == ("conflict", "B2", "1")
    assert "changed in a log: the sheet holds Counted '11', the program Counted '10'" in problem["message"]
    assert "changed in a log, waits" in counts.told("conflicts", "show", str(waiting(counts)))
    counts.told("conflicts", "keep-sheet", str(waiting(counts)))
    counts.told("sync")
    newest = counts.json("history", "visits", "1")[0]
    assert (newest["side"], newest["after"]["counted"]) == ("sheets", "11")
    counts.tab("Visits").type_at("B2", "12")
    counts.told("sync")
    counts.told("conflicts", "keep-local", str(waiting(counts)))
    counts.told("sync")
    assert counts.shown("B2", "Visits") == "11"
    assert counts.json("problems") == []


def test_a_deleted_row_of_a_log_can_be_taken_out_and_restored(counts: Shop) -> None:
    before = datetime.now(UTC)
    counts.tab("Visits").delete_rows(1)
    counts.told("sync")
    counts.told("sync")
    assert "no such row" in counts.told("conflicts")
    counts.told("conflicts", "keep-sheet", str(waiting(counts)))
    counts.told("sync")
    assert counts.json("history", "visits", "1")[0]["after"] is None
    assert "brought back" in counts.told("restore", "visits", "1", "--at", before.isoformat())
    counts.told("sync")
    assert [counts.shown(f"A{row}", "Visits") for row in (2, 3, 4)] == ["2", "3", "1"]
    assert counts.json("problems") == []


def test_a_log_can_be_rebuilt_by_resync(counts: Shop) -> None:
    counts.tab("Visits").type_at("B2", "11")
    counts.told("resync", "visits")
    counts.told("sync")
    counts.told("conflicts", "keep-sheet", str(waiting(counts)))
    counts.told("sync")
    assert counts.json("problems") == []
    assert counts.shown("B2", "Visits") == "11"


@pytest.mark.parametrize(("ours", "theirs", "winner"), [(12, 11, "local"), (11, 12, "sheets")])
def test_what_a_plugin_chose_is_listed_and_can_be_settled_otherwise(
    counts: Shop, ours: int, theirs: int, winner: str
) -> None:
    both_count(counts, ours, theirs)
    assert counts.shown("B2", "Stock") == "12"
    (found,) = counts.json("conflicts", "list", "--all")
    assert (found["winner"], found["waits"], found["what"]) == (winner, False, "both changed")
    other = "keep-sheet" if winner == "local" else "keep-local"
    counts.told("conflicts", other, str(found["number"]))
    counts.told("sync")
    assert counts.shown("B2", "Stock") == "11"
    assert counts.json("problems") == []


def test_what_a_plugin_fails_at_is_listed_with_its_name_and_settled(counts: Shop) -> None:
    both_count(counts, 13, 11)
    (problem,) = counts.json("problems")
    assert (problem["table"], problem["cell"]) == ("stock", "B2")
    assert "left open by its plugin" in problem["message"]
    assert "strategy of plugin 'counts' failed" in problem["message"]
    counts.told("conflicts", "keep-local", str(waiting(counts)))
    counts.told("sync")
    assert counts.shown("B2", "Stock") == "13"
    assert counts.json("problems") == []


def test_while_a_base_is_rebuilt_the_plugin_is_not_asked(counts: Shop) -> None:
    both_count(counts, 12, 11, then="resync stock")
    assert counts.shown("B2", "Stock") == "11"
    counts.told("conflicts", "keep-local", str(waiting(counts)))
    counts.told("sync")
    assert counts.shown("B2", "Stock") == "12"


def test_both_tables_stand_in_the_status_and_in_a_plan(counts: Shop) -> None:
    counts.tab("Visits").type_at("B2", "11")
    plan = counts.told("sync", "--dry-run")
    status = counts.told("status")
    for table in ("visits", "stock"):
        assert table in status
        assert table in plan
    refused = counts.run("restore", "visits", "1", "--at", "2001-01-01")
    assert refused.returncode == USAGE
