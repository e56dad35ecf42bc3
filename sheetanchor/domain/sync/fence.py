"""The fence: compare-and-set for a spreadsheet that has none.

Every batch removes the fence that was read before it and sets up the next one. So a batch is applied only
where nobody else's was applied since: a late duplicate, a second worker or a program restored from a backup
fails whole.

Beside it stand notes of the last batches: their tokens, and the rows that they overwrote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: How many of the last batches are known by their tokens.
TOKENS = 50
#: How many rows the notes have for what was overwritten; those of the last two batches are there always.
ROWS = 400


@dataclass(frozen=True, slots=True)
class Kept:
    """Which rows of the notes hold what a batch overwrote, and how wide the notes are."""

    start: int = 0
    stop: int = 0
    width: int = 0

    def following(self, rows: int, width: int) -> "Kept":
        """Where the next batch keeps so many rows: below these, from the top again at the end.

        Never over these, so that the notes grow where they are too many; each batch has one row at least.
        """
        rows = max(rows, 1)
        has_room = self.stop + rows <= ROWS or self.start < rows
        start = self.stop if has_room else 0
        return Kept(start, start + rows, max(width, self.width))


@dataclass(frozen=True, slots=True)
class Fence:
    """A mark in the spreadsheet. number grows with every batch; token is the batch's own.

    highest: the highest number ever given in each numbered table, so that a replica restored from a backup
    gives none of them again. kept: of the batch that set it up, known where it was read from the spreadsheet.
    """

    number: int
    token: str
    highest: Mapping[str, int] = field(default_factory=dict, compare=False)
    kept: Kept = field(default=Kept(), compare=False)


@dataclass(frozen=True, slots=True)
class FenceStep:
    """What a batch requires and what it sets up; before is None where the spreadsheet had no fence yet."""

    before: Fence | None
    after: Fence

    @property
    def kept_before(self) -> Kept:
        """What the batch before kept."""
        return Kept() if self.before is None else self.before.kept

    def was_applied(self, fence: Fence | None, noted: Callable[[int], str | None]) -> bool | None:
        """Whether the batch was applied, told by the fence of now and the notes; None where they do not say.

        noted: the token that stands where that of a fence of this number is noted, each TOKENS numbers in the
        same place. Notes in which that of the fence before stands are whole, unless as many came since.
        """
        if fence == self.after or noted(self.after.number) == self.after.token:
            return True
        if self.before is None:
            return False
        has_lasted = fence is not None and fence.number < self.after.number + TOKENS
        is_whole = has_lasted and noted(self.before.number) == self.before.token
        return False if is_whole else None


def next_step(
    before: Fence | None, token: str, at_least: int = 1, highest: Mapping[str, int] | None = None
) -> FenceStep:
    """The step after a fence; numbers never come twice, even where the fence itself was deleted.

    highest: what the next fence says instead of what the one before it said.
    """
    number = 0 if before is None else before.number
    said = ({} if before is None else before.highest) if highest is None else highest
    return FenceStep(before, Fence(max(number + 1, at_least), token, said))
