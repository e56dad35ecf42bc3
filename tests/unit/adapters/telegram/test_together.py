"""Small writes of many tasks, carried out by one."""

import asyncio
from collections.abc import Sequence
from threading import Event

from sheetanchor.adapters.telegram.together import Together


class Work:
    """Keeps the lists it was given; each waits until it may end."""

    def __init__(self) -> None:
        self.lists: list[list[int]] = []
        self.has_begun, self.may_end = Event(), Event()

    def __call__(self, items: Sequence[int]) -> None:
        self.lists.append(list(items))
        self.has_begun.set()
        assert self.may_end.wait(30)
        if 13 in items:
            raise ValueError("thirteen")


async def test_what_comes_during_one_list_is_the_next_list() -> None:
    work = Work()
    together = Together(work)
    tasks = [asyncio.create_task(together.do(1))]
    assert await asyncio.to_thread(work.has_begun.wait, 30)
    tasks += [asyncio.create_task(together.do(number)) for number in (2, 3, 4)]
    await asyncio.sleep(0)
    work.may_end.set()
    await asyncio.gather(*tasks)
    assert work.lists == [[1], [2, 3, 4]]


async def test_nobody_goes_on_before_the_work_on_their_item_is_done() -> None:
    work = Work()
    task = asyncio.create_task(Together(work).do(1))
    assert await asyncio.to_thread(work.has_begun.wait, 30)
    assert not task.done()
    work.may_end.set()
    await task


async def test_a_failure_is_raised_to_all_of_its_list_and_to_no_other() -> None:
    work = Work()
    work.may_end.set()
    together = Together(work)
    asked = (together.do(number) for number in (1, 13, 2))
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert work.lists == [[1], [13, 2]]
    assert [str(result) for result in results] == ["None", "thirteen", "thirteen"]
    await together.do(3)
