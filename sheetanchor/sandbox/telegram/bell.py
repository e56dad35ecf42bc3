"""Waking whoever waits for a change, in whatever thread or event loop."""

import asyncio
from collections.abc import Callable
from threading import Condition, RLock
from typing import TypeVar

from sheetanchor.sandbox.telegram.feed import Subscriber, TelegramChange

T = TypeVar("T")


class Bell:
    """Rung at every change of what a lock guards; a listener is called while the lock is held."""

    def __init__(self, lock: RLock) -> None:
        self._changed = Condition(lock)
        self._listeners: list[Subscriber] = []

    def ring(self, change: TelegramChange) -> None:
        """Tell all who wait to look again."""
        with self._changed:
            self._changed.notify_all()
            for listener in tuple(self._listeners):
                listener(change)

    def subscribe(self, listener: Subscriber) -> Callable[[], None]:
        """Have `listener` called at every ring; the returned function ends that."""
        with self._changed:
            self._listeners.append(listener)
        return lambda: self._end(listener)

    def wait(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """What `look` finds, as soon as it finds something; None after the time. Blocks the thread."""
        found: list[T] = []

        def is_there() -> bool:
            one = look()
            if one is not None:
                found.append(one)
            return one is not None

        with self._changed:
            self._changed.wait_for(is_there, seconds)
        return found[0] if found else None

    async def wait_async(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """The same without blocking the event loop."""
        loop, rung = asyncio.get_running_loop(), asyncio.Event()

        def wake(_: TelegramChange) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(rung.set)

        unsubscribe = self.subscribe(wake)
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await rung.wait()
                    rung.clear()
                return found
        except TimeoutError:
            return look()
        finally:
            unsubscribe()

    def _end(self, listener: Subscriber) -> None:
        with self._changed:
            if listener in self._listeners:
                self._listeners.remove(listener)
