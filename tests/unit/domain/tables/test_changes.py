"""Rows as they stood at an instant, from what changed since."""

from datetime import UTC, datetime, timedelta

from sheetanchor.domain.tables.changes import Change, as_of
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.values import Key, Values

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)


def change(sequence: int, minutes: int, worker: int, before: int | None, after: int | None) -> Change:
    old, new = (None if wage is None else {"wage": wage} for wage in (before, after))
    at = NOON + timedelta(minutes=minutes)
    return Change(sequence, at, "crew", (worker,), Source.LOCAL, old, new)


HISTORY = (
    change(5, 4, 3, 30, None),
    change(4, 3, 2, None, 20),
    change(3, 2, 1, 11, 12),
    change(2, 1, 3, None, 30),
    change(1, 0, 1, 10, 11),
)
NOW: dict[Key, Values] = {(1,): {"wage": 12}, (2,): {"wage": 20}}


def wages(minutes: int) -> dict[Key, object]:
    then = as_of(NOW, HISTORY, NOON + timedelta(minutes=minutes))
    return {key: values["wage"] for key, values in then.items()}


def test_what_was_done_since_is_undone() -> None:
    assert wages(9) == {(1,): 12, (2,): 20}
    assert wages(3) == {(1,): 12, (2,): 20, (3,): 30}
    assert wages(2) == {(1,): 12, (3,): 30}
    assert wages(0) == {(1,): 11}
    assert wages(-1) == {(1,): 10}


def test_a_clock_that_jumped_back_undoes_nothing_that_came_before() -> None:
    history = (change(2, 1, 1, 11, 12), change(1, 5, 1, 10, 11))
    assert as_of({(1,): {"wage": 12}}, history, NOON + timedelta(minutes=2)) == {(1,): {"wage": 12}}


def test_the_rows_given_are_left_as_they_are() -> None:
    wages(-1)
    assert NOW == {(1,): {"wage": 12}, (2,): {"wage": 20}}
