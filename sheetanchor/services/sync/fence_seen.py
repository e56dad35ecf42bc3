"""The highest fence that was ever read or set up here."""

from sheetanchor.domain.sync.fence import Fence
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts, numbering


def note_seen(tx: Transaction, fence: Fence | None) -> None:
    """Remember it, with its token."""
    seen = int(tx.state(facts.FENCE_SEEN) or 0)
    if fence is not None and fence.number > seen:
        tx.set_state(facts.FENCE_SEEN, str(fence.number))
    is_newest = fence is not None and fence.number >= seen
    if fence is not None and is_newest and fence.token != tx.state(facts.FENCE_MARK):
        tx.set_state(facts.FENCE_MARK, fence.token)


def note_applied(tx: Transaction, fence: Fence) -> None:
    """One that we set up, with the numbers that it says."""
    note_seen(tx, fence)
    numbering.note_sent(tx, fence)
