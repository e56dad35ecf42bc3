"""The fence: compare-and-set for a spreadsheet that has none.

Every batch removes the fence that was read before it and sets up the next one. So a batch is applied only
where nobody else's was applied since: a late duplicate, a second worker or a program restored from a backup
fails whole.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fence:
    """A mark in the spreadsheet. number grows with every batch; token is the batch's own."""

    number: int
    token: str


@dataclass(frozen=True, slots=True)
class FenceStep:
    """What a batch requires and what it sets up; before is None where the spreadsheet had no fence yet."""

    before: Fence | None
    after: Fence


def next_step(before: Fence | None, token: str, at_least: int = 1) -> FenceStep:
    """The step after a fence; numbers never come twice, even where the fence itself was deleted."""
    number = 0 if before is None else before.number
    return FenceStep(before, Fence(max(number + 1, at_least), token))
