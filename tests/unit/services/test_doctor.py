"""What the doctor says."""

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.ports.probe import Assumption
from sheetanchor.services.doctor import Doctor, Verdict, sqlite_check


class ToldProbe:
    def __init__(self, *assumptions: Assumption, error: SheetanchorError | None = None) -> None:
        self._assumptions = assumptions
        self._error = error

    def try_out(self) -> tuple[Assumption, ...]:
        if self._error is not None:
            raise self._error
        return self._assumptions


@pytest.mark.parametrize(
    ("version", "verdict"),
    [((3, 51, 3), Verdict.SOUND), ((3, 51, 2), Verdict.WEAK), ((3, 52), Verdict.SOUND)],
)
def test_an_old_sqlite_is_weak(version: tuple[int, ...], verdict: Verdict) -> None:
    assert sqlite_check(version).verdict is verdict


def test_an_assumption_that_does_not_hold_names_the_promise() -> None:
    probe = ToldProbe(Assumption("holds", True, "x"), Assumption("fails", False, "edits may be lost"))
    checks = Doctor(MemorySheet(), probe).examine(with_probe=True)
    assert [(check.verdict, check.advice) for check in checks[2:]] == [
        (Verdict.SOUND, ""),
        (Verdict.WEAK, "edits may be lost"),
    ]


def test_without_being_asked_nothing_is_tried() -> None:
    probe = ToldProbe(error=RemoteError("must not be called"))
    assert len(Doctor(MemorySheet(), probe).examine(with_probe=False)) == 2


def test_a_spreadsheet_that_cannot_be_read_is_a_fault_and_nothing_is_tried() -> None:
    sheet = MemorySheet()
    sheet.fail_next("fetch", OperatorError("share it"))
    checks = Doctor(sheet, ToldProbe(error=RemoteError("no"))).examine(with_probe=True)
    assert (checks[-1].verdict, checks[-1].advice) == (Verdict.FAULT, "share it")


def test_a_probe_that_fails_is_a_fault() -> None:
    checks = Doctor(MemorySheet(), ToldProbe(error=RemoteError("503"))).examine(with_probe=True)
    assert (checks[-1].verdict, checks[-1].advice) == (Verdict.FAULT, "503")
