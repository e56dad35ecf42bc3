"""What a probe finds weaker is a line of the log and a warning, until a later probe finds it sound."""

import logging

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.ports.probe import Assumption
from sheetanchor.services.sync.probe_findings import ProbeFindings, PromiseWarnings
from tests.unit.services.sync.world import NOON

SOUND = Assumption("a batch fails whole", holds=True, promise="edits may be overwritten")
WEAK = Assumption("a copy comes first", holds=False, promise="an edit could be lost")
SENTENCE = (
    "Google does not keep to something that this program rests on (tried 2025-11-01 12:00): a copy comes "
    "first. While that is so, an edit could be lost."
)


@pytest.fixture
def replica() -> MemoryReplica:
    return MemoryReplica(())


@pytest.fixture
def findings(replica: MemoryReplica) -> ProbeFindings:
    return ProbeFindings(replica, FakeClock(NOON))


def warned(caplog: pytest.LogCaptureFixture, warnings: PromiseWarnings) -> list[str]:
    caplog.clear()
    with caplog.at_level(logging.INFO):
        warnings()
    return [record.getMessage() for record in caplog.records]


def test_each_probe_leaves_lines_in_the_log(replica: MemoryReplica, findings: ProbeFindings) -> None:
    findings.keep([SOUND, WEAK])
    findings.keep([SOUND])
    entries = replica.sync_log.recent(9)
    assert [(entry.operation, entry.status, entry.message) for entry in entries] == [
        ("probe", "ok", "all 1 assumptions hold"),
        ("probe", "weak", SENTENCE),
    ]


def test_it_is_warned_of_once_in_each_process_and_said_when_it_is_over(
    replica: MemoryReplica, findings: ProbeFindings, caplog: pytest.LogCaptureFixture
) -> None:
    warnings = PromiseWarnings(replica)
    assert warned(caplog, warnings) == []
    findings.keep([WEAK])
    (warning,) = warned(caplog, warnings)
    assert warning.startswith(SENTENCE)
    assert "doctor --probe" in warning
    assert warned(caplog, warnings) == []
    assert len(warned(caplog, PromiseWarnings(replica))) == 1
    findings.keep([SOUND])
    assert warned(caplog, warnings) == ["all that the program rests on holds again"]
    assert warned(caplog, warnings) == []
