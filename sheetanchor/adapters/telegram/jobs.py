"""Things that run side by side and end together."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def first_of(*jobs: Coroutine[Any, Any, Any]) -> None:
    """Run all; when the first ends, end the others, and raise what one of them raised."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in (*done, *others):
        if not task.cancelled():
            task.result()
