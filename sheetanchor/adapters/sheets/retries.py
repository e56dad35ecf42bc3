"""How often a request is repeated, how long it is waited in between, and when it is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception

from sheetanchor.domain.sync.errors import BudgetSpentError, QuotaError, ServiceUnavailableError

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Limits of one call. Delays and the deadline are seconds.

    deadline: no attempt begins later than this after the first one began, and none waits longer for the
    network than is left.
    """

    attempts: int = 5
    base_delay: float = 1.0
    max_delay: float = 32.0
    deadline: float = 90.0


class Retries:
    """Repeats what failed for now, and nothing else: whoever translates an error decides by its class."""

    def __init__(
        self,
        policy: RetryPolicy,
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
        random: Callable[[], float],
    ) -> None:
        self._policy = policy
        self._sleep = sleep
        self._monotonic = monotonic
        self._random = random

    def run(self, attempt: Callable[[float], _Answer]) -> _Answer:
        """The first answer of `attempt`, called with the seconds left; else its last error."""
        end = self._monotonic() + self._policy.deadline

        retrying = Retrying(
            retry=retry_if_exception(_is_passing),
            wait=self._delay,
            stop=lambda state: self._is_enough(state, end),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(lambda: attempt(end - self._monotonic()))

    def _is_enough(self, state: RetryCallState, end: float) -> bool:
        is_last = state.attempt_number >= self._policy.attempts
        return is_last or self._monotonic() + state.upcoming_sleep >= end

    def _delay(self, state: RetryCallState) -> float:
        """Full jitter: anything up to the doubled delay, so that programs that failed together part.

        See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
        """
        doubled = self._policy.base_delay * 2.0 ** (state.attempt_number - 1)
        ceiling = min(self._policy.max_delay, doubled)
        return max(self._random() * ceiling, _asked_for(state))


def _is_passing(error: BaseException) -> bool:
    """A budget that is spent is not waited for here: the loop has better things to do for a minute."""
    return isinstance(error, QuotaError | ServiceUnavailableError) and not isinstance(error, BudgetSpentError)


def _asked_for(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.retry_after if isinstance(error, QuotaError | ServiceUnavailableError) else None
    return asked or 0.0
