"""The log is read pass by pass, each with the lines that tell more than its counts."""

from datetime import timedelta

import pytest

from sheetanchor.adapters.memory.sync_log import MemorySyncLog
from sheetanchor.ports.sync_log import PassEntry, SyncLogEntry, TableMoves
from sheetanchor.services.sync.pass_log import LoggedLine, LoggedPass, PassLog
from tests.unit.services.sync.world import NOON

SHIFTS, RANKS = TableMoves("shifts", pulled=1), TableMoves("ranks", pushed=2)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def line(seconds: float, message: str, status: str = "note", table: str | None = None) -> SyncLogEntry:
    return SyncLogEntry(NOON + after(seconds), table, "pull", status, message=message)


@pytest.fixture
def log() -> MemorySyncLog:
    """Passes at 0 s, 60 s and 120 s, the last of which failed."""
    log = MemorySyncLog()
    log.record_pass(PassEntry(NOON, 2.0, tables=(SHIFTS,)))
    log.record_pass(PassEntry(NOON + after(60), 2.0, tables=(SHIFTS, RANKS)))
    log.record_pass(PassEntry(NOON + after(120), 2.0, error="503"))
    return log


def test_passes_come_newest_first_and_no_more_than_asked_for(log: MemorySyncLog) -> None:
    assert [one.at - NOON for one in PassLog(log).read(9)] == [after(120), after(60), after(0)]
    assert [one.at - NOON for one in PassLog(log).read(2)] == [after(120), after(60)]


def test_lines_stand_with_the_pass_that_wrote_them_in_their_order(log: MemorySyncLog) -> None:
    log.record([line(60, "renumbered"), line(62.01, "found applied")])
    (_, second, first) = PassLog(log).read(9)
    assert isinstance(second, LoggedPass)
    assert [note.message for note in second.notes] == ["renumbered", "found applied"]
    assert isinstance(first, LoggedPass)
    assert first.notes == ()


def test_what_the_counts_or_the_error_say_is_not_said_again(log: MemorySyncLog) -> None:
    repeated = [
        line(60, "2 conflicts", "ok", "shifts"),
        line(60, "the header is gone", "paused", "shifts"),
        line(60, "", "held", "shifts"),
        SyncLogEntry(NOON + after(60), None, "pass", "failed", message="503"),
    ]
    log.record(repeated)
    for one in PassLog(log).read(9):
        assert isinstance(one, LoggedPass)
        assert one.notes == ()


def test_a_line_of_no_pass_stands_alone_in_its_place(log: MemorySyncLog) -> None:
    probe = line(30, "a copy does not come first")
    log.record([line(-5, "before all"), probe])
    found = PassLog(log).read(9)
    assert found[2] == LoggedLine(probe)
    assert [one.at - NOON for one in found] == [after(120), after(60), after(30), after(0), after(-5)]


def test_of_one_table_there_are_its_passes_failed_ones_and_its_lines(log: MemorySyncLog) -> None:
    log.record(
        [line(30, "of shifts", table="shifts"), line(31, "of ranks", table="ranks"), line(32, "of all")]
    )
    found = PassLog(log).read(9, "ranks")
    assert [one.at - NOON for one in found] == [after(120), after(60), after(32), after(31)]
