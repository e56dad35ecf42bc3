"""The fence: compare-and-set for a spreadsheet that has none.

Every batch removes the fence that was read before it and sets up the next one. So a batch is applied only
where nobody else's was applied since: a late duplicate, a second worker or a program restored from a backup
fails whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fence:
    """A mark in the spreadsheet. number grows with every batch; token is the batch's own.

    highest: the highest number ever given in each numbered table, so that a replica restored from a backup
    gives none of them again.
    """

    number: int
    token: str
    highest: Mapping[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class FenceStep:
    """What a batch requires and what it sets up; before is None where the spreadsheet had no fence yet."""

    before: Fence | None
    after: Fence


def next_step(
    before: Fence | None, token: str, at_least: int = 1, highest: Mapping[str, int] | None = None
) -> FenceStep:
    """The step after a fence; numbers never come twice, even where the fence itself was deleted.

    highest: what the next fence says instead of what the one before it said.
    """
    number = 0 if before is None else before.number
    said = ({} if before is None else before.highest) if highest is None else highest
    return FenceStep(before, Fence(max(number + 1, at_least), token, said))
