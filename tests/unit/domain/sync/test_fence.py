"""The fence: which number comes next, where a batch keeps its copies, and what the notes say of a batch."""

from collections.abc import Mapping

import pytest

from sheetanchor.domain.sync.fence import ROWS, TOKENS, Fence, FenceStep, Kept, next_step

BEFORE = Fence(7, "seven", {"shifts": 3}, Kept(10, 14, 30))
STEP = next_step(BEFORE, "eight")
NOTHING: Mapping[int, str] = {}


def test_the_next_fence_has_the_next_number_and_says_what_the_one_before_said() -> None:
    assert FenceStep(BEFORE, Fence(8, "eight")) == STEP
    assert STEP.after.highest == {"shifts": 3}


def test_numbers_begin_at_one_and_never_come_twice() -> None:
    assert next_step(None, "one").after == Fence(1, "one")
    assert next_step(None, "nine", at_least=9).after == Fence(9, "nine")
    assert next_step(BEFORE, "eight", at_least=3, highest={"shifts": 5}).after.highest == {"shifts": 5}


def test_without_a_fence_nothing_was_kept() -> None:
    assert next_step(None, "one").kept_before == Kept()
    assert STEP.kept_before == Kept(10, 14, 30)


@pytest.mark.parametrize(
    ("before", "rows", "after"),
    [
        (Kept(), 3, (0, 3)),
        (Kept(0, 3), 2, (3, 5)),
        (Kept(0, 3), 0, (3, 4)),
        (Kept(380, 390), 10, (390, ROWS)),
        (Kept(380, 390), 11, (0, 11)),
        (Kept(0, 390), 11, (390, 401)),
        (Kept(10, 390), 11, (390, 401)),
        (Kept(11, 390), 11, (0, 11)),
        (Kept(390, 401), 3, (0, 3)),
        (Kept(), 5 * ROWS, (0, 5 * ROWS)),
        (Kept(0, 5 * ROWS), 2, (5 * ROWS, 5 * ROWS + 2)),
        (Kept(5 * ROWS, 5 * ROWS + 2), 2, (0, 2)),
    ],
)
def test_copies_go_round_and_never_over_those_of_the_batch_before(
    before: Kept, rows: int, after: tuple[int, int]
) -> None:
    kept = before.following(rows, 4)
    assert (kept.start, kept.stop) == after
    assert kept.stop <= before.start or before.stop <= kept.start


def test_the_notes_only_grow_wider() -> None:
    assert Kept(0, 1, 30).following(1, 26).width == 30
    assert Kept(0, 1, 26).following(1, 30).width == 30


@pytest.mark.parametrize(
    ("fence", "notes", "was_applied"),
    [
        (Fence(8, "eight"), {8: "eight", 7: "seven"}, True),
        (Fence(20, "x"), {8: "eight"}, True),
        (None, {8: "eight"}, True),
        (Fence(8, "eight"), {}, True),
        (BEFORE, {7: "seven"}, False),
        (Fence(20, "x"), {8: "other", 7: "seven"}, False),
        (Fence(8 + TOKENS - 1, "x"), {7: "seven"}, False),
        (Fence(8 + TOKENS, "x"), {8: "later", 7: "seven"}, None),
        (Fence(20, "x"), {8: "other"}, None),
        (None, {7: "seven"}, None),
    ],
)
def test_notes_tell_of_a_batch_as_long_as_they_are_whole(
    fence: Fence | None, notes: Mapping[int, str], was_applied: bool | None
) -> None:
    assert STEP.was_applied(fence, notes.get) is was_applied


def test_a_batch_that_sets_the_fence_up_writes_nothing_and_need_not_be_known() -> None:
    assert next_step(None, "one").was_applied(None, NOTHING.get) is False
