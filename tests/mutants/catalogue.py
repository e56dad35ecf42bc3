"""All mutants."""

from tests.mutants.of_the_engine import ENGINE_MUTANTS
from tests.mutants.of_the_merge import MERGE_MUTANTS

MUTANTS = (*MERGE_MUTANTS, *ENGINE_MUTANTS)
