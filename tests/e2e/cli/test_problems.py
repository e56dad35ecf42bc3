"""`sheetanchor problems` as an operator types it."""

from sheetanchor.cli.exits import DATA
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
    assert (problem["kind"], problem["tab"], problem["row"]) == ("row not computed", "Shifts", "1")
    assert "no Clock in or no Clock out" in shop.told("status")
    shop.tab("Shifts").type_at("F2", "2025/11/01 17:00")
    shop.told("sync")
    assert shop.json("problems") == []
    assert shop.shown("P2", "Shifts") == "160"
