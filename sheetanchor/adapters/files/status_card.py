"""How synchronisation stands, as a picture that is read at a glance."""

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sheetanchor.adapters.files.day_chart import CHART_HEIGHT, draw_chart
from sheetanchor.services.dialogue.admin.reports import SyncStats
from sheetanchor.services.sync.budget import A_MINUTE
from sheetanchor.services.sync.status import TableStatus

_WIDTH, _TOP, _ROW, _EDGE = 720, 144, 44, 24
_PAPER, _INK, _FAINT, _LINE = "#ffffff", "#202124", "#5f6368", "#e0e3e7"
_GOOD, _WAITS, _BAD = "#188038", "#b06000", "#c5221f"
_LONGEST = 78


def status_card(stats: SyncStats) -> bytes:
    """A PNG, 720 pixels wide: a line for each table, amber where something waits, red where it is paused.

    Below them the rows that moved in each of the last 24 hours, with a red mark where passes failed.
    """
    tables = stats.state.tables
    below = _TOP + max(len(tables), 1) * _ROW + _EDGE
    picture = Image.new("RGB", (_WIDTH, below + CHART_HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    _write(draw, (_EDGE, 18), "Synchronisation", _INK, 28)
    for place, (line, ink) in enumerate(_headlines(stats)):
        _write(draw, (_EDGE, 58 + place * 26), line, ink, 17)
    for place, table in enumerate(tables):
        _draw_table(draw, _TOP + place * _ROW, table)
    draw_chart(draw, (_EDGE, below, _WIDTH - _EDGE), stats.activity.hours)
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _headlines(stats: SyncStats) -> list[tuple[str, str]]:
    activity, state = stats.activity, stats.state
    read = "never" if state.last_fetch_at is None else _clock(state.last_fetch_at, stats.asked_at)
    calls = f"calls in a minute: {activity.reads} of {A_MINUTE} reads, {activity.writes} of {A_MINUTE} writes"
    return [
        (f"{stats.asked_at:%Y/%m/%d %H:%M}, read in full: {read}", _FAINT),
        (_last_pass(stats)[:_LONGEST], _FAINT if state.last_error is None else _BAD),
        (calls[0].upper() + calls[1:], _FAINT),
    ]


def _last_pass(stats: SyncStats) -> str:
    last, error = stats.activity.last_pass, stats.state.last_error
    if error is not None:
        return f"Failing: {error}"
    if last is None or last.report is None:
        return "No pass has ended since the start"
    took = f"{last.report.seconds:.1f} s"
    ended = _clock(last.ended_at, stats.asked_at)
    return f"Last pass: {ended}, {took}, {last.pulled} rows in, {last.pushed} out"


def _clock(at: datetime, now: datetime) -> str:
    """In the zone of the question; with the day where it is long ago."""
    moment = at.astimezone(now.tzinfo)
    return f"{moment:%H:%M:%S}" if now - at < timedelta(hours=12) else f"{moment:%Y/%m/%d %H:%M:%S}"


def _draw_table(draw: ImageDraw.ImageDraw, top: int, table: TableStatus) -> None:
    draw.line([(_EDGE, top), (_WIDTH - _EDGE, top)], _LINE)
    draw.ellipse([(_EDGE, top + 14), (_EDGE + 14, top + 28)], _colour(table))
    _write(draw, (_EDGE + 28, top + 9), table.tab[:24], _INK, 19)
    _write(draw, (330, top + 11), _facts(table)[:44], _FAINT, 17)


def _colour(table: TableStatus) -> str:
    if table.paused is not None:
        return _BAD
    return _WAITS if table.pending or table.conflicts or table.held or table.left else _GOOD


def _facts(table: TableStatus) -> str:
    facts = [_counted(table.rows, "row")]
    facts += [f"{table.pending} to send"] if table.pending else []
    facts += [_counted(table.conflicts, "conflict")] if table.conflicts else []
    facts += [f"{len(table.held)} held"] if table.held else []
    facts += [f"{len(table.left)} not computed"] if table.left else []
    facts += [f"{len(table.pinned)} pinned"] if table.pinned else []
    return ", ".join([*facts, "paused"] if table.paused is not None else facts)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, ink: str, size: int) -> None:
    draw.text(at, text, ink, ImageFont.load_default(size))
