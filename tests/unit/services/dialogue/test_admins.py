"""What admins may ask for, and what they are told unasked."""

import csv
import io
from base64 import b64decode
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook

from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.ports.notifier import (
    BonusesOfGoneShift,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.services.dialogue.admin.telling import ChatNotifier
from sheetanchor.services.dialogue.store import Waiting
from tests.unit.services.dialogue.admin_world import AdminWorld
from tests.unit.services.dialogue.world import ADMIN, ANN

NEW = 1009


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


def test_an_admin_who_is_none_any_more_is_stopped_at_the_next_tap(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    world.roles.admins = ()
    assert "earlier step" in world.tap("Keep the bot's", ADMIN)
    assert len(world.replica.conflicts(9, only_open=True)) == 1


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
    with world.pay.replica.transaction() as tx:
        notifier.tell_admins(RewardByHand(ANN, month, "Shark", BonusCode(BonusKind.PAID_DAY_OFF)), tx)
        notifier.tell_admins(RankNotReviewed(ANN, month, "the Ranks tab holds no rank"), tx)
        notifier.tell_admins(ShiftLeft(7, ANN, "ann", "it has no Clock out"), tx)
        notifier.tell_admins(BonusesOfGoneShift(7, (1, 2)), tx)
        notifier.tell_admins(PaidWithoutUnread(8, ANN, "ann", ("Shifts!H7 holds '5oo'",), 1), tx)
    world.deliver()
    texts = [message.text for message in world.messages(ADMIN)]
    assert "reached Shark in 2025/11: a paid day off" in texts[0]
    assert "was not reviewed" in texts[1]
    assert "Shift 7 of ann (1001) is not computed: it has no Clock out." in texts[2]
    assert "Bonuses that acted on it stay used up: 1, 2." in texts[3]
    assert "Shift 8 of ann (1001) was paid while shifts in the sheet cannot be read" in texts[4]
    assert "wait for the next shift: 1. Please mend: Shifts!H7" in texts[4]
    assert len(world.pay.notifier.notices) == 5
