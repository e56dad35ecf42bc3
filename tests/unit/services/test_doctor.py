"""What the doctor says."""

from datetime import UTC, datetime

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.ports.probe import Assumption
from sheetanchor.ports.reach import Reached
from sheetanchor.services.doctor import Doctor, Verdict, sqlite_check
from sheetanchor.services.sync.probe_findings import ProbeFindings, weaker_promises

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)
FINDINGS = ProbeFindings(MemoryReplica(()), FakeClock(NOON))


class ToldProbe:
    def __init__(self, *assumptions: Assumption, error: SheetanchorError | None = None) -> None:
        self._assumptions = assumptions
        self._error = error

    def try_out(self) -> tuple[Assumption, ...]:
        if self._error is not None:
            raise self._error
        return self._assumptions


class ToldReach:
    def __init__(self, *reached: Reached, error: SheetanchorError | None = None) -> None:
        self._reached = reached
        self._error = error

    def try_admins(self) -> tuple[Reached, ...]:
        if self._error is not None:
            raise self._error
        return self._reached


@pytest.mark.parametrize(
    ("version", "verdict"),
    [((3, 51, 3), Verdict.SOUND), ((3, 51, 2), Verdict.WEAK), ((3, 52), Verdict.SOUND)],
)
def test_an_old_sqlite_is_weak(version: tuple[int, ...], verdict: Verdict) -> None:
    assert sqlite_check(version).verdict is verdict


def test_an_assumption_that_does_not_hold_names_the_promise() -> None:
    probe = ToldProbe(Assumption("holds", True, "x"), Assumption("fails", False, "edits may be lost"))
    checks = Doctor(MemorySheet(), probe, ToldReach(), FINDINGS).examine(with_probe=True)
    assert [(check.verdict, check.advice) for check in checks[2:]] == [
        (Verdict.SOUND, ""),
        (Verdict.WEAK, "edits may be lost"),
    ]


def examined(replica: MemoryReplica, probe: ToldProbe) -> list[str]:
    """What is remembered to be weaker after a probe."""
    Doctor(MemorySheet(), probe, ToldReach(), ProbeFindings(replica, FakeClock(NOON))).examine(
        with_probe=True
    )
    return [weaker.what for weaker in weaker_promises(replica)]


def test_what_a_probe_found_is_remembered_until_another_one_comes_to_its_end() -> None:
    replica = MemoryReplica(())
    weak, sound = Assumption("a copy comes first", False, "edits may be lost"), Assumption("b", True, "x")
    assert weaker_promises(replica) == ()
    assert examined(replica, ToldProbe(weak, sound)) == ["a copy comes first"]
    assert examined(replica, ToldProbe(error=RemoteError("503"))) == ["a copy comes first"]
    assert examined(replica, ToldProbe(sound)) == []


def test_without_being_asked_nothing_is_tried() -> None:
    probe = ToldProbe(error=RemoteError("must not be called"))
    assert len(Doctor(MemorySheet(), probe, ToldReach(), FINDINGS).examine(with_probe=False)) == 2


def test_a_spreadsheet_that_cannot_be_read_is_a_fault_and_nothing_is_tried() -> None:
    sheet = MemorySheet()
    sheet.fail_next("fetch", OperatorError("share it"))
    checks = Doctor(sheet, ToldProbe(error=RemoteError("no")), ToldReach(), FINDINGS).examine(with_probe=True)
    assert (checks[-1].verdict, checks[-1].advice) == (Verdict.FAULT, "share it")


def test_a_probe_that_fails_is_a_fault() -> None:
    checks = Doctor(MemorySheet(), ToldProbe(error=RemoteError("503")), ToldReach(), FINDINGS).examine(
        with_probe=True
    )
    assert (checks[-1].verdict, checks[-1].advice) == (Verdict.FAULT, "503")


def test_an_admin_who_cannot_be_written_to_is_a_fault_that_names_them() -> None:
    reach = ToldReach(Reached(7, None), Reached(8, "bot can't initiate conversation with a user"))
    checks = Doctor(MemorySheet(), ToldProbe(), reach, FINDINGS).examine(with_probe=False)
    named = {check.what: check for check in checks}
    assert named["admin 7 can be written to"].verdict is Verdict.SOUND
    assert named["admin 8 can be written to"].verdict is Verdict.FAULT
    assert "press Start once" in named["admin 8 can be written to"].advice


def test_where_telegram_cannot_be_asked_the_other_checks_are_made_all_the_same() -> None:
    reach = ToldReach(error=RemoteError("Telegram cannot be asked"))
    checks = Doctor(MemorySheet(), ToldProbe(), reach, FINDINGS).examine(with_probe=False)
    assert [check.verdict for check in checks[1:]] == [Verdict.FAULT, Verdict.SOUND]
