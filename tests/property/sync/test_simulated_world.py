"""Sequences of whatever people, programs and the network may do; every promise is looked at when it is quiet.

`python -m tests.property.sync.soak --seconds 600` draws other ones for as long as told.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetanchor import Deletions, Policy
from tests.property.sync.declarations import Setup, later_in_the_alphabet
from tests.property.sync.steps import NAMES, Step, run

_NUMBERS = st.integers(0, 999)
_STEPS = st.builds(Step, st.sampled_from(NAMES), _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS)
#: The same sequences every time.
_PROFILE = settings(
    max_examples=60,
    derandomize=True,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


_SETUPS = {
    "one program": Setup(1),
    "two programs": Setup(2),
    "two programs that give numbers": Setup(2, numbered=True),
    "a plugin decides": Setup(2, strategy=later_in_the_alphabet),
    "people are asked": Setup(1, policy=Policy.ASK, steps=Policy.ASK, share=Policy.LOCAL_WINS),
    "the program wins": Setup(1, policy=Policy.LOCAL_WINS, deletions=Deletions.SHEET, share=Policy.ASK),
    "nobody deletes": Setup(1, numbered=True, deletions=Deletions.NOBODY, steps=Policy.LOCAL_WINS),
    "the program alone deletes": Setup(2, policy=Policy.ASK, deletions=Deletions.LOCAL, steps=Policy.ASK),
}


@pytest.mark.parametrize("setup", _SETUPS.values(), ids=_SETUPS)
def test_nothing_is_lost_doubled_or_fused_whatever_happens(setup: Setup) -> None:
    @_PROFILE
    @given(st.lists(_STEPS, min_size=1, max_size=40))
    def holds(steps: list[Step]) -> None:
        run(steps, setup)

    holds()
