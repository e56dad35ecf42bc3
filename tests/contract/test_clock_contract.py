"""Every clock keeps the same promises."""

from datetime import UTC, datetime, timedelta

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.system.clock import SystemClock
from sheetanchor.ports.clock import Clock
from tests.contract.sample_tables import BERLIN


class ClockContract:
    """Override `clock` with one in the zone of Berlin."""

    @pytest.fixture
    def clock(self) -> Clock:
        raise NotImplementedError

    def test_now_is_aware_and_in_the_zone_of_the_settings(self, clock: Clock) -> None:
        now = clock.now()
        assert now.tzinfo is BERLIN
        assert now.utcoffset() is not None

    def test_neither_now_nor_monotonic_goes_back(self, clock: Clock) -> None:
        nows = [clock.now() for _ in range(100)]
        ticks = [clock.monotonic() for _ in range(100)]
        assert nows == sorted(nows)
        assert ticks == sorted(ticks)

    def test_monotonic_is_in_seconds_as_a_float(self, clock: Clock) -> None:
        assert isinstance(clock.monotonic(), float)


class TestFakeClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return FakeClock(datetime(2026, 1, 15, 12, 0, tzinfo=BERLIN))


class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock(BERLIN)


def test_the_system_clock_tells_the_machine_s_time() -> None:
    before = datetime.now(UTC)
    now = SystemClock(BERLIN).now()
    assert before <= now <= datetime.now(UTC)


def test_a_fake_clock_stands_still_until_it_is_moved() -> None:
    clock = FakeClock()
    at, tick = clock.now(), clock.monotonic()
    assert (clock.now(), clock.monotonic()) == (at, tick)
    clock.advance(90)
    clock.advance(timedelta(milliseconds=500))
    assert (clock.now() - at, clock.monotonic() - tick) == (timedelta(seconds=90.5), 90.5)


def test_setting_a_fake_clock_back_leaves_intervals_alone() -> None:
    clock = FakeClock()
    clock.advance(10)
    clock.set(datetime(2020, 1, 1, tzinfo=BERLIN))
    assert (clock.now(), clock.monotonic()) == (datetime(2020, 1, 1, tzinfo=BERLIN), 10.0)


def test_a_fake_clock_runs_through_a_change_of_the_clocks_in_true_time() -> None:
    clock = FakeClock(datetime(2025, 10, 26, 2, 30, tzinfo=BERLIN))
    clock.advance(timedelta(hours=1))
    assert clock.now().isoformat() == "2025-10-26T02:30:00+01:00"


def test_a_fake_clock_refuses_naive_times_and_negative_intervals() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused here
    with pytest.raises(ValueError, match="no time zone"):
        FakeClock(naive)
    with pytest.raises(ValueError, match="no time zone"):
        FakeClock().set(naive)
    with pytest.raises(ValueError, match="backwards"):
        FakeClock().advance(-1)
