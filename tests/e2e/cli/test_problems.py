"""`sheetanchor problems` as an operator types it."""

import pytest

from sheetanchor.adapters.sheets.probe import AssumptionProbe
from sheetanchor.cli.exits import DATA, UNAVAILABLE
from tests.e2e.cli.shop import Shop


def test_a_held_cell_is_listed_with_a_link_and_clears_itself(shop: Shop) -> None:
    assert "nothing waits" in shop.told("problems")
    shop.tab().type_at("B3", "1,2,3")
    assert shop.run("sync").returncode == DATA
    with shop.busy():
        (problem,) = shop.json("problems")
        shown = shop.told("problems")
    assert (problem["kind"], problem["cell"], problem["row"]) == ("held row", "B3", "1002")
    assert "/edit#gid=" in shown
    assert "&range=B3" in shown
    shop.tab().type_at("B3", "18")
    shop.told("sync")
    assert shop.json("problems") == []


def test_a_shift_that_cannot_be_computed_is_listed_until_it_is_mended(shop: Shop) -> None:
    for address, typed in {
        "A2": "1",
        "B2": "2025/11/01 17:05",
        "C2": "1001",
        "E2": "2025/11/01 09:00",
        "H2": "500",
    }.items():
        shop.tab("Shifts").type_at(address, typed)
    shop.told("sync")
    (problem,) = shop.json("problems")
    assert (problem["kind"], problem["tab"], problem["row"]) == ("row to be mended", "Shifts", "1")
    assert "no Clock in or no Clock out" in shop.told("status")
    shop.tab("Shifts").type_at("F2", "2025/11/01 17:00")
    shop.told("sync")
    assert shop.json("problems") == []
    assert shop.shown("P2", "Shifts") == "160"


def test_a_bonus_code_that_is_none_is_listed_with_its_cell_until_it_is_mended(shop: Shop) -> None:
    shop.tab("Ranks").insert_rows(1)
    shop.tab("Ranks").type_at("F4", "flat10")
    shop.told("sync")
    (problem,) = shop.json("problems")
    assert (problem["table"], problem["cell"], problem["row"]) == ("ranks", "F4", "2")
    assert problem["link"].endswith("&range=F4")
    assert "'flat10', which is no bonus code" in shop.told("status")
    shop.tab("Ranks").type_at("F4", "flat_10")
    shop.told("sync")
    assert shop.json("problems") == []


def test_passes_that_fail_are_listed_with_since_when_and_why_until_one_succeeds(shop: Shop) -> None:
    shop.sandbox.world.faults.fail(503, "drive.files.get", times=None)
    for _ in range(2):
        assert shop.run("sync").returncode == UNAVAILABLE
    (problem,) = shop.json("problems")
    assert (problem["kind"], problem["table"], problem["link"]) == ("failed passes", None, None)
    assert "every pass has failed since 20" in problem["message"]
    assert "failed passes: all tables" in shop.told("problems")
    assert shop.json("status")["failing_since"] is not None
    assert "(failing since " in shop.told("status")
    shop.sandbox.world.faults.clear()
    shop.told("sync")
    assert shop.json("problems") == []
    assert shop.json("status")["failing_since"] is None


def test_a_promise_that_the_probe_finds_weaker_is_named_until_a_later_probe_passes(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(AssumptionProbe, "_copies_before", lambda _: False)
        assert "an edit made between our reading" in shop.told("doctor", "--probe")
    (problem,) = shop.json("problems")
    assert problem["kind"] == "weaker promise"
    weak = "an edit made between our reading and our writing could be lost"
    assert weak in problem["message"]
    for command in ("status", "problems", "sync"):
        shop.told(command)
    assert weak in shop.told("status")
    assert "doctor --probe` tries it again" in shop.told("problems")
    shop.told("doctor", "--probe")
    assert shop.json("problems") == []
    assert shop.json("status")["weaker"] == []


@pytest.mark.parametrize("typed", ["$5", "12345678901234567890"])
def test_a_name_of_which_google_makes_another_number_is_refused_until_it_is_typed_as_text(
    shop: Shop, typed: str
) -> None:
    tab = shop.tab("Shifts")
    for address, text in {"A2": "1", "B2": "2025/11/01", "C2": "1001", "D2": typed}.items():
        tab.type_at(address, text)
    assert shop.run("sync").returncode == DATA
    (problem,) = shop.json("problems")
    assert (problem["kind"], problem["cell"]) == ("held row", "D2")
    assert "format the column as plain text and type it again" in problem["message"]
    tab.type_at("D2", f"'{typed}")
    shop.told("sync")
    assert "held row" not in shop.told("problems")
    assert f"employee_name {typed}" in shop.told("history", "shifts", "1")
