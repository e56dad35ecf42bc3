"""A conflict says where in the tab it stands, for as long as its row stands there."""

from sheetanchor.domain.sync.located import located
from sheetanchor.domain.sync.outcomes import Conflict, Loss, TablePlan
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, STEPS, read


def address_of(table: Table, key: Key, field: str | None, known: str | None = None) -> str | None:
    conflict = Conflict(table.name, key, field, Loss.BOTH_CHANGED, None, None, None, known)
    lines = [[], ["1", 15]] if table is CREW else [[], [1, 15]]
    plan = located(read(table, *lines), TablePlan(table.name, 1, conflicts=(conflict,)))
    return plan.conflicts[0].address


def test_a_cell_is_named() -> None:
    assert address_of(CREW, (1,), "wage") == "B3"


def test_a_row_is_named_by_its_first_cell() -> None:
    assert address_of(CREW, (1,), None) == "A3"
    assert address_of(STEPS, (0,), None) == "A3"


def test_a_row_that_is_not_there_has_no_place() -> None:
    assert address_of(CREW, (2,), "wage") is None


def test_a_place_that_is_known_stays() -> None:
    assert address_of(CREW, (1,), "wage", "Z9") == "Z9"


def test_the_rows_of_a_list_are_found_again_and_those_of_a_key_need_no_place() -> None:
    for table, places in ((STEPS, {(0,): 2, (1,): 4}), (CREW, {})):
        lines = [[], [1, 15], [], [2, 15]]
        assert located(read(table, *lines), TablePlan(table.name, 1)).places == places
