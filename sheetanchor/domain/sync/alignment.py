"""Which rows of two lists belong together: as many equal ones as possible stay, so that few have to move.

The idea is that of diff: a longest common subsequence, after what is equal at both ends is set aside.
"""

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

_List = Sequence[Hashable]
_Places = list[tuple[int, int]]
#: Comparisons up to which the longest is looked for; beyond, a good one is found faster.
_AFFORDABLE = 250_000


def differences(before: _List, after: _List) -> list[tuple[range, range]]:
    """Stretches of both lists that differ, by place, in order; what lies between them is equal."""
    return [(old, new) for old, new in _gaps(_matches(before, after), before, after) if old or new]


def pairs(before: _List, after: _List) -> _Places:
    """Places that belong together: equal rows, and where a stretch differs its rows one by one."""
    matches = _matches(before, after)
    changed = (pair for old, new in _gaps(matches, before, after) for pair in zip(old, new, strict=False))
    return sorted([*matches, *changed])


def _gaps(matches: _Places, before: _List, after: _List) -> Iterator[tuple[range, range]]:
    """What lies before, between and behind the rows that match."""
    old = new = 0
    for i, j in [*matches, (len(before), len(after))]:
        yield range(old, i), range(new, j)
        old, new = i + 1, j + 1


def _matches(before: _List, after: _List) -> _Places:
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    find = _longest if len(old) * len(new) <= _AFFORDABLE else _good
    return [
        *((place, place) for place in range(head)),
        *((head + i, head + j) for i, j in find(old, new)),
        *((len(before) - back, len(after) - back) for back in range(tail, 0, -1)),
    ]


def _shared(one: _List, other: _List) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


def _longest(old: _List, new: _List) -> _Places:
    lengths = _lengths(old, new)
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _lengths(old: _List, new: _List) -> list[list[int]]:
    """How many rows from each pair of places on can match."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            is_equal = old[i] == new[j]
            lengths[i][j] = (
                lengths[i + 1][j + 1] + 1 if is_equal else max(lengths[i + 1][j], lengths[i][j + 1])
            )
    return lengths


def _good(old: _List, new: _List) -> _Places:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
