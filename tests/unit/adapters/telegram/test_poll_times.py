"""How long polls and pauses may be."""

import pytest

from sheetanchor.adapters.telegram.polling import PollTimes

CONNECT_SECONDS = 5.0


def test_without_a_watchdog_the_usual_times_hold() -> None:
    assert PollTimes.within(None) == PollTimes()


@pytest.mark.parametrize("watchdog", [20.0, 60.0, 90.0, 300.0])
def test_two_signs_of_life_are_never_as_far_apart_as_the_watchdog_bears(watchdog: float) -> None:
    times = PollTimes.within(watchdog)
    given_up_and_anew = times.stale + times.poll + CONNECT_SECONDS
    rested_and_polled = times.longest_wait + times.poll + CONNECT_SECONDS
    assert times.poll < times.stale
    assert given_up_and_anew <= watchdog + CONNECT_SECONDS
    assert max(rested_and_polled, times.look + times.stale) <= watchdog


def test_a_long_watchdog_makes_nothing_longer_than_usual() -> None:
    assert PollTimes.within(3600.0) == PollTimes()
