"""Which rows of two lists belong together, as a diff of two texts would find it."""

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher


def differences(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[range, range]]:
    """Stretches of both lists that differ, by place, in order; what lies between them is equal."""
    return [(old, new) for is_equal, old, new in _stretches(before, after) if not is_equal]


def pairs(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places that belong together: equal rows, and where a stretch differs its rows one by one."""
    return [pair for _, old, new in _stretches(before, after) for pair in zip(old, new, strict=False)]


def _stretches(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[bool, range, range]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag == "equal", range(i1, i2), range(j1, j2)
