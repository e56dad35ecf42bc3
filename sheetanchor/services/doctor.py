"""Looks whether what the program stands on is sound."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.probe import Probe
from sheetanchor.ports.reach import Reach, Reached
from sheetanchor.ports.sheet import Sheet
from sheetanchor.services.sync.probe_findings import ProbeFindings

#: Before it two connections that write or checkpoint at one moment can corrupt a database in WAL mode.
_SOUND_SQLITE = (3, 51, 3)


class Verdict(Enum):
    """How a check came out."""

    SOUND = "sound"
    WEAK = "weak"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One check; advice: what weakens, or what to do, empty where it is sound."""

    what: str
    verdict: Verdict
    advice: str = ""


class Doctor:
    """Checks the spreadsheet and the admins, and on request the assumptions on a scratch tab.

    findings: where what a probe found is kept, for the list of problems.
    """

    def __init__(self, sheet: Sheet, probe: Probe, reach: Reach, findings: ProbeFindings) -> None:
        self._sheet = sheet
        self._probe = probe
        self._reach = reach
        self._findings = findings

    def examine(self, *, with_probe: bool) -> list[Check]:
        """All checks; one that fails does not keep the others from being made."""
        checks = [sqlite_check(sqlite3.sqlite_version_info), *self._admins(), self._reachable()]
        if with_probe and checks[-1].verdict is Verdict.SOUND:
            checks += self._assumptions()
        return checks

    def _reachable(self) -> Check:
        return tried("the spreadsheet can be read", lambda: self._sheet.fetch([]))

    def _admins(self) -> list[Check]:
        try:
            reached = self._reach.try_admins()
        except SheetanchorError as error:
            return [Check("the admins can be written to", Verdict.FAULT, str(error))]
        return [_admin_check(one) for one in reached]

    def _assumptions(self) -> list[Check]:
        try:
            tried = self._probe.try_out()
        except SheetanchorError as error:
            return [Check("the assumptions about Google can be tried", Verdict.FAULT, str(error))]
        self._findings.keep(tried)
        return [
            Check(each.what, Verdict.SOUND) if each.holds else Check(each.what, Verdict.WEAK, each.promise)
            for each in tried
        ]


def sqlite_check(version: tuple[int, ...]) -> Check:
    """Whether this SQLite is free of the WAL-reset fault."""
    what = f"SQLite {'.'.join(str(part) for part in version)}"
    if version >= _SOUND_SQLITE:
        return Check(what, Verdict.SOUND)
    return Check(
        what,
        Verdict.WEAK,
        "before 3.51.3 two connections that write at one moment can corrupt the database; this program "
        "writes by one connection in one process, so let nothing else write to the file",
    )


def _admin_check(reached: Reached) -> Check:
    what = f"admin {reached.admin} can be written to"
    if reached.refusal is None:
        return Check(what, Verdict.SOUND)
    advice = "they hear of nothing; they have to open the chat with the bot and press Start once"
    return Check(what, Verdict.FAULT, f"{reached.refusal}: {advice}")


def tried(what: str, attempt: Callable[[], object]) -> Check:
    """Sound unless the attempt raises one of our errors, whose words are the advice then."""
    try:
        attempt()
    except SheetanchorError as error:
        return Check(what, Verdict.FAULT, str(error))
    return Check(what, Verdict.SOUND)
