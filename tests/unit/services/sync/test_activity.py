"""What synchronisation did lately."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.errors import RemoteError
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync.activity import by_hour
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport

NOW = datetime(2025, 11, 2, 17, 5, tzinfo=ZoneInfo("America/New_York"))


class Script:
    """A pass that takes two seconds and raises, or moves what it is told to."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.fault: RemoteError | None = None

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        del full, allow
        began = self.clock.now()
        self.clock.advance(2)
        if self.fault is not None:
            raise self.fault
        table = TableReport("shifts", pulled=2, removed=1, updated=1, inserted=3)
        return PassReport(Outcome.DONE, began, 2.0, (table,))


def test_a_day_has_24_hours_also_when_clocks_change() -> None:
    hours = by_hour((), NOW)
    assert len({hour.begins.astimezone(UTC) for hour in hours}) == 24
    assert hours[-1].begins == NOW.replace(minute=0)
    assert hours[-1].begins - timedelta(hours=23) != hours[0].begins


def test_rows_and_failures_count_in_their_hour_and_held_ones_do_not_move() -> None:
    entries = [
        SyncLogEntry(NOW, "shifts", "pull", "ok", rows=3),
        SyncLogEntry(NOW, "shifts", "pull", "held", rows=9),
        SyncLogEntry(NOW - timedelta(minutes=6), "shifts", "push", "ok", rows=2),
        SyncLogEntry(NOW - timedelta(minutes=6), None, "pass", "failed"),
        SyncLogEntry(NOW - timedelta(days=2), "shifts", "push", "ok", rows=50),
    ]
    hours = by_hour(entries, NOW)
    assert [(hour.pulled, hour.pushed, hour.failures) for hour in hours[-2:]] == [(0, 2, 1), (3, 0, 0)]
    assert sum(hour.pushed for hour in hours) == 2


def test_a_pass_is_remembered_with_what_it_moved_and_a_failure_with_its_reason() -> None:
    script = Script(FakeClock(NOW))
    watch = PassWatch(script, script.clock, FakeWake(script.clock))
    assert watch.last is None
    watch.run_pass()
    second = script.clock.now()
    script.fault = RemoteError("503")
    with pytest.raises(RemoteError):
        watch.run_pass()
    first, failed = watch.since(NOW)
    assert (first.pulled, first.pushed, first.error) == (3, 4, None)
    assert (failed.report, failed.error) == (None, script.fault)
    assert watch.since(second) == (failed,)
    assert watch.last == failed


def test_only_the_newest_passes_are_kept() -> None:
    script = Script(FakeClock(NOW))
    watch = PassWatch(script, script.clock, FakeWake(script.clock))
    for _ in range(60):
        watch.run_pass()
    assert len(watch.since(NOW)) == 50
    assert watch.last == watch.since(NOW)[-1]
