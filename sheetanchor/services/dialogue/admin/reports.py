"""What admins are told: facts, for the adapter to put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.fortnights import Fortnight
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.notifier import AdminNotice
from sheetanchor.services.dialogue.look import OpenShift
from sheetanchor.services.payroll.fortnights import LeftOut
from sheetanchor.services.payroll.results import RanksRecalculated
from sheetanchor.services.sync.activity import Activity
from sheetanchor.services.sync.preview import Preview
from sheetanchor.services.sync.problems import Problem
from sheetanchor.services.sync.report import PassReport
from sheetanchor.services.sync.status import SyncState


@dataclass(frozen=True, slots=True)
class SyncAsked:
    """A full read was asked for."""


@dataclass(frozen=True, slots=True)
class SyncDone:
    """The full read that somebody asked for has come to its end at this instant.

    pulled and pushed: rows from the sheet and to it since. conflicts: how many wait for a person, held: how
    many cells hold rows back, paused: tabs left alone.
    """

    at: datetime
    pulled: int
    pushed: int
    conflicts: int
    held: int
    paused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SyncFailed:
    """The pass that somebody asked for has failed at this instant; the next ones try again."""

    at: datetime
    error: Exception


@dataclass(frozen=True, slots=True)
class SyncStats:
    """How synchronisation stands. asked_at: the instant of the question."""

    state: SyncState
    activity: Activity
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class StatsCard:
    """The caption of the picture."""

    asked_at: datetime


@dataclass(frozen=True, slots=True)
class NothingWaits:
    """No conflict, or no problem, waits for a person."""


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """One that waits."""

    kept: KeptConflict
    table: Table | None
    link: str | None


@dataclass(frozen=True, slots=True)
class MoreConflicts:
    """Beneath a few conflicts. left: how many come after them, of: how many wait in all."""

    left: int
    of: int


@dataclass(frozen=True, slots=True)
class ConflictSettled:
    """Whose side stands now; numbers: of all that were settled with it."""

    numbers: tuple[int, ...]
    is_sheet: bool


@dataclass(frozen=True, slots=True)
class ConflictChanged:
    """A conflict that was not settled, for something else stands there by now. found: what, in words."""

    number: int
    found: str
    is_sheet: bool


@dataclass(frozen=True, slots=True)
class Problems:
    """What waits for a person. page: of so many, from 0."""

    problems: tuple[Problem, ...]
    page: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What a pass would do were all of it meant. tabs: the titles of tabs by table."""

    preview: Preview
    tabs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanDone:
    """A plan that was allowed was carried out."""

    report: PassReport


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """What was allowed is not what would be done by now, so nothing was done."""


@dataclass(frozen=True, slots=True)
class RanksReport:
    """names: of employees by id, where they are known."""

    done: RanksRecalculated
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in EmployeeSettings."""

    settings: EmployeeSettings
    name: str | None
    is_admin: bool
    open_shift: OpenShift | None

    @property
    def is_at_work(self) -> bool:
        """Whether they are clocked in."""
        return self.open_shift is not None and self.open_shift.clock_out is None


@dataclass(frozen=True, slots=True)
class Who:
    """Everybody in EmployeeSettings, and the ids of admins who are not."""

    colleagues: Sequence[Colleague]
    other_admins: Sequence[int]


class Chatter(NamedTuple):
    """Somebody who works or worked here. name: as in the chat or on their shifts, else user_<id>."""

    person_id: int
    name: str


Period = Month | Fortnight | None


class Chosen(Protocol):
    """What an export is about. None in either place: all of them."""

    @property
    def period(self) -> Period:
        """By the Date of shifts."""

    @property
    def person(self) -> Chatter | None:
        """Whose."""

    @property
    def code(self) -> str:
        """As part of a button's action."""

    def file_stem(self, what: str, on: date) -> str:
        """A file's name without its ending."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The caption of a file. shifts and fortnights: how many rows it holds, None where it holds none of them.

    left: shifts that are in no fortnight.
    """

    on: date
    chosen: Chosen
    shifts: int | None = None
    fortnights: int | None = None
    left: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportPeriods:
    """Of which time the shifts are to be."""


@dataclass(frozen=True, slots=True)
class ExportPeople:
    """Whose shifts they are to be. page: of so many, from 0."""

    period: Period
    page: int
    of: int


@dataclass(frozen=True, slots=True)
class ExportFormats:
    """As what they are to come."""

    period: Period
    person: Chatter | None


@dataclass(frozen=True, slots=True)
class JoinDecided:
    """What became of a request to join. is_accepted None: somebody else decided it before."""

    person_id: int
    is_accepted: bool | None


@dataclass(frozen=True, slots=True)
class ForgottenClockOut:
    """Somebody is clocked in since long ago. is_own: told to themselves, not to an admin."""

    person_id: int
    name: str
    clock_in: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class TablePaused:
    """A table is left alone until somebody looks; detail: the sentences that tell why and what to do.

    cell: the one that they are about, link opens a browser there; None where that is not known.
    """

    tab: str
    detail: str
    cell: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class TableResumed:
    """A table that was paused is synchronised again."""

    tab: str


@dataclass(frozen=True, slots=True)
class TabMistaken:
    """Another tab is called as the one that is read should be; detail: the sentences that tell what to do.

    tab: what the one that is read is called now; link opens a browser there.
    """

    tab: str
    detail: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class TabTold:
    """The tab that is read can be told from all others by its title again."""

    tab: str


@dataclass(frozen=True, slots=True)
class SyncFailing:
    """Passes have failed for so long. error: of the last pass, None before the first since the start.

    detail: the last failure as it is noted for operators.
    """

    lasted: timedelta
    error: Exception | None
    detail: str


@dataclass(frozen=True, slots=True)
class SyncWorks:
    """Passes succeed again."""


@dataclass(frozen=True, slots=True)
class ReplicaFails:
    """The replica cannot be read or written, so that the sheet answers in its place."""

    error: Exception


@dataclass(frozen=True, slots=True)
class ReplicaWorks:
    """The replica can be read and written again."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a use case of pay has to tell the admins."""

    notice: AdminNotice
