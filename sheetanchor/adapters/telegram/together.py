"""Small writes of many tasks, carried out by one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class _Asked(Generic[ItemT]):
    item: ItemT
    done: "asyncio.Future[None]"


class Together(Generic[ItemT]):
    """Runs `work` on a thread, for one list of items at a time; items that come meanwhile are the next list.

    A commit costs the same for one item and for fifty.
    """

    def __init__(self, work: Callable[[Sequence[ItemT]], None]) -> None:
        self._work = work
        self._turn = asyncio.Lock()
        self._asked: list[_Asked[ItemT]] = []

    async def do(self, item: ItemT) -> None:
        """Returns once the work on a list with the item is done; raises what the work raised."""
        asked = _Asked(item, asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        async with self._turn:
            if not asked.done.done():
                await self._do_all()
        await asked.done

    async def _do_all(self) -> None:
        asked, self._asked = self._asked, []
        try:
            await asyncio.to_thread(self._work, [one.item for one in asked])
        except Exception as error:  # noqa: BLE001 - raised where each item was asked for
            for one in asked:
                one.done.set_exception(error)
        else:
            for one in asked:
                one.done.set_result(None)
