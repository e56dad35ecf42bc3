"""Waiting for a network that is not there yet, within limits, and for Telegram as long as it says."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from sheetanchor.domain.errors import RemoteError

_ATTEMPTS = 10
_LONGEST_WAIT = 60.0
_GROWING = wait_exponential_jitter(initial=1, max=_LONGEST_WAIT)

_Answer = TypeVar("_Answer")


class TelegramUnreachableError(RemoteError):
    """Telegram could not be reached at the start, several times in a row."""


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def patiently(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """What Telegram answers in the end; raises TelegramUnreachableError, and at once what it refuses."""
    attempts = AsyncRetrying(
        retry=retry_if_exception(_will_pass), stop=stop_after_attempt(_ATTEMPTS), wait=_wait, reraise=True
    )
    try:
        async for attempt in attempts:
            with attempt:
                return await ask()
    except TelegramError as error:
        if not _will_pass(error):
            raise
        raise TelegramUnreachableError(
            f"Telegram cannot be reached: {error}; the bot was not started"
        ) from error
    raise AssertionError("unreachable")


def _will_pass(error: BaseException) -> bool:
    # The client counts what Telegram finds wrong with a request among the errors of the network.
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def _wait(state: RetryCallState) -> float:
    error = None if state.outcome is None else state.outcome.exception()
    return seconds_of(error) if isinstance(error, RetryAfter) else _GROWING(state)
