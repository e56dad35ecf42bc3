"""What admins are told, as HTML; values from outside are escaped here."""

from collections.abc import Sequence
from functools import singledispatch
from html import escape

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.moments import period_in_words, wall
from sheetanchor.adapters.telegram.style import day_text
from sheetanchor.adapters.telegram.sync_texts import (
    counted,
    done_text,
    failing_text,
    in_plain_words,
    plan_text,
    stats_text,
)
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Values
from sheetanchor.ports.notifier import (
    AdminNotice,
    BadBonusCode,
    BonusesOfGoneShift,
    NewEmployee,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.services.dialogue.admin import reports
from sheetanchor.services.payroll.fortnights import LeftOut
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.sync.conflict_ways import edits
from sheetanchor.services.sync.problems import Problem, overwritten

_ARROW = "\N{RIGHTWARDS ARROW}"
_DETAIL = 1500
#: Of a report with many parts, so that all of it fits into one message.
_ALL_DETAILS, _MOST_LINES = 2400, 40
#: A caption has 1024 signs.
_MOST_TOLD = 3
_MOST_NAMED = 40
_REASON = 180


@singledispatch
def report_text(about: object) -> str:
    """The message."""
    raise TypeError(f"{type(about).__name__} has no text")


@report_text.register
def _(about: reports.SyncAsked) -> str:
    del about
    return "Reading the whole sheet\N{HORIZONTAL ELLIPSIS}"


@report_text.register
def _(about: reports.SyncDone) -> str:
    return done_text(about)


@report_text.register
def _(about: reports.SyncFailed) -> str:
    reason = escape(in_plain_words(about.error))
    return f"Failed at {about.at:%H:%M:%S}: {reason} I go on trying, and say here when it is done."


@report_text.register
def _(about: reports.SyncStats) -> str:
    return stats_text(about)


@report_text.register
def _(about: reports.StatsCard) -> str:
    return f"Sync at {day_text(about.asked_at)} {about.asked_at:%H:%M}"


@report_text.register
def _(about: reports.NothingWaits) -> str:
    del about
    return "All clear: nothing needs you."


@report_text.register
def _(about: reports.ConflictShown) -> str:
    conflict, table = about.kept.conflict, about.table
    tab = conflict.table if table is None else table.tab
    place = f"{tab}!{conflict.address}" if conflict.address else tab
    what = "the key was changed" if conflict.loss is Loss.REKEYED else conflict.loss.value
    row = escape(shown_key(table, conflict.key))
    lines = [
        f"<b>Conflict {about.kept.number}</b>: {_linked(place, about.link)}, row {row}, {escape(what)}",
        f"Sheet: {_sheet_side(table, conflict)}",
        f"Bot: {_side(table, conflict.local)}",
        *([] if table is None else [escape(_short(edit, _DETAIL)) for edit in edits(table, about.kept)]),
    ]
    return "\n".join(lines)


@report_text.register
def _(about: reports.MoreConflicts) -> str:
    return f"{about.of} conflicts wait; {about.left} of them come after these."


@report_text.register
def _(about: reports.ConflictSettled) -> str:
    numbers = ", ".join(map(str, about.numbers))
    side = "sheet's" if about.is_sheet else "bot's"
    return f"Conflict {numbers}: the {side} side stands. The next pass carries it over."


@report_text.register
def _(about: reports.ConflictChanged) -> str:
    side = "sheet's" if about.is_sheet else "bot's"
    found = escape(_short(about.found, _DETAIL))
    return f"Conflict {about.number}: {found}. I changed nothing. Shall the {side} side be written over it?"


@report_text.register
def _(about: reports.Problems) -> str:
    detail = _ALL_DETAILS // max(len(about.problems), 1)
    lines = [_problem(problem, min(detail, _DETAIL)) for problem in about.problems]
    title = [f"<b>Problems</b>, page {about.page + 1} of {about.of}"] if about.of > 1 else []
    return "\n\n".join(title + lines)


@report_text.register
def _(about: reports.PlanShown) -> str:
    return plan_text(about)


@report_text.register
def _(about: reports.PlanDone) -> str:
    moved = sum(table.pulled + table.removed for table in about.report.tables)
    sent = sum(table.pushed for table in about.report.tables)
    paused = [table.paused for table in about.report.tables if table.paused is not None]
    left = [escape(message[:_DETAIL]) for message in paused]
    return "\n".join([f"Done: {counted(moved, 'row')} in, {sent} out.", *left])


@report_text.register
def _(about: reports.PlanChanged) -> str:
    del about
    return "The sheet or the bot's side has changed since, so I did nothing. Please look again."


@report_text.register
def _(about: reports.RanksReport) -> str:
    done = about.done
    title = f"<b>Ranks of {_month(done.month)}</b>: {done.reviewed} reviewed, {len(done.news)} with news"
    return "\n".join([title, *_folded([_news(news, about.names) for news in done.news])])


@report_text.register
def _(about: reports.Who) -> str:
    ordered = sorted(about.colleagues, key=lambda one: not one.is_at_work)
    lines = [_colleague(colleague) for colleague in ordered]
    others = [f"<code>{admin}</code>: admin, not on the list" for admin in about.other_admins]
    title = f"<b>{counted(len(lines), 'employee')}, {sum(one.is_at_work for one in ordered)} at work</b>"
    return "\n".join([title, *others, *_folded(lines)])


@report_text.register
def _(about: reports.Exported) -> str:
    counts = [(about.shifts, "shift"), (about.fortnights, "half month")]
    held = " and ".join(counted(count, what) for count, what in counts if count is not None)
    period, person = about.chosen.period, about.chosen.person
    of = [period_in_words(period)] if period is not None else []
    of += [escape(person.name)] if person is not None else []
    title = ", ".join([held, *of, f"{day_text(about.on)}"])
    return "\n".join([title, *_left_out(about.left)])


def _left_out(left: Sequence[LeftOut]) -> list[str]:
    """A caption is short, so the first ones tell what is to be mended, and the others only that they are."""
    if not left:
        return []
    told = [f"#{one.shift_id}: {escape(one.reason[:_REASON])}" for one in left[:_MOST_TOLD]]
    others = [str(one.shift_id) for one in left[_MOST_TOLD:][:_MOST_NAMED]]
    if others:
        more = len(left) - _MOST_TOLD - len(others)
        told.append(f"Also {', '.join(others)}{f' and {more} more' if more else ''}.")
    return ["", "<b>In no half month until they are mended</b>", *told]


@report_text.register
def _(about: reports.ExportPeriods) -> str:
    del about
    return "Shifts of which time? They count by their Date."


@report_text.register
def _(about: reports.ExportPeople) -> str:
    page = f" (page {about.page + 1} of {about.of})" if about.of > 1 else ""
    return f"{period_in_words(about.period)}: whose shifts?{page}"


@report_text.register
def _(about: reports.ExportFormats) -> str:
    who = "everybody" if about.person is None else escape(about.person.name)
    return f"{period_in_words(about.period)}, {who}: as what?"


@report_text.register
def _(about: reports.JoinDecided) -> str:
    who = f"<code>{about.person_id}</code>"
    if about.is_accepted is None:
        return f"The request of {who} was decided before."
    return f"{who} is on the list now." if about.is_accepted else f"{who} was declined."


@report_text.register
def _(about: reports.ForgottenClockOut) -> str:
    since = f"since <b>{wall(about.clock_in)}</b>"
    if about.is_own:
        return f"You are clocked in {since}. Did you forget to clock out?"
    return f"{escape(about.name)} (<code>{about.person_id}</code>) is clocked in {since}."


@report_text.register
def _(about: reports.TablePaused) -> str:
    place = f"{about.tab}!{about.cell}"
    _, found, rest = about.detail.partition(f"{place} ")
    told = (
        f"{_linked(place, about.link)} {escape(rest[:_DETAIL])}" if found else escape(about.detail[:_DETAIL])
    )
    return f"<b>Please look:</b> I leave {escape(about.tab)} alone: {told}"


@report_text.register
def _(about: reports.TableResumed) -> str:
    return f"<b>Solved:</b> the tab {escape(about.tab)} is kept equal again."


@report_text.register
def _(about: reports.TabMistaken) -> str:
    return f"<b>Please look:</b> {_linked(about.tab, about.link)}: {escape(about.detail[:_DETAIL])}"


@report_text.register
def _(about: reports.TabTold) -> str:
    return f"<b>Solved:</b> no other tab passes for {escape(about.tab)} any more."


@report_text.register
def _(about: reports.SyncFailing) -> str:
    return failing_text(about)


@report_text.register
def _(about: reports.SyncWorks) -> str:
    del about
    return "<b>Solved:</b> I reach Google Sheets again. What waited is sent now."


@report_text.register
def _(about: reports.ReplicaFails) -> str:
    return (
        "<b>Please look:</b> I cannot use my own copy of the data. Where I can I answer from Google "
        "Sheets, more slowly; nothing new is saved. "
        f"{escape(in_plain_words(about.error))} Look at the disk of my machine."
    )


@report_text.register
def _(about: reports.ReplicaWorks) -> str:
    del about
    return "<b>Solved:</b> I can use my own copy of the data again."


@report_text.register
def _(about: reports.Noticed) -> str:
    return escape(_notice(about.notice)[:_DETAIL])


def _notice(notice: AdminNotice) -> str:
    match notice:
        case NewEmployee(name, settings):
            pay = f"{texts.money(settings.hourly_wage)} per hour, {texts.number(settings.sales_commission)} %"
            who = f"{name} ({settings.employee_id})"
            return f"{who} is new and got the defaults: {pay}. Correct them in the sheet."
        case RewardByHand() | RankNotReviewed() | BadBonusCode():
            return _notice_of_ranks(notice)
        case ShiftLeft(shift_id, employee_id, name, reason):
            whose = f"{name or 'an employee'} ({employee_id})"
            return f"Shift {shift_id} of {whose} is not computed: {reason}. Its figures stay as they are."
        case BonusesOfGoneShift(shift_id, bonus_ids):
            numbers = ", ".join(map(str, bonus_ids))
            return (
                f"Shift {shift_id} was deleted. Bonuses that acted on it stay used up: {numbers}. To give "
                "one back, set Applied to false and empty Shift ID in ActiveBonuses."
            )
        case PaidWithoutUnread(shift_id, employee_id, name, cells, waiting):
            whose = f"{name or 'an employee'} ({employee_id})"
            kept = f" Bonuses that depend on others wait for the next shift: {waiting}." if waiting else ""
            return (
                f"Shift {shift_id} of {whose} was paid while shifts in the sheet cannot be read, which count "
                f"in no total of the day or month.{kept} Please mend: {'; '.join(cells)}"
            )


def _notice_of_ranks(notice: RewardByHand | RankNotReviewed | BadBonusCode) -> str:
    match notice:
        case RewardByHand(employee_id, month, rank, code):
            drawn = texts.bonus_in_words(code)
            return f"Employee {employee_id} reached {rank} in {_month(month)}: {drawn}. Give it by hand."
        case RankNotReviewed(employee_id, month, reason):
            return f"The rank of employee {employee_id} in {_month(month)} was not reviewed: {reason}"
        case BadBonusCode(rank, header, code):
            return (
                f"The tab of ranks: {header} of {rank} holds {code!r}, which is no bonus code. It is never "
                "drawn; type one such as flat_10, percent_next_5 or none. /problems leads to the cell."
            )


def _problem(problem: Problem, longest: int) -> str:
    place = f"{problem.tab}!{problem.cell}" if problem.cell else problem.tab or problem.kind.value
    linked = f"<b>{_linked(place, problem.link)}</b>"
    paused = f"table {problem.table!r} is paused: {place} "
    if problem.message.startswith(paused):
        told = problem.message.removeprefix(paused)
        return f"{linked} pauses its table: it {escape(_short(told, longest))}"
    return f"{linked}: {escape(_short(problem.message.removeprefix(f'{place}: '), longest))}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\N{HORIZONTAL ELLIPSIS}"


def _folded(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return lines if more <= 0 else [*lines[:_MOST_LINES], f"and {more} more"]


def _linked(place: str, link: str | None) -> str:
    return escape(place) if link is None else f'<a href="{escape(link)}">{escape(place)}</a>'


def _sheet_side(table: Table | None, conflict: Conflict) -> str:
    """Of what was overwritten it is what stood there before."""
    if conflict.loss is Loss.OVERWRITTEN:
        return escape(f"held {overwritten(table, conflict)}"[:_DETAIL])
    return _side(table, conflict.sheet)


def _side(table: Table | None, values: Values | None) -> str:
    if values is None:
        return "no such row"
    shown = (
        f"{shown_header(table, name)} = {shown_value(table, name, value)}" for name, value in values.items()
    )
    return escape(", ".join(shown)[:_DETAIL])


def _news(news: RankNews, names: dict[int, str]) -> str:
    who = escape(names.get(news.employee_id, str(news.employee_id)))
    if news.change is None:
        return f"{who}: not reviewed, {escape((news.unreviewed or '')[:_DETAIL])}"
    change = news.change
    way = f"{escape(change.old.name)} {_ARROW} {escape(change.new.name)}"
    told = f"{who}: {'up' if change.is_up else 'down'}, {way}"
    return told if change.reward is None else f"{told}, {escape(texts.bonus_in_words(change.reward.code))}"


def _colleague(one: reports.Colleague) -> str:
    settings = one.settings
    facts = [f"{texts.money(settings.hourly_wage)}/h", f"{texts.number(settings.sales_commission)} %"]
    facts += ["admin"] if one.is_admin else []
    if one.is_at_work and one.open_shift is not None:
        facts.append(f"at work since {wall(one.open_shift.clock_in)}")
    name = escape(one.name or f"user_{settings.employee_id}")
    return f"<code>{settings.employee_id}</code> {name}: {', '.join(facts)}"


def _month(month: Month) -> str:
    return f"{month.year}/{month.month:02}"
