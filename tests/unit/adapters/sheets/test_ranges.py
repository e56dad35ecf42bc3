import pytest

from sheetanchor.adapters.sheets.ranges import rows_range, runs, whole_tab


@pytest.mark.parametrize(("title", "quoted"), [("P1", "'P1'"), ("Bob's", "'Bob''s'"), ("a!b", "'a!b'")])
def test_a_title_is_always_quoted(title: str, quoted: str) -> None:
    assert whole_tab(title) == quoted


def test_rows_are_named_from_the_first_column_on() -> None:
    assert rows_range("T", range(1), 1) == "'T'!A1:A1"
    assert rows_range("T", range(3, 5), 28) == "'T'!A4:AB5"


def test_numbers_that_follow_each_other_are_one_run() -> None:
    assert runs([5, 1, 2, 2, 9, 6]) == [range(1, 3), range(5, 7), range(9, 10)]
    assert runs([]) == []
