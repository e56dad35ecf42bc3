"""How synchronisation is told to admins, as HTML; values from outside are escaped here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape

from sheetanchor.domain.sync.errors import (
    AccessError,
    CredentialError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
)
from sheetanchor.services.dialogue.admin import reports
from sheetanchor.services.sync.activity import Activity
from sheetanchor.services.sync.budget import A_MINUTE
from sheetanchor.services.sync.pass_watch import PassNote
from sheetanchor.services.sync.preview import TablePreview
from sheetanchor.services.sync.status import TableStatus

_DETAIL = 1500
#: Of a plan, so that all of it fits into one message.
_MOST_STEPS, _STEP, _REASON = 24, 80, 240
_TWO_MINUTES = 120


def stats_text(about: reports.SyncStats) -> str:
    """When and what moved last, the calls, a day in two numbers, and each table."""
    state, activity = about.state, about.activity
    lines = ["<b>Sync</b>", f"Last full read: {_ago(state.last_fetch_at, about.asked_at)}"]
    lines += [] if activity.last_pass is None else [_last_pass(activity.last_pass, about.asked_at)]
    lines += [_calls(activity)]
    lines += [_day(activity)]
    if state.last_error is not None:
        lines.append(f"The last pass failed: {escape(state.last_error[:_DETAIL])}")
    lines += [f"<b>Weaker promise:</b> {escape(one.message()[:_REASON])}" for one in state.weaker]
    return "\n".join([*lines, "", *(_table(table) for table in state.tables)])


def done_text(about: reports.SyncDone) -> str:
    """What moved, and what is left for people."""
    left = [f"{counted(about.conflicts, 'conflict')} {_wait(about.conflicts)}"] if about.conflicts else []
    left += [f"{counted(about.held, 'held cell')} {_wait(about.held)}"] if about.held else []
    left += [f"{tab} is paused" for tab in about.paused]
    moved = f"Done at {about.at:%H:%M:%S}: {counted(about.pulled, 'row')} in, {about.pushed} out"
    return escape("; ".join([moved, *left]) + ".")


def failing_text(about: reports.SyncFailing) -> str:
    """How long it has gone on, why, and what that means for the shifts."""
    minutes = int(about.lasted / timedelta(minutes=1))
    lasted = f" for {counted(minutes, 'minute')}" if minutes else ""
    kept = "Shifts are kept and will be sent later."
    if isinstance(about.error, ServiceUnavailableError | OutcomeUnknownError):
        return f"<b>Please look:</b> I could not reach Google Sheets{lasted}. {kept}"
    _, _, noted = about.detail.partition(": ")
    reason = (noted or about.detail) if about.error is None else in_plain_words(about.error)
    return f"<b>Please look:</b> nothing was synchronised{lasted}. {escape(reason[:_DETAIL])} {kept}"


def plan_text(about: reports.PlanShown) -> str:
    """Table by table; of very long plans the first steps of each."""
    tables = [table for table in about.preview.tables if table.steps or table.paused is not None]
    if not tables:
        return "There is nothing to be done: the tables are equal."
    most = max(_MOST_STEPS // len(tables), 1)
    parts = [_planned(table, about.tabs.get(table.table, table.table), most) for table in tables]
    return "\n\n".join(["<b>This would be done. Nothing is changed yet.</b>", *parts])


def _planned(table: TablePreview, tab: str, most: int) -> str:
    lines = [f"<b>{escape(tab)}</b>: {counted(len(table.steps), 'step')}"]
    if table.paused is not None:
        lines.append(f"stays paused whatever is allowed: {escape(_short(table.paused))}")
    if table.waived is not None:
        lines.append(f"only if you allow it: {escape(_short(table.waived))}")
    lines += [
        escape(f"- {step.what}: row {step.row} {step.detail}".strip()[:_STEP]) for step in table.steps[:most]
    ]
    more = len(table.steps) - most
    return "\n".join(lines + ([f"and {more} more"] if more > 0 else []))


def _short(reason: str) -> str:
    return reason if len(reason) <= _REASON else f"{reason[:_REASON]}\N{HORIZONTAL ELLIPSIS}"


def in_plain_words(error: Exception) -> str:
    """Why a pass failed, as sentences for somebody who only knows the sheet."""
    return next(words(error) for kind, words in _REASONS if isinstance(error, kind))


def _as_sentence(error: Exception) -> str:
    text = str(error).strip()[:_DETAIL]
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


_REASONS: tuple[tuple[type[Exception], Callable[[Exception], str]], ...] = (
    (ServiceUnavailableError, lambda _: "I cannot reach Google Sheets."),
    (OutcomeUnknownError, lambda _: "Google Sheets did not answer; I look what came of it."),
    (QuotaError, lambda _: "Google wants a pause, because too much was asked in a minute."),
    (AccessError, lambda _: "I may not open the spreadsheet. Is it still shared with the service account?"),
    (CredentialError, lambda _: "Google refuses the key of the service account."),
    (Exception, _as_sentence),
)


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"


def counted(number: int, what: str) -> str:
    """1 row, 2 rows."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _last_pass(note: PassNote, now: datetime) -> str:
    if note.report is None:
        return f"Last pass: {_ago(note.ended_at, now)}, failed"
    moved = f"{counted(note.pulled, 'row')} in, {note.pushed} out" if note.report.moved else "nothing new"
    return f"Last pass: {_ago(note.ended_at, now)}, took {note.report.seconds:.1f} s, {moved}"


def _calls(activity: Activity) -> str:
    reads, writes = activity.reads, activity.writes
    return f"Calls of the last minute: {reads} of {A_MINUTE} reads, {writes} of {A_MINUTE} writes"


def _day(activity: Activity) -> str:
    pulled = sum(hour.pulled for hour in activity.hours)
    pushed = sum(hour.pushed for hour in activity.hours)
    failures = sum(hour.failures for hour in activity.hours)
    failed = counted(failures, "failure") if failures else "no failures"
    return f"Last 24 hours: {counted(pulled, 'row')} in, {pushed} out, {failed}"


def _table(table: TableStatus) -> str:
    facts = [counted(table.rows, "row")]
    facts += [f"{table.pending} to send"] if table.pending else []
    facts += [counted(table.conflicts, "conflict")] if table.conflicts else []
    facts += [f"{len(table.held)} held"] if table.held else []
    facts += [f"{len(table.left)} to be mended"] if table.left else []
    facts += [f"{len(table.pinned)} pinned"] if table.pinned else []
    facts += ["<b>paused</b>"] if table.paused is not None else []
    return f"{escape(table.tab)}: {', '.join(facts)}"


def _ago(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never"
    seconds = max(int((now - at) / timedelta(seconds=1)), 0)
    return f"{seconds} s ago" if seconds < _TWO_MINUTES else f"{seconds // 60} min ago"
