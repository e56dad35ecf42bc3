"""Hands what happens in the world, in whatever thread, to the open pages in the event loop."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.page.switches import switches
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.world import World


class View(Protocol):
    """An open page."""

    def sheets_changed(self, changes: list[Change]) -> None:
        """Spreadsheets changed, in this order."""
        ...

    def telegram_changed(self, changes: list[TelegramChange]) -> None:
        """Chats, people or bots changed, in this order."""
        ...


class Live:
    """Changes made in one go, such as a batch, reach a page in one call."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.switches = switches()
        self._views: list[View] = []
        self._sheets: list[Change] = []
        self._telegram: list[TelegramChange] = []
        self._is_due = False

    def add(self, view: View) -> Callable[[], None]:
        """Have a page told; the returned function ends that."""
        self._views.append(view)
        return lambda: self._views.remove(view)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to the world as long as the running event loop serves the page."""
        loop = asyncio.get_running_loop()
        ends = (
            self.world.changes.subscribe(
                lambda change: self._hand(loop, lambda: self._sheets.append(change))
            ),
            self.world.telegram.subscribe(
                lambda change: self._hand(loop, lambda: self._telegram.append(change))
            ),
        )
        try:
            yield
        finally:
            for end in ends:
                end()

    def _hand(self, loop: asyncio.AbstractEventLoop, keep: Callable[[], None]) -> None:
        loop.call_soon_threadsafe(self._keep, loop, keep)

    def _keep(self, loop: asyncio.AbstractEventLoop, keep: Callable[[], None]) -> None:
        keep()
        if not self._is_due:
            self._is_due = True
            loop.call_soon(self._tell)

    def _tell(self) -> None:
        self._is_due = False
        sheets, self._sheets = self._sheets, []
        telegram, self._telegram = self._telegram, []
        for view in tuple(self._views):
            if sheets:
                view.sheets_changed(sheets)
            if telegram:
                view.telegram_changed(telegram)
