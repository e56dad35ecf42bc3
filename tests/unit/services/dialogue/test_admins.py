"""What admins may ask for, and what they are told unasked."""

import csv
import io
import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from sheetanchor.adapters.files.status_card import status_card
from sheetanchor.adapters.files.workbook import xlsx_of
from sheetanchor.adapters.memory.sync_log import MemorySyncLog
from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.sync.errors import AccessError, ServiceUnavailableError
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.notifier import (
    BonusesOfGoneShift,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.dialogue.admin.alerts import Alerts
from sheetanchor.services.dialogue.admin.choosing import ExportChoices
from sheetanchor.services.dialogue.admin.desk import AdminDesk, AdminServices, FileMakers
from sheetanchor.services.dialogue.admin.forced import ForcedSync
from sheetanchor.services.dialogue.admin.joining import Joining
from sheetanchor.services.dialogue.admin.roster import Roster
from sheetanchor.services.dialogue.admin.telling import ChatNotifier
from sheetanchor.services.dialogue.admin.troubles import Troubles
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.reminders import Reminders
from sheetanchor.services.dialogue.store import Waiting
from sheetanchor.services.payroll.left_shifts import LeftShifts
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.activity import ActivityReader
from sheetanchor.services.sync.budget import READS, CallBudget
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.mandate import PlanChangedError
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.plans import Plans
from sheetanchor.services.sync.preview import Preview, Step, TablePreview
from sheetanchor.services.sync.problems import ProblemReader
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport
from sheetanchor.services.sync.status import StatusReader
from tests.unit.services.dialogue.world import ADMIN, ANN, ChatWorld

NEW = 1009


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
        self.watch = PassWatch(self.passes, self.clock)
        self.letters = Letters(self.renderer, timedelta(hours=24))
        conflicts = Conflicts(self.tables, self.replica, self.clock, self.pay.wake)
        self.forced = ForcedSync(self.store, self.letters, self.watch, self.status, conflicts, self.pay.wake)
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
        self.alerts = Alerts(self.status, self.watch, self.store, self.letters, self.roles, minutes)
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


@pytest.fixture
def world() -> AdminWorld:
    return AdminWorld()


COMMANDS = ("sync_force", "sync_stats", "conflicts", "problems", "recalc_ranks", "export", "who")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_employee_who_is_no_admin_is_refused(world: AdminWorld, command: str) -> None:
    world.say(f"/{command}")
    assert "Only admins" in world.text()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_disturbs_no_dialogue(world: AdminWorld, command: str) -> None:
    world.say("/clock_in", ADMIN)
    world.tap("Enter hours by hand", ADMIN)
    world.ask(f"/{command}")
    world.tap("Today", ADMIN)
    assert any("when did you clock in" in message.text for message in world.messages(ADMIN))


def test_who_lists_everybody_with_pay_and_who_is_at_work(world: AdminWorld) -> None:
    world.say("/clock_in")
    world.tap("Clock in now")
    world.say("/start", ADMIN)
    shown = world.ask("/who")
    assert f"<code>{ANN}</code> ann: $15.00/h, 8 %, at work since Sat, Nov 1, 5:05 PM" in shown
    assert f"<code>{ADMIN}</code> bob: $18.00/h, 10 %, admin" in shown


def test_stats_show_rows_pending_and_pauses(world: AdminWorld) -> None:
    world.to_summary()
    world.tap("Finish")
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "the tab Ranks is gone")
        tx.set_state(facts.LAST_FETCH_AT, (world.clock.now() - timedelta(seconds=30)).isoformat())
    shown = world.ask("/sync_stats")
    assert "Last full read: 30 s ago" in shown
    assert "Shifts: 1 row, 1 to send" in shown
    assert "Ranks: 6 rows, <b>paused</b>" in shown


def test_stats_tell_the_last_pass_the_calls_and_the_day(world: AdminWorld) -> None:
    at = world.clock.now()
    world.passes.tables = (TableReport("shifts", pulled=3, inserted=1),)
    world.watch.run_pass()
    world.log.record(
        [
            SyncLogEntry(at, "shifts", "pull", "ok", rows=3),
            SyncLogEntry(at - timedelta(hours=23), "shifts", "push", "ok", rows=1),
            SyncLogEntry(at - timedelta(hours=25), "shifts", "push", "ok", rows=100),
            SyncLogEntry(at, None, "pass", "failed", message="503"),
        ]
    )
    with world.replica.transaction() as tx:
        tx.set_state(facts.budget(READS), json.dumps([at.isoformat()] * 4))
    world.clock.advance(7)
    shown = world.ask("/sync_stats")
    assert "Last pass: 7 s ago, took 0.5 s, 3 rows in, 1 out" in shown
    assert "Calls of the last minute: 4 of 60 reads, 0 of 60 writes" in shown
    assert "Last 24 hours: 3 rows in, 1 out, 1 failure" in shown


def test_a_forced_sync_ends_in_the_message_that_answered(world: AdminWorld) -> None:
    assert "Reading the whole sheet" in world.ask("/sync_force")
    assert world.replica.state(facts.SHEET_VERSION) is None
    world.look()
    assert "Reading the whole sheet" in world.text(ADMIN)
    world.conflict()
    world.passes.tables = (TableReport("shifts", pulled=3, inserted=1),)
    world.watch.run_pass()
    world.look()
    assert [message.text for message in world.messages(ADMIN)] == [
        "Done at 17:05:00: 3 rows in, 1 out; 1 conflict waits."
    ]
    world.tap("Show the problems", ADMIN)
    world.look()
    assert len(world.messages(ADMIN)) == 1
    assert "conflict 1" in world.text(ADMIN)


def test_a_forced_sync_that_fails_says_so_once_in_plain_words_and_then_that_it_is_done(
    world: AdminWorld,
) -> None:
    world.ask("/sync_force")
    world.passes.fault = ServiceUnavailableError("GET https://sheets.example/v4: 503")
    for _ in range(2):
        with pytest.raises(ServiceUnavailableError):
            world.watch.run_pass()
        world.look()
    (message,) = world.messages(ADMIN)
    assert message.text.startswith("Failed at 17:05:00: I cannot reach Google Sheets. I go on trying")
    world.passes.fault = None
    world.watch.run_pass()
    world.look()
    assert message.text.startswith("Failed")
    assert [one.text for one in world.messages(ADMIN)] == ["Done at 17:05:00: 0 rows in, 0 out."]


def test_a_pass_that_was_under_way_does_not_count_as_the_one_that_was_asked_for(world: AdminWorld) -> None:
    world.ask("/sync_force")
    world.passes.outcome = Outcome.UNCHANGED
    world.watch.run_pass()
    with world.replica.transaction() as tx:
        tx.set_state(facts.SHEET_VERSION, "7")
    world.look()
    assert world.replica.state(facts.SHEET_VERSION) is None
    assert "Reading" in world.text(ADMIN)


def test_every_admin_who_asked_is_answered_and_a_tap_is_answered_in_its_message(world: AdminWorld) -> None:
    world.ask("/sync_force")
    world.ask("/sync_stats")
    world.tap("Sync now", ADMIN)
    world.watch.run_pass()
    world.look()
    assert [one.text[:4] for one in world.messages(ADMIN)] == ["Done", "Sync", "Done"]


def test_a_conflict_shows_both_sides_and_a_tap_settles_it(world: AdminWorld) -> None:
    world.conflict()
    shown = world.ask("/conflicts")
    assert "EmployeeSettings!B2" in shown
    assert "Sheet: hourly_wage = 16" in shown
    assert "Bot: hourly_wage = 17" in shown
    keep = world.button("Keep the sheet's", ADMIN)
    world.handle(keep, ADMIN)
    assert "the sheet's side stands" in world.text(ADMIN)
    assert "nothing needs you" in world.ask("/conflicts")


def test_a_conflict_that_is_settled_already_is_told_and_not_settled_twice(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    keep = world.button("Keep the sheet's", ADMIN)
    world.handle(keep, ADMIN)
    assert "stands already" in world.handle(keep, ADMIN)


def test_a_conflict_is_settled_by_nobody_else(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    data = world.screen(ADMIN).buttons["Keep the bot's"]
    world.say("/start")
    assert "does not work any more" in world.handle(world.opened(data, world.screen().number))
    assert len(world.replica.conflicts(9, only_open=True)) == 1


def test_an_admin_who_is_none_any_more_is_stopped_at_the_next_tap(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    world.roles.admins = ()
    assert "earlier step" in world.tap("Keep the bot's", ADMIN)
    assert len(world.replica.conflicts(9, only_open=True)) == 1


def test_problems_name_the_cell_and_offer_what_settles_them(world: AdminWorld) -> None:
    assert "nothing needs you" in world.ask("/problems")
    world.pay.hold("employee_settings", (ANN,))
    world.conflict()
    shown = world.ask("/problems")
    assert "employee_settings!B7" in shown
    assert "conflict 1" in shown
    world.tap("Show the conflicts", ADMIN)
    assert "Keep the sheet's" in world.screen(ADMIN).buttons


def test_a_shift_that_cannot_be_computed_is_among_the_problems_and_in_the_stats(world: AdminWorld) -> None:
    world.pay.put_shift(1, ANN, "11-01 10:00", "2500")
    world.pay.recompute()
    assert "shift 1 is not computed: shift 1 has no Clock in" in world.ask("/problems")
    assert "Shifts: 1 row, 1 not computed" in world.ask("/sync_stats")


def test_a_conflict_is_settled_from_the_list_of_problems(world: AdminWorld) -> None:
    world.conflict()
    world.conflict(ADMIN)
    world.ask("/problems")
    world.tap("2: keep the bot's", ADMIN)
    assert "Conflict 2: the bot's side stands" in world.text(ADMIN)
    world.tap("Show the problems", ADMIN)
    assert "conflict 1" in world.text(ADMIN)
    assert "2: keep the bot's" not in world.screen(ADMIN).buttons
    assert len(world.messages(ADMIN)) == 1


def test_all_problems_are_reached_page_by_page(world: AdminWorld) -> None:
    for employee in range(2000, 2025):
        world.conflict(employee)
    texts = [world.ask("/problems")]
    for _ in range(2):
        world.tap("Next page", ADMIN)
        texts.append(world.text(ADMIN))
    assert [f"page {number} of 3" in text for number, text in enumerate(texts, 1)] == [True] * 3
    assert all(f"conflict {number}:" in "".join(texts) for number in range(1, 26))
    assert "Next page" not in world.screen(ADMIN).buttons
    world.tap("Page before", ADMIN)
    assert "page 2 of 3" in world.text(ADMIN)


def test_all_conflicts_are_reached_also_when_some_are_settled_meanwhile(world: AdminWorld) -> None:
    for employee in range(2000, 2012):
        world.conflict(employee)
    assert "12 conflicts wait; 7 of them come after these." in world.ask("/conflicts")
    assert len(world.messages(ADMIN)) == 6
    world.handle(world.opened(world.messages(ADMIN)[0].buttons["Keep the sheet's"], 1, ADMIN), ADMIN)
    world.tap("Next page", ADMIN)
    world.tap("Next page", ADMIN)
    shown = "".join(message.text for message in world.messages(ADMIN))
    assert all(f"<b>Conflict {number}</b>" in shown for number in range(2, 13))
    assert "Next page" not in world.screen(ADMIN).buttons


def paused(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "Ranks: 5 of 6 rows are gone")
    step = Step("delete here", "Shark <b>", "min_amount 7000")
    world.planner.tables = (TablePreview("ranks", None, "5 of 6 rows are gone", (step,) * 30),)


def test_a_paused_tables_plan_is_shown_before_it_can_be_allowed_and_then_done_exactly(
    world: AdminWorld,
) -> None:
    paused(world)
    world.ask("/problems")
    world.tap("A pause: show the plan", ADMIN)
    shown = world.text(ADMIN)
    assert "Nothing is changed yet" in shown
    assert "delete here: row Shark &lt;b&gt;" in shown
    assert "and 6 more" in shown
    assert world.passes.allowed == []
    world.tap("Yes, do exactly this", ADMIN)
    assert world.passes.allowed == ["0123456789abcdef"]
    assert "Done: 0 rows in, 0 out." in world.text(ADMIN)


def test_a_plan_that_changed_since_is_not_done_and_can_be_looked_at_again(world: AdminWorld) -> None:
    paused(world)
    world.passes.fault = PlanChangedError("changed")
    world.ask("/problems")
    world.walk("A pause: show the plan", "Yes, do exactly this", who=ADMIN)
    assert "I did nothing" in world.text(ADMIN)
    world.tap("Look again", ADMIN)
    assert "Nothing is changed yet" in world.text(ADMIN)
    world.tap("Back", ADMIN)
    assert "rows are gone" in world.text(ADMIN)


def test_ranks_are_recalculated_with_a_report_and_employees_are_told(world: AdminWorld) -> None:
    world.say("/start")
    world.pay.put_shift(1, ANN, "11-01 10:00", "2500")
    shown = world.ask("/recalc_ranks")
    assert "1 reviewed, 1 with news" in shown
    assert "ann: up, Rookie \N{RIGHTWARDS ARROW} Hustler, $10.00 extra" in shown
    assert "Congratulations" in world.text(ANN)
    assert "0 with news" in world.ask("/recalc_ranks")


def test_the_export_holds_every_shift_with_the_headers_of_the_tab(world: AdminWorld) -> None:
    world.pay.put_shift(1, ANN, "11-01 10:00", "2500", employee_name="=cmd")
    world.refusing = True
    world.say("/export", ADMIN)
    shifts, _ = world.store.outbox()
    assert shifts.body["name"] == "shifts-all-2025-11-01.csv"
    lines = lines_of(shifts)
    assert lines[0][:4] == ["ID", "Date", "EmployeeId", "EmployeeName"]
    assert lines[1][:4] == ["1", "2025/11/01 10:00:00", "1001", "'=cmd"]


FORTNIGHT_HEADERS = [
    *("ID", "EmployeeID", "Year", "Month", "FortnightNumber", "StartDate", "EndDate", "TotalShifts"),
    *("TotalHours", "HourlyEarnings", "TotalSales", "NetSales", "BaseCommission", "DynamicCommission"),
    *("BonusCommission", "TotalCommissions", "TotalEarnings", "CreatedAt"),
]


def lines_of(waiting: Waiting) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b64decode(waiting.body["file"]).decode("utf-8-sig"))))


def test_the_export_holds_the_half_months_of_everybody(world: AdminWorld) -> None:
    world.to_summary()
    world.walk("Finish")
    world.pay.put_old_shift(9, date="11-16 00:00")
    world.refusing = True
    world.say("/export", ADMIN)
    _, fortnights = world.store.outbox()
    assert fortnights.body["name"] == "fortnights-all-2025-11-01.csv"
    header, first, second = lines_of(fortnights)
    assert header == FORTNIGHT_HEADERS
    assert first[:8] == ["1", "1001", "2025", "11", "1", "2025/11/01", "2025/11/15", "1"]
    paid = ["8.00", "120.00", "500.00", "400.00", "32.00", "8.00", "0.00", "40.00", "160.00"]
    assert first[8:17] == paid
    assert first[17] == "2025/11/01 17:05:00"
    assert second[:7] == ["2", "1001", "2025", "11", "2", "2025/11/16", "2025/11/30"]


def test_shifts_that_are_in_no_half_month_are_named(world: AdminWorld) -> None:
    world.pay.put_old_shift(1, percent=None)
    for shift_id in range(2, 50):
        world.pay.put_old_shift(shift_id, clock_out=world.pay.at("11-01 08:00"))
    caption = world.ask("/export")
    assert "0 half months, 2025/11/01" in caption
    assert "\n#1: " in caption
    assert "#2: Clock out 2025-11-01 08:00:00-05:00 is not after" in caption
    assert "Also 4, 5, " in caption
    assert " and 6 more." in caption
    assert len(caption) < 1024


def test_the_export_comes_as_a_workbook_where_that_is_asked_for(world: AdminWorld) -> None:
    world.pay.put_old_shift()
    world.say("/export", ADMIN)
    world.tap("As a workbook (XLSX)", ADMIN)
    assert "1 shift and 1 half month, 2025/11/01" in world.text(ADMIN)
    world.refusing = True
    world.say("/export xlsx", ADMIN)
    (waiting,) = world.store.outbox()
    assert waiting.body["name"] == "shifts-all-2025-11-01.xlsx"
    book = load_workbook(io.BytesIO(b64decode(waiting.body["file"])))
    assert book.sheetnames == ["Shifts", "Fortnights"]
    header, row = book["Fortnights"].values
    assert list(header) == FORTNIGHT_HEADERS
    assert row[5:10] == (datetime(2025, 11, 1), datetime(2025, 11, 15), 1, 8, 120)  # noqa: DTZ001


def test_stats_come_with_a_picture_once(world: AdminWorld) -> None:
    world.ask("/sync_stats")
    world.refusing = True
    world.tap("Refresh", ADMIN)
    assert [waiting.body.get("is_photo") for waiting in world.store.outbox()] == [None]
    world.say("/sync_stats", ADMIN)
    assert [waiting.body.get("is_photo") for waiting in world.store.outbox()] == [None, True, None]


def test_a_request_to_join_is_accepted_once_and_both_are_told(world: AdminWorld) -> None:
    world.say("/start", NEW)
    world.tap("Ask to join", NEW)
    accept = world.button("Accept", ADMIN)
    world.handle(accept, ADMIN)
    assert "on the list now" in world.text(NEW)
    assert (NEW,) in world.replica.snapshot("employee_settings")
    world.tap("Menu", NEW)
    assert "What would you like" in world.text(NEW)
    world.handle(accept, ADMIN)
    assert "decided before" in world.text(ADMIN)


def test_a_request_to_join_can_be_declined_and_asked_again(world: AdminWorld) -> None:
    world.say("/start", NEW)
    world.tap("Ask to join", NEW)
    world.tap("Decline", ADMIN)
    assert "declined" in world.text(NEW)
    assert (NEW,) not in world.replica.snapshot("employee_settings")
    world.say("/start", NEW)
    assert "Ask to join" in world.screen(NEW).buttons


def test_a_pause_is_told_once_and_its_end_once(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "the tab Ranks is gone; put it back")
    world.look()
    world.look()
    assert [message.text for message in world.messages(ADMIN)] == [
        "<b>Please look:</b> I leave Ranks alone: the tab Ranks is gone; put it back"
    ]
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", None)
    world.look()
    world.look()
    assert [message.text for message in world.messages(ADMIN)][1:] == [
        "<b>Solved:</b> the tab Ranks is kept equal again."
    ]


def failing(world: AdminWorld, fault: SheetanchorError) -> None:
    world.passes.fault = fault
    with pytest.raises(type(fault)):
        world.watch.run_pass()
    with world.replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, f"{type(fault).__name__}: {fault}")


def test_failing_passes_are_told_only_when_they_go_on_failing(world: AdminWorld) -> None:
    failing(world, ServiceUnavailableError("503 from Google"))
    world.look()
    world.clock.advance(timedelta(minutes=14))
    world.look()
    assert world.messages(ADMIN) == []
    world.clock.advance(timedelta(minutes=1))
    world.look()
    world.look()
    told = "I could not reach Google Sheets for 15 minutes. Shifts are kept and will be sent later."
    assert [message.text for message in world.messages(ADMIN)] == [f"<b>Please look:</b> {told}"]
    with world.replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, None)
    world.look()
    assert world.text(ADMIN).startswith("<b>Solved:</b> I reach Google Sheets again")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (AccessError("403 <forbidden>"), "I may not open the spreadsheet."),
        (ReplicaError("the disk is <full>"), "The disk is &lt;full&gt;. Shifts are kept"),
    ],
)
def test_an_alert_names_no_class(world: AdminWorld, fault: SheetanchorError, told: str) -> None:
    failing(world, fault)
    world.look()
    world.clock.advance(timedelta(minutes=15))
    world.look()
    assert told in world.text(ADMIN)
    assert "Error" not in world.text(ADMIN)


def test_a_forgotten_clock_out_is_reminded_once_then_reported_once(world: AdminWorld) -> None:
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.advance(timedelta(hours=11))
    world.look()
    assert "Did you forget" not in world.text()
    world.clock.advance(timedelta(hours=1))
    world.look()
    world.look()
    assert "Did you forget to clock out?" in world.text()
    assert len(world.messages()) == 2
    assert world.messages(ADMIN) == []
    world.clock.advance(timedelta(hours=12))
    world.look()
    world.look()
    assert "ann (<code>1001</code>) is clocked in since" in world.text(ADMIN)
    assert len(world.messages(ADMIN)) == 1


def test_a_reminder_clocks_out_with_one_tap(world: AdminWorld) -> None:
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.advance(timedelta(hours=12))
    world.look()
    assert "What did you sell" in world.walk("Clock out now")


def test_notices_of_pay_reach_every_admin(world: AdminWorld) -> None:
    notifier = ChatNotifier(world.store, world.letters, world.roles, world.pay.notifier)
    month = Month(2025, 11)
    notifier.tell_admins(RewardByHand(ANN, month, "Shark", BonusCode(BonusKind.PAID_DAY_OFF)))
    notifier.tell_admins(RankNotReviewed(ANN, month, "the Ranks tab holds no rank"))
    notifier.tell_admins(ShiftLeft(7, ANN, "ann", "it has no Clock out"))
    notifier.tell_admins(BonusesOfGoneShift(7, (1, 2)))
    notifier.tell_admins(PaidWithoutUnread(8, ANN, "ann", ("Shifts!H7 holds '5oo'",), 1))
    world.deliver()
    texts = [message.text for message in world.messages(ADMIN)]
    assert "reached Shark in 2025/11: a paid day off" in texts[0]
    assert "was not reviewed" in texts[1]
    assert "Shift 7 of ann (1001) is not computed: it has no Clock out." in texts[2]
    assert "Bonuses that acted on it stay used up: 1, 2." in texts[3]
    assert "Shift 8 of ann (1001) was paid while shifts in the sheet cannot be read" in texts[4]
    assert "wait for the next shift: 1. Please mend: Shifts!H7" in texts[4]
    assert len(world.pay.notifier.notices) == 5
