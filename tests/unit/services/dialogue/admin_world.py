"""The chat world with the desk open, and scripts in place of passes and plans."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from sheetanchor.adapters.files.status_card import status_card
from sheetanchor.adapters.files.workbook import xlsx_of
from sheetanchor.adapters.memory.sync_log import MemorySyncLog
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.ports.clock import Clock
from sheetanchor.services.dialogue.admin.alerts import Alerts
from sheetanchor.services.dialogue.admin.choosing import ExportChoices
from sheetanchor.services.dialogue.admin.desk import AdminDesk, AdminServices, FileMakers
from sheetanchor.services.dialogue.admin.forced import ForcedSync
from sheetanchor.services.dialogue.admin.joining import Joining
from sheetanchor.services.dialogue.admin.roster import Roster
from sheetanchor.services.dialogue.admin.troubles import Troubles
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.reminders import Reminders
from sheetanchor.services.payroll.left_shifts import LeftShifts
from sheetanchor.services.sync.activity import ActivityReader
from sheetanchor.services.sync.budget import CallBudget
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.plans import Plans
from sheetanchor.services.sync.preview import Preview, TablePreview
from sheetanchor.services.sync.problems import ProblemReader
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport
from sheetanchor.services.sync.status import StatusReader
from tests.unit.services.dialogue.world import ADMIN, ANN, ChatWorld


class FakePasses:
    """Passes as a script; `fault` is raised, else the report is given."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.tables: tuple[TableReport, ...] = ()
        self.outcome = Outcome.DONE
        self.allowed: list[str] = []
        self.fault: SheetanchorError | None = None

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        del full
        self.allowed += [allow] if allow else []
        if self.fault is not None:
            raise self.fault
        return PassReport(self.outcome, self._clock.now(), 0.5, self.tables)


class FakePlanner:
    """A plan as a script."""

    def __init__(self) -> None:
        self.tables: tuple[TablePreview, ...] = ()

    def preview(self) -> Preview:
        return Preview("0123456789abcdef", self.tables)


class AdminWorld(ChatWorld):
    """The desk is open."""

    def __init__(self) -> None:
        super().__init__()
        links = CellLinks("1abc", self.replica)
        findings = (LeftShifts(self.replica),)
        self.status = StatusReader(self.tables, self.replica, findings)
        self.log = MemorySyncLog()
        self.passes = FakePasses(self.clock)
        self.planner = FakePlanner()
        self.watch = PassWatch(self.passes, self.clock, FakeWake(self.clock))
        self.letters = Letters(self.renderer, timedelta(hours=24))
        conflicts = Conflicts(self.tables, self.replica, self.clock, self.pay.wake)
        self.forced = ForcedSync(
            self.store, self.letters, self.watch, self.status, conflicts, self.watch, self.clock
        )
        by_name = {table.name: table for table in self.tables}
        problems = ProblemReader(self.tables, self.replica, links, findings)
        roster = Roster(self.replica, self.store, self.roles)
        services = AdminServices(
            tables=by_name,
            replica=self.replica,
            clock=self.clock,
            forced=self.forced,
            status=self.status,
            activity=ActivityReader(CallBudget(self.replica, self.clock), self.log, self.watch, self.clock),
            troubles=Troubles(by_name, problems, conflicts, links, Plans(self.planner, self.watch)),
            recalculate=self.pay.recalculate,
            fortnights=self.pay.fortnights,
            zone=self.pay.zone,
            roster=roster,
            exports=ExportChoices(roster),
            joining=Joining(self.store, self.roles, self.pay.ensure_settings),
            files=FileMakers(xlsx_of, status_card),
        )
        self.engine = self.new_engine(AdminDesk(services))
        minutes = timedelta(minutes=15)
        self.alerts = Alerts(self.status, self.watch, self.store, self.letters, self.roles, minutes, links)
        self.reminders = Reminders(self.store, self.letters, self.roles, timedelta(hours=12))

    def ask(self, command: str) -> str:
        self.say(command, ADMIN)
        return self.text(ADMIN)

    def look(self) -> None:
        self.alerts.look()
        self.forced.look()
        self.reminders.look()
        self.deliver()

    def conflict(self, employee: int = ANN) -> None:
        sides: list[Mapping[str, Decimal]] = [{"hourly_wage": Decimal(16)}, {"hourly_wage": Decimal(17)}]
        found = Conflict(
            "employee_settings", (employee,), "hourly_wage", Loss.BOTH_CHANGED, sides[0], sides[1], None, "B2"
        )
        with self.replica.transaction() as tx:
            tx.keep_conflict(found, self.clock.now())
