"""`sheetanchor log` as an operator types it."""

from sheetanchor.cli.exits import DATA, UNAVAILABLE, USAGE
from tests.e2e.cli.shop import Shop


def test_the_first_pass_is_told_with_what_it_read_and_the_requests_it_took(shop: Shop) -> None:
    (first,) = shop.json("log")
    moved = {table["table"]: table["pulled"] for table in first["tables"]}
    assert (first["kind"], first["error"], moved["employee_settings"]) == ("pass", None, 7)
    requests = first["requests"]
    assert (requests["looks"], requests["writes"]) == (1, 1)
    assert requests["reads"] >= 1
    assert first["seconds"] > 0


def test_passes_come_newest_first_with_what_went_either_way(shop: Shop) -> None:
    shop.write_wage(20)
    shop.tab().type_at("B3", "33")
    shop.told("sync")
    shop.told("sync")
    newest, first = shop.json("log")
    assert newest["started_at"] > first["started_at"]
    (moves,) = newest["tables"]
    assert (moves["table"], moves["pulled"], moves["pushed"]) == ("employee_settings", 1, 1)
    assert newest["requests"] == {"looks": 1, "reads": 2, "writes": 1}
    shown = shop.told("log", "--limit", "1")
    assert "1 look, 2 reads, 1 write" in shown
    assert shown.count("employee_settings") == 1
    assert "dynamic_rates" not in shown


def test_beside_the_bot_held_rows_conflicts_and_failures_are_told_with_their_words(shop: Shop) -> None:
    shop.conflict()
    shop.tab().type_at("B3", "[/b] 1,2")
    assert shop.run("sync").returncode == DATA
    shop.sandbox.world.faults.fail(503, "drive.files.get", times=None)
    assert shop.run("sync").returncode == UNAVAILABLE
    with shop.busy():
        failed, held, conflict, _ = shop.json("log")
        shown = shop.told("log")
    assert "503" in failed["error"]
    assert failed["tables"] == []
    assert held["tables"][0]["held"] == 1
    assert conflict["tables"][0]["conflicts"] == 1
    assert "failed: " in shown


def test_a_paused_table_is_told_with_the_reason_as_it_stands_there(shop: Shop) -> None:
    shop.tab("Ranks").type_at("B2", "[/x]")
    assert shop.run("sync").returncode == DATA
    assert "'[/x]'" in shop.told("log", "--table", "ranks")
    shop.tab().type_at("B3", "33")
    assert shop.run("sync").returncode == DATA
    shown = shop.told("log", "--table", "ranks")
    assert (shown.count("'[/x]'"), shown.count("paused for the same reason")) == (1, 1)
    assert shop.told("log", "--table", "Ranks") == shop.told("log", "--table", "ranks")


def test_of_one_table_only_what_concerns_it_is_told(shop: Shop) -> None:
    shop.tab().type_at("B3", "33")
    shop.told("sync")
    assert len(shop.json("log")) == 2
    (first,) = shop.json("log", "--table", "ranks")
    assert first["requests"]["writes"] == 1
    shown = shop.told("log", "--table", "ranks")
    assert "ranks" in shown
    assert "employee_settings" not in shown


def test_what_a_probe_found_stands_between_the_passes(shop: Shop) -> None:
    shop.told("doctor", "--probe")
    probe, _ = shop.json("log")
    assert (probe["kind"], probe["operation"], probe["status"]) == ("line", "probe", "ok")
    assert "assumptions hold" in shop.told("log")


def test_a_run_is_reported_for_programs_by_sync_itself(shop: Shop) -> None:
    shop.tab().type_at("B3", "33")
    report = shop.json("sync")
    assert report["outcome"] == "done"
    moves = {table["table"]: table["pulled"] for table in report["tables"]}
    assert moves["employee_settings"] == 1


def test_what_cannot_be_is_refused_by_name(shop: Shop) -> None:
    done = shop.run("log", "--table", "nope")
    assert done.returncode == USAGE
    assert "'nope'" in done.stderr
    assert shop.run("log", "--limit", "0").returncode == USAGE
