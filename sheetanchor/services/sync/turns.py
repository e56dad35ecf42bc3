"""Who goes with which batch, while it is looked for what the sheet refuses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.services.sync.refusals import Spot, Unit

#: How many units that were refused before are tried again first; the others follow where these go well.
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that go together. is_retry: they were refused before, and nothing else goes with them."""

    units: frozenset[Unit]
    is_retry: bool = False


class Turns:
    """Groups of units that take turns, those that may be at fault last. No group: everything goes."""

    def __init__(self) -> None:
        self._groups: list[_Group] = []

    @property
    def are_over(self) -> bool:
        """Whether all may go that is not refused."""
        return not self._groups

    def allows(self, unit: Unit, *, is_refused: bool) -> bool:
        """Whether the next batch may hold it; what came since waits for nobody."""
        if not self._groups:
            return not is_refused
        head = self._groups[0]
        if is_refused or head.is_retry:
            return head.is_retry and unit in head.units
        return unit in head.units or not any(unit in group.units for group in self._groups)

    def try_again(self, refused: Sequence[Unit]) -> None:
        """Let refused units go once more; the first of them first."""
        parts = (refused[:_AT_ONCE], refused[_AT_ONCE:])
        self._groups += [_Group(frozenset(part), is_retry=True) for part in parts if part]

    def give_up_retries(self) -> None:
        """What was refused before stays refused for now."""
        self._groups = [group for group in self._groups if not group.is_retry]

    def was_applied(self) -> bool:
        """The batch went well; whether that was all, not a group of it."""
        was_all = not self._groups
        self._groups = self._groups[1:]
        return was_all

    def was_refused(self, sent: Mapping[Unit, Spot], suspects: Collection[Unit]) -> Unit | None:
        """The culprit, if it is known; else the next batches tell more.

        sent: what the batch held, in its order. Whoever is least suspected goes first. Where nobody is, or
        everybody, the batch is halved.
        """
        is_retry = bool(self._groups) and self._groups[0].is_retry
        named = [unit for unit in sent if unit in suspects] or list(sent)
        others = [unit for unit in sent if unit not in set(named)]
        if len(named) == 1:
            self._put(_by_suspicion(sent, named[0]), is_retry=is_retry, are_first=True)
            return named[0]
        middle = len(named) // 2
        self._put([others, named] if others else [named[:middle], named[middle:]], is_retry=is_retry)
        return None

    def _put(self, parts: Iterable[list[Unit]], *, is_retry: bool, are_first: bool = False) -> None:
        """In the place of the group that was sent: halves go after all others."""
        fresh, waiting = [_Group(frozenset(part), is_retry) for part in parts if part], self._groups[1:]
        self._groups = [*fresh, *waiting] if are_first else [*waiting, *fresh]


def _by_suspicion(sent: Mapping[Unit, Spot], culprit: Unit) -> list[list[Unit]]:
    """Other tables and what was written before it; what was written after it; that into the same columns."""
    order = list(sent)
    earlier = set(order[: order.index(culprit)])
    parts: list[list[Unit]] = [[], [], []]
    for unit in order:
        is_beside = unit.table == culprit.table and unit not in earlier
        is_alike = is_beside and not sent[unit].columns.isdisjoint(sent[culprit].columns)
        if unit != culprit:
            parts[is_beside + is_alike].append(unit)
    return parts
