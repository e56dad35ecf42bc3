"""Whether another program has written: the fence has moved further than we know that we moved it.

Only programs move it, so that what changed under the same fence was changed by people. See
docs/decisions/0015.
"""

from collections.abc import Callable

from sheetanchor.domain.sync.fence import Fence
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts

State = Callable[[str], str | None]


def look(tx: Transaction, fence: Fence | None) -> None:
    """Note a fence that was read and is none of ours; before it counts as seen."""
    if fence is not None and _is_theirs(tx.state, fence):
        tx.set_state(facts.OTHERS_FENCE, str(fence.number))


def have_written(state: State, table: str, fence: Fence | None) -> bool:
    """Whether a fence that was read, or an earlier one, says so of the time since a table was merged last."""
    merged = _number(state, facts.merged_fence(table))
    is_noted = _number(state, facts.OTHERS_FENCE) > merged
    return is_noted or (fence is not None and _is_theirs(state, fence))


def note_merged(tx: Transaction, table: str, fence: Fence | None) -> None:
    """All that others wrote into a table until then is known."""
    if fence is not None and fence.number > _number(tx.state, facts.merged_fence(table)):
        tx.set_state(facts.merged_fence(table), str(fence.number))


def _is_theirs(state: State, fence: Fence) -> bool:
    return fence.number > _number(state, facts.FENCE_SEEN)


def _number(state: State, fact: str) -> int:
    return int(state(fact) or 0)
