"""Requests to Telegram that wait for one another rather than fail."""

import asyncio
from typing import Any

from telegram.request import HTTPXRequest


class QueuedRequest(HTTPXRequest):
    """As many at once as there are connections; the others wait in their order, however long.

    The pool would wake all of them for each connection that gets free, and give up those that wait for more
    than a second meanwhile.
    """

    def __init__(self, connections: int) -> None:
        super().__init__(connection_pool_size=connections)
        self._free = asyncio.Semaphore(connections)

    async def do_request(self, url: str, *args: Any, **options: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as given
        """As HTTPXRequest, once there is a connection."""
        async with self._free:
            return await super().do_request(url, *args, **options)
