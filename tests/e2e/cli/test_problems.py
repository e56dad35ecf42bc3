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
