"""What a fault in the middle of a transaction leaves behind: nothing."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.ports.errors import ReplicaError
from tests.unit.services.payroll.world import PayWorld, edit

BY_AN_EDIT = ("shifts", "shift_terms", "employee_ranks", "rank_rewards", "active_bonuses", "request_results")
BY_A_SHIFT = (*BY_AN_EDIT, "bonus_money", "employee_settings")


def refuse_writes(database: Path, table: str) -> None:
    """From now on the store refuses every row of the table."""
    refusal = f"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(refusal)


@pytest.mark.parametrize("table", BY_A_SHIFT)
def test_a_new_shift_is_saved_whole_or_not_at_all(stored: PayWorld, database: Path, table: str) -> None:
    stored.put_shift(1, 1002, "11-01 10:00", "500")
    stored.put_bonus(1, "percent_prev", "1", who=1009)
    before, mark = stored.everything(), stored.replica.state("highest_id:shifts")
    refuse_writes(database, table)
    with pytest.raises(ReplicaError, match="refused"):
        stored.create("tap", who=1009, A="2000")
    assert stored.everything() == before
    assert stored.replica.state("highest_id:shifts") == mark
    assert stored.notifier.notices == []


@pytest.mark.parametrize("table", BY_AN_EDIT)
def test_an_edit_is_saved_whole_or_not_at_all(stored: PayWorld, database: Path, table: str) -> None:
    stored.create(A="500")
    before = stored.everything()
    refuse_writes(database, table)
    with pytest.raises(ReplicaError, match="refused"):
        stored.edit_product(edit(request="tap"), "Model A", Decimal(2000))
    assert stored.everything() == before


def test_what_was_refused_is_done_when_it_is_asked_again(stored: PayWorld, database: Path) -> None:
    stored.put_bonus(1, "flat", "10")
    refuse_writes(database, "shifts")
    with pytest.raises(ReplicaError):
        stored.create("tap", A="500")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TRIGGER refuse")
    saved = stored.create("tap", A="500")
    assert (saved.card.shift.id, saved.card.shift.total_made) == (1, Decimal(170))
