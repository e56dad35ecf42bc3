"""One read of a tab for all who ask for it within seconds."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.sheet import Fetched, TabRef


class TabReader(Protocol):
    """What reads tabs: a Sheet."""

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """As Sheet.fetch."""


@dataclass(frozen=True, slots=True)
class _Read:
    began: float
    future: Future[Fetched] = field(default_factory=Future)


class SharedReads(TabReader):
    """Keeps people whom the replica does not know from using up the quota, or the threads, of everybody else.

    fresh: for how many seconds an answer serves all, a failure as well. patience: how many seconds after a
    read began others wait for it; then they get UnavailableError. May be asked from any thread.
    """

    def __init__(
        self, sheet: TabReader, monotonic: Callable[[], float], *, fresh: float = 10.0, patience: float = 2.0
    ) -> None:
        self._sheet = sheet
        self._monotonic = monotonic
        self._fresh = fresh
        self._patience = patience
        self._alone = Lock()
        self._reads: dict[tuple[TabRef, ...], _Read] = {}

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """What the tabs held when they were read last, at most `fresh` seconds ago.

        Raises what that read raised.
        """
        asked = tuple(refs)
        read, is_ours = self._read_of(asked)
        return self._fetched(asked, read) if is_ours else self._shared(read)

    def _read_of(self, asked: tuple[TabRef, ...]) -> tuple[_Read, bool]:
        """The read that serves the question, and whether the asker has to make it."""
        now = self._monotonic()
        with self._alone:
            read = self._reads.get(asked)
            if read is not None and (not read.future.done() or now - read.began < self._fresh):
                return read, False
            read = self._reads[asked] = _Read(now)
            return read, True

    def _fetched(self, asked: tuple[TabRef, ...], read: _Read) -> Fetched:
        try:
            fetched = self._sheet.fetch(asked)
        except BaseException as error:
            read.future.set_exception(error)
            raise
        read.future.set_result(fetched)
        return fetched

    def _shared(self, read: _Read) -> Fetched:
        left = read.began + self._patience - self._monotonic()
        try:
            return read.future.result(max(left, 0.0))
        except TimeoutError:
            if read.future.done():
                raise
            raise UnavailableError(
                "the spreadsheet is being asked already and has not answered yet; ask again in a moment"
            ) from None
