"""Which rows seem to have been given another key, so that a person is asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.incremental import plan_incremental
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.sync.rekeyed import new_keys
from sheetanchor.domain.tables.rows import SyncStatus
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, stored

ANN, BEN = (1, 15, 8, "ann"), (2, 18, 9, "ben")


def proposed(lines: Sequence[Sequence[Any]], known: Sequence[Sequence[Any]]) -> list[tuple[Any, Any]]:
    """Old and new keys where both sides agreed on the known lines."""
    found = new_keys(read(CREW, *lines), agreed(CREW, *known), stored(CREW, *known))
    return [(each.old[0], each.row.key[0]) for each in found]


def test_a_key_gone_and_a_new_one_in_an_equal_row_are_one_proposal() -> None:
    assert proposed([ANN, (7, 18, 9, "ben")], [ANN, BEN]) == [(2, 7)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([ANN, BEN], id="nothing is new"),
        pytest.param([ANN, BEN, (7, 18, 9, "ben")], id="the old key is there still"),
        pytest.param([ANN, (7, 18, 9, "bob")], id="something else differs as well"),
        pytest.param([ANN, (2, "about 18", 9, "ben"), (7, 18, 9, "ben")], id="the old row is held"),
    ],
)
def test_otherwise_nothing_is_proposed(lines: Sequence[Sequence[Any]]) -> None:
    assert proposed(lines, [ANN, BEN]) == []


def test_of_equal_rows_each_new_key_goes_with_one_old_key_in_their_order() -> None:
    twin = (3, 18, 9, "ben")
    assert proposed([(7, 18, 9, "ben")], [BEN, twin]) == [(2, 7)]
    assert proposed([(7, 18, 9, "ben"), (6, 18, 9, "ben")], [BEN, twin]) == [(2, 7), (3, 6)]


def test_a_row_that_is_gone_here_too_is_given_no_other_key() -> None:
    assert new_keys(read(CREW, (7, 18, 9, "ben")), agreed(CREW, BEN), {}) == ()


def test_a_row_that_was_not_agreed_on_as_a_whole_is_not_known_again() -> None:
    base = agreed(CREW, BEN)
    cells = {name: cell for name, cell in base[(2,)].cells.items() if name != "note"}
    base[(2,)] = replace(base[(2,)], cells=cells)
    assert new_keys(read(CREW, (7, 18, 9, "ben")), base, stored(CREW, BEN)) == ()


def test_a_row_with_nothing_but_its_key_is_not_known_again() -> None:
    bare = replace(CREW, columns=tuple(replace(column, required=False) for column in CREW.columns))
    assert new_keys(read(bare, (7,)), agreed(bare, (2,)), stored(bare, (2,))) == ()


@pytest.mark.parametrize("local", [stored(CREW, ANN, BEN), pending(CREW, ANN, (2, 20, 9, "ben"))])
def test_both_rows_are_left_alone_until_a_person_decides(local: Any) -> None:
    """What was written here meanwhile waits with the row."""
    base = agreed(CREW, ANN, BEN)
    base[(2,)] = replace(base[(2,)], missing=1)
    plan = plan_incremental(read(CREW, ANN, (7, 18, 9, "ben")), base, local)
    assert [(each.key, each.loss, each.address) for each in plan.conflicts] == [((2,), Loss.REKEYED, "A3")]
    assert plan.conflicts[0].sheet == {"worker": 7, "wage": 18, "share": 9, "note": "ben"}
    assert (plan.drop, plan.forget, plan.inserts, plan.deletes, plan.updates) == ((), (), (), (), ())
    assert [(row.key, row.missing) for row in plan.base] == [((2,), 0)]
    assert {row.key: row.status for row in plan.store}.get((2,)) is SyncStatus.CONFLICT
    assert (7,) not in {row.key for row in plan.store}


def test_a_row_that_waits_already_is_not_written_again() -> None:
    local = stored(CREW, ANN, BEN, status=SyncStatus.CONFLICT)
    plan = plan_incremental(read(CREW, ANN, (7, 18, 9, "ben")), agreed(CREW, ANN, BEN), local)
    assert [each.loss for each in plan.conflicts] == [Loss.REKEYED]
    assert (2,) not in {row.key for row in plan.store}
