"""Equal rows stay together, whatever was put in or taken out between them."""

import pytest

from sheetanchor.domain.sync.alignment import differences, pairs


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("abc", "xabc", [(range(0), range(1))]),
        ("abc", "abcx", [(range(3, 3), range(3, 4))]),
        ("abcd", "acd", [(range(1, 2), range(1, 1))]),
        ("abc", "axc", [(range(1, 2), range(1, 2))]),
        ("aab", "abab", [(range(1, 1), range(1, 2))]),
        ("abcab", "bca", [(range(1), range(0)), (range(4, 5), range(3, 3))]),
        ("abcde", "xbydz", [(range(1), range(1)), (range(2, 3), range(2, 3)), (range(4, 5), range(4, 5))]),
        ("bab", "ab", [(range(1), range(0))]),
        ("abcd", "xd", [(range(3), range(1))]),
    ],
)
def test_only_what_differs_is_named(before: str, after: str, expected: list[tuple[range, range]]) -> None:
    assert differences(before, after) == expected


def test_rows_belong_together_around_an_inserted_one() -> None:
    assert pairs("abc", "axbc") == [(0, 0), (1, 2), (2, 3)]


def test_changed_rows_belong_together_one_by_one() -> None:
    assert pairs("abcd", "axyd") == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_as_many_rows_as_possible_stay() -> None:
    matching = [(i, j) for i, j in pairs("axbycz", "abcxyz") if "axbycz"[i] == "abcxyz"[j]]
    assert len(matching) == 4


@pytest.mark.parametrize(("before", "after"), [("1234ab", "ab1x2y3z4w"), ("ab1x2y3z4w", "1234ab")])
def test_a_long_stretch_that_moved_does_not_take_more_rows_along(before: str, after: str) -> None:
    stayed = [before[i] for i, j in pairs(before, after) if before[i] == after[j]]
    assert stayed == ["1", "2", "3", "4"]


def test_lists_too_long_to_compare_all_over_are_still_aligned() -> None:
    before = [f"old {each}" for each in range(600)] + ["same"] * 3 + [f"last {each}" for each in range(5)]
    after = [f"new {each}" for each in range(500)] + ["same"] * 3 + [f"end {each}" for each in range(5)]
    assert differences(before, after) == [
        (range(600), range(500)),
        (range(603, 608), range(503, 508)),
    ]


def test_a_long_run_of_equal_rows_is_no_junk() -> None:
    assert differences("a" * 500, "a" * 499) == [(range(499, 500), range(499, 499))]
