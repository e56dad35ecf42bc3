from collections.abc import Callable

import pytest

from sheetanchor.adapters.sheets.retries import Retries, RetryPolicy
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import (
    AccessError,
    BudgetSpentError,
    CredentialError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
    WriteRefusedError,
)
from tests.unit.adapters.sheets.fake_time import FakeTime

POLICY = RetryPolicy(attempts=4, base_delay=1, max_delay=3, deadline=60)


def failing(*errors: SheetanchorError) -> Callable[[float], float]:
    left = list(errors)

    def attempt(seconds: float) -> float:
        if left:
            raise left.pop(0)
        return seconds

    return attempt


def retries(time: FakeTime, *, random: float = 0.5, policy: RetryPolicy = POLICY) -> Retries:
    return Retries(policy, time.sleep, time.monotonic, lambda: random)


@pytest.mark.parametrize("error", [QuotaError("slow down"), ServiceUnavailableError("down")])
def test_what_failed_for_now_is_repeated(error: SheetanchorError) -> None:
    time = FakeTime()
    assert retries(time).run(failing(error, error)) == 60 - 0.5 - 1
    assert time.sleeps == [0.5, 1]


@pytest.mark.parametrize(
    "error",
    [
        OutcomeUnknownError("no answer"),
        WriteRefusedError("protected"),
        AccessError("not shared"),
        CredentialError("expired"),
        BudgetSpentError("spent", 30.0),
    ],
)
def test_nothing_else_is_repeated(error: SheetanchorError) -> None:
    time = FakeTime()
    with pytest.raises(type(error)):
        retries(time).run(failing(error))
    assert time.sleeps == []


def test_the_last_error_is_raised_when_the_attempts_are_used_up() -> None:
    time = FakeTime()
    errors = [ServiceUnavailableError(str(number)) for number in range(9)]
    with pytest.raises(ServiceUnavailableError, match="3"):
        retries(time).run(failing(*errors))
    assert len(time.sleeps) == 3


@pytest.mark.parametrize(("random", "sleeps"), [(0.0, [0, 0, 0]), (1.0, [1, 2, 3])])
def test_a_delay_is_anything_up_to_the_doubled_one_and_never_over_the_limit(
    random: float, sleeps: list[float]
) -> None:
    time = FakeTime()
    retries(time, random=random).run(failing(*[QuotaError("slow down")] * 3))
    assert time.sleeps == sleeps


def test_no_attempt_begins_after_the_deadline() -> None:
    time = FakeTime()
    policy = RetryPolicy(attempts=99, base_delay=8, max_delay=8, deadline=20)
    with pytest.raises(ServiceUnavailableError):
        retries(time, random=1, policy=policy).run(failing(*[ServiceUnavailableError("down")] * 99))
    assert time.sleeps == [8, 8]


@pytest.mark.parametrize("kind", [QuotaError, ServiceUnavailableError])
def test_the_time_that_the_service_asks_for_is_waited(
    kind: type[QuotaError] | type[ServiceUnavailableError],
) -> None:
    time = FakeTime()
    retries(time).run(failing(kind("slow down", retry_after=30), kind("slow down", retry_after=0.1)))
    assert time.sleeps == [30, 1]


def test_a_time_past_the_deadline_is_left_to_the_caller() -> None:
    time = FakeTime()
    with pytest.raises(QuotaError) as caught:
        retries(time).run(failing(QuotaError("slow down", retry_after=3600)))
    assert (time.sleeps, caught.value.retry_after) == ([], 3600)
