"""Telegram takes every kind of message, with names that need escaping and with very much to say."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest

from sheetanchor.adapters.telegram import notices
from sheetanchor.adapters.telegram.report_texts import report_text
from sheetanchor.domain.errors import InputError, OperatorError, SheetContentError
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.fortnights import Fortnight
from sheetanchor.domain.payroll.periods.statistics import Statistics
from sheetanchor.domain.payroll.rank_changes.review import RankChange
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.rates import RateStep, RateTable
from sheetanchor.domain.sync.errors import QuotaError, ServiceUnavailableError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.ports.notifier import (
    BadBonusCode,
    BonusesOfGoneShift,
    NewEmployee,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.services.dialogue import screens
from sheetanchor.services.dialogue.admin import reports
from sheetanchor.services.dialogue.admin.selection import Selection
from sheetanchor.services.dialogue.hints import Hint
from sheetanchor.services.dialogue.look import OpenShift
from sheetanchor.services.payroll.fortnights import LeftOut
from sheetanchor.services.payroll.results import RankNews, RanksRecalculated
from sheetanchor.services.sync.activity import Activity, by_hour
from sheetanchor.services.sync.pass_watch import PassNote
from sheetanchor.services.sync.preview import Preview, Step, TablePreview
from sheetanchor.services.sync.probe_findings import WeakerPromise
from sheetanchor.services.sync.problems import Problem, ProblemKind
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport
from sheetanchor.services.sync.status import SyncState, TableStatus
from tests.unit.services.dialogue.taken import require_taken
from tests.unit.services.dialogue.world import ANN, ChatWorld

BAD = "</b><script> &amp; \"x\" '<' \N{FIRE}"
LONG = f"{BAD}\n" * 400
AT = datetime(2025, 11, 1, 17, 5, tzinfo=timezone(timedelta(hours=-5)))
SETTINGS = EmployeeSettings(ANN, Decimal("15.00"), Decimal("8.0"))
RATES = RateTable(tuple(RateStep(Decimal(number), None, Decimal("1.5")) for number in range(400)))
WORKED = screens.Worked(AT, AT, Decimal("8.25"), tuple((f"{BAD}{n}", Decimal(10**9)) for n in range(130)))
MANY_SOLD = tuple((f"{BAD}{number}", Decimal(10**9)) for number in range(24))
RANK = Rank(BAD, Decimal(0), Decimal(10), BAD, ("percent_all_1.5", "flat_10", BAD), LONG)
CHANGE = RankChange(RANK, replace(RANK, min_amount=Decimal(10)), is_up=True)
ERROR = SheetContentError(LONG)
STATUS = TableStatus(BAD, BAD, 10**6, 9, 9, (), LONG, AT)
STATE = SyncState(AT, AT, LONG, (STATUS,) * 6, AT, (WeakerPromise(AT, BAD, LONG),) * 6)
REPORT = PassReport(Outcome.DONE, AT, 1.5, (TableReport(BAD, pulled=9, paused=LONG),) * 6)
ACTIVITY = Activity(PassNote(AT, AT, REPORT), 60, 60, by_hour((), AT))
PROBLEM = Problem(
    ProblemKind.HELD, "shifts", BAD, "B7", BAD, LONG, f"https://docs.google.com/?a=1&b={ANN}", (LONG,)
)
SIDES = {f"field_{number}": BAD for number in range(100)}
KEPT = KeptConflict(1, AT, Conflict("shifts", (BAD,), None, Loss.BOTH_CHANGED, SIDES, SIDES, None, "B2"))
NOVEMBER = Month(2025, 11)
NEWS = RankNews(ANN, NOVEMBER, CHANGE, None)
PLAN = Preview("0123456789ab", (TablePreview("shifts", LONG, LONG, (Step(BAD, BAD, LONG),) * 50),) * 6)
CHATTER = reports.Chatter(ANN, BAD * 10)
COLLEAGUES = tuple(
    reports.Colleague(SETTINGS, BAD, is_admin=True, open_shift=OpenShift(AT)) for _ in range(200)
)

REPORTS: tuple[object, ...] = (
    reports.SyncAsked(),
    reports.SyncDone(AT, 3, 1, 1, 2, (BAD,) * 6),
    reports.SyncFailed(AT, OperatorError(LONG)),
    reports.SyncStats(STATE, ACTIVITY, AT),
    reports.StatsCard(AT),
    reports.NothingWaits(),
    reports.ConflictShown(KEPT, None, "https://docs.google.com/?a=1&b=2"),
    reports.MoreConflicts(7, 12),
    reports.ConflictSettled(tuple(range(1, 40)), is_sheet=True),
    reports.ConflictChanged(1, LONG, is_sheet=False),
    reports.Problems((PROBLEM,) * 40),
    reports.Problems((Problem(ProblemKind.FAILING, None, None, None, None, LONG, None, ()),)),
    reports.PlanShown(PLAN, {"shifts": BAD}),
    reports.PlanDone(REPORT),
    reports.PlanChanged(),
    reports.RanksReport(RanksRecalculated(NOVEMBER, 200, (NEWS,) * 200), {ANN: BAD}),
    reports.Who(COLLEAGUES, tuple(range(30))),
    reports.Exported(
        AT.date(), Selection(Fortnight(NOVEMBER, 2), CHATTER), 1000, 24, (LeftOut(7, LONG),) * 99
    ),
    reports.Exported(AT.date(), Selection(), None, 24),
    reports.ExportPeriods(),
    reports.ExportPeople(NOVEMBER, 1, 9),
    reports.ExportFormats(None, CHATTER),
    reports.JoinDecided(ANN, is_accepted=None),
    reports.ForgottenClockOut(ANN, BAD, AT, is_own=False),
    reports.TablePaused(BAD, LONG),
    reports.TableResumed(BAD),
    reports.TabMistaken(BAD, LONG, f"https://docs.google.com/?a=1&b={ANN}"),
    reports.TabTold(BAD),
    reports.SyncFailing(timedelta(minutes=15), None, LONG),
    reports.SyncFailing(timedelta(minutes=15), ServiceUnavailableError("503"), LONG),
    reports.SyncFailing(timedelta(minutes=15), QuotaError(LONG), LONG),
    reports.SyncWorks(),
    reports.ReplicaFails(OperatorError(LONG)),
    reports.ReplicaWorks(),
    reports.Noticed(NewEmployee(BAD, SETTINGS)),
    reports.Noticed(RewardByHand(ANN, NOVEMBER, BAD, BonusCode(BonusKind.PAID_DAY_OFF))),
    reports.Noticed(RankNotReviewed(ANN, NOVEMBER, LONG)),
    reports.Noticed(ShiftLeft(7, ANN, BAD, LONG)),
    reports.Noticed(BonusesOfGoneShift(7, tuple(range(2000)))),
    reports.Noticed(PaidWithoutUnread(7, ANN, BAD, (LONG,) * 9, 3)),
    reports.Noticed(BadBonusCode(BAD, BAD, LONG)),
)


def shown_screens() -> list[screens.Screen]:
    world = ChatWorld()
    world.pay.put_shift(7, ANN, "11-01 10:00", "2500", employee_name=BAD)
    card = world.pay.last_shifts.card(7, ANN)
    statistics = Statistics(RANK, Decimal(10**9), Decimal(10**9), date(2025, 11, 15))
    menus = [screens.Menu(BAD, shift) for shift in (None, OpenShift(AT), OpenShift(AT, AT))]
    starts = [screens.Start(SETTINGS, RATES, menu.open_shift) for menu in menus]
    return [
        *menus,
        *starts,
        screens.AdminMenu(BAD),
        *(screens.Stranger(ANN, may_ask=True, has_asked=asked) for asked in (True, False)),
        screens.ConfirmDrop(OpenShift(AT)),
        screens.PickDay((date(2025, 10, 31), date(2025, 11, 1)), 7),
        screens.PickTime(is_end=True, afternoon=True, day=AT.date(), clock_in=AT, shift_id=7),
        screens.PickProduct(WORKED, tuple(product for product, _ in MANY_SOLD), 1, 3),
        screens.AskAmount(BAD * 9, 7, Decimal(10)),
        screens.AddOrFinish(WORKED, BAD * 9, can_add=True),
        screens.Saved(card, is_edit=False, new_settings=SETTINGS),
        screens.PickShift((card.shift,) * 3),
        screens.PickField(card),
        screens.PickSale(7, MANY_SOLD, 1, 3),
        screens.StatisticsShown(statistics),
        screens.RanksShown(RankTable((RANK,) * 30)),
        *(screens.RankMessage(replace(CHANGE, is_up=is_up)) for is_up in (True, False)),
        *(screens.Help(is_admin=is_admin) for is_admin in (True, False)),
        *(
            screens.Trouble(error, "menu")
            for error in (ERROR, ServiceUnavailableError(LONG), ValueError(LONG))
        ),
        screens.JoinRequest(ANN, BAD),
        screens.JoinAnswer(is_accepted=True),
        screens.Said(InputError(LONG)),
        *(screens.Said(about) for about in REPORTS),
        *(screens.FileShown("a.csv", b"x", about) for about in REPORTS),
    ]


def test_telegram_takes_every_message_with_and_without_a_notice() -> None:
    world = ChatWorld()
    for screen in shown_screens():
        for notice in (None, Hint.STALE, InputError(LONG), ERROR):
            body = world.renderer.body(screen, notice, ANN, 1000, AT + timedelta(hours=24))
            text = require_taken(body)
            assert not re.search(r"\w+Error\b", text), text


def test_no_kind_of_screen_or_report_is_left_out() -> None:
    assert {type(screen) for screen in shown_screens()} == set(get_args(screens.Screen))
    kinds = {kind for kind in report_text.registry if kind is not object}
    assert {type(about) for about in REPORTS} == kinds


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_fits_on_top_of_a_chat(hint: Hint) -> None:
    assert 0 < len(notices.toast(hint)) <= 200
