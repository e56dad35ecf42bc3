"""`sheetanchor conflicts` as an operator types it."""

from datetime import datetime
from decimal import Decimal

import pytest

from sheetanchor.cli.exits import TEMPORARY, USAGE
from tests.e2e.cli.shop import ZONE, Shop


def test_the_list_is_empty_while_nothing_waits(shop: Shop) -> None:
    assert "nothing waits for a person" in shop.told("conflicts")
    assert shop.json("conflicts", "list") == []


def test_a_decided_conflict_is_listed_with_both_sides(shop: Shop) -> None:
    number = shop.conflict()
    (found,) = shop.json("conflicts", "list", "--all")
    assert {name: found[name] for name in ("number", "table", "tab", "row", "field", "cell")} == {
        "number": number,
        "table": "employee_settings",
        "tab": "EmployeeSettings",
        "row": "1001",
        "field": "hourly_wage",
        "cell": "B2",
    }
    assert (found["sheet"], found["local"]) == ({"hourly_wage": "17"}, {"hourly_wage": "20"})
    assert (found["winner"], found["waits"]) == ("sheets", False)
    line = shop.told("conflicts", "list", "--all")
    assert "Hourly wage 17" in line
    assert "sheets won" in line


def test_one_conflict_is_shown_with_a_link_to_its_cell_and_what_settles_it(shop: Shop) -> None:
    number = shop.conflict()
    shown = shop.told("conflicts", "show", str(number))
    assert "/edit#gid=" in shown
    assert "&range=B2" in shown
    assert f"sheetanchor conflicts keep-local {number}" in shown
    assert "keep-sheet" not in shown, "that side stands already"
    assert shop.json("conflicts", "show", str(number))["link"].endswith("&range=B2")


def test_the_losing_side_can_be_kept_after_all(shop: Shop) -> None:
    number = shop.conflict()
    assert "the local side stands" in shop.told("conflicts", "keep-local", str(number))
    shop.told("sync")
    assert shop.shown("B2") == "$20.00"
    again = shop.run("conflicts", "keep-local", str(number))
    assert again.returncode == USAGE
    assert "stands already" in again.stderr


def test_an_edit_newer_than_the_decision_is_shown_and_overwritten_only_when_it_is_named(shop: Shop) -> None:
    keep = ("conflicts", "keep-local", str(shop.conflict()))
    shop.tab().type_at("B2", "23")
    shop.told("sync")
    refused = shop.run(*keep)
    assert refused.returncode == USAGE
    assert "Hourly wage is '23' now (in the sheet, " in refused.stderr
    assert "Nothing was changed" in refused.stderr
    shop.told("sync")
    assert shop.shown("B2") == "$23.00"
    shop.told(*keep, "--over", over_named_by(refused.stderr))
    shop.told("sync")
    assert shop.shown("B2") == "$20.00"


def test_where_people_compute_a_column_the_advice_is_what_works(shop: Shop) -> None:
    tab = shop.tab("Shifts")
    for row, (number, date) in enumerate((("1", "2025/11/01"), ("2", "2025/11/02")), start=2):
        for column, typed in zip(
            "ABCEFK", (number, date, "1001", f"{date} 10:00", f"{date} 18:00", f"=H{row}"), strict=True
        ):
            tab.type_at(f"{column}{row}", typed)
    shop.told("sync")
    with shop.program() as local:
        shift = {"id": 3, "date": datetime(2025, 11, 3, tzinfo=ZONE), "employee_id": 1001}
        local.write("shifts", {**shift, "total_sales": Decimal(900)})
    shop.told("sync")
    shop.told("sync")
    (problem,) = [one for one in shop.json("problems") if one["kind"] == "conflict"]
    assert problem["settle"][0].startswith("type '900' into Shifts!K4, or fill the formula of its column")
    shown = shop.told("conflicts", "show", str(problem["conflict"]))
    assert "Shifts!K4" in shown
    assert "keep-local" not in shown
    tab.type_at("K4", "900")
    shop.told("sync")
    assert shop.json("conflicts", "list") == []


def over_named_by(refusal: str) -> str:
    return refusal.partition("--over ")[2].partition("`")[0]


def test_what_was_overwritten_unseen_is_shown_as_what_stood_there_and_can_be_written_again(
    shop: Shop,
) -> None:
    number = shop.overwrite("77", then="55")
    assert "was Hourly wage '77'" in shop.told("conflicts")
    shown = shop.told("conflicts", "show", str(number))
    assert "overwritten unseen, waits" in shown
    assert "in the sheet: was Hourly wage '77'" in shown
    keep = ("conflicts", "keep-sheet", str(number))
    shop.told(*keep, "--over", over_named_by(shop.run(*keep).stderr))
    shop.told("sync")
    assert shop.shown("B2") == "$77.00"


def test_text_that_was_overwritten_unseen_is_shown_as_it_was_typed(shop: Shop) -> None:
    number = shop.overwrite("about 77", then="55")
    assert shop.json("conflicts", "show", str(number))["typed"] == "about 77"
    assert "was 'about 77'" in shop.told("conflicts")
    refused = shop.run("conflicts", "keep-sheet", str(number))
    assert refused.returncode == USAGE
    assert "type it into the sheet" in refused.stderr


def test_a_number_that_no_conflict_has_is_the_typists_to_mend(shop: Shop) -> None:
    done = shop.run("conflicts", "keep-sheet", "77")
    assert done.returncode == USAGE
    assert "there is no conflict 77" in done.stderr


@pytest.mark.parametrize("command", ["keep-sheet", "keep-local"])
def test_beside_another_worker_nothing_is_decided_and_it_is_said_what_to_do(shop: Shop, command: str) -> None:
    number = shop.conflict()
    with shop.busy():
        done = shop.run("conflicts", command, str(number))
        assert "Hourly wage 17" in shop.told("conflicts", "list", "--all")
    assert done.returncode == TEMPORARY
    assert "run this again" in done.stderr
