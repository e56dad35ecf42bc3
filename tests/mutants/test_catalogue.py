"""Every mutant fits the program as it is; whether the tests notice it is told by `make mutants`."""

import ast

import pytest

from tests.mutants.catalogue import MUTANTS
from tests.mutants.mutant import ROOT, Mutant, StaleMutantError


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_changes_one_place_and_is_a_program_still(mutant: Mutant) -> None:
    source = mutant.path_in(ROOT).read_text("utf-8")
    assert ast.dump(ast.parse(mutant.applied(source))) != ast.dump(ast.parse(source))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_tests_that_have_to_notice_are_there(mutant: Mutant) -> None:
    assert mutant.selection
    for each in mutant.selection:
        file, _, test = each.partition("::")
        assert f"def {test}" in (ROOT / file).read_text("utf-8")


def test_no_two_mutants_have_one_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_a_mutant_that_does_not_fit_any_more_says_so() -> None:
    mutant = Mutant("old", "domain/x.py", "a = 1", "a = 2", "nothing", ("unit",))
    for source in ("a = 3", "a = 1\na = 1"):
        with pytest.raises(StaleMutantError, match=r"'old': 'a = 1' stands [02] times in domain/x\.py"):
            mutant.applied(source)
