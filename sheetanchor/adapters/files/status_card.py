"""How synchronisation stands, as a picture that is read at a glance."""

from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sheetanchor.services.sync.status import SyncState, TableStatus

_WIDTH, _TOP, _ROW, _EDGE = 720, 92, 44, 24
_PAPER, _INK, _FAINT, _LINE = "#ffffff", "#202124", "#5f6368", "#e0e3e7"
_GOOD, _WAITS, _BAD = "#188038", "#b06000", "#c5221f"
_LONGEST = 70


def status_card(state: SyncState, at: datetime) -> bytes:
    """A PNG, 720 pixels wide: a line for each table, amber where something waits, red where it is paused."""
    lines = max(len(state.tables), 1)
    picture = Image.new("RGB", (_WIDTH, _TOP + lines * _ROW + _EDGE), _PAPER)
    draw = ImageDraw.Draw(picture)
    _write(draw, (_EDGE, 18), "Synchronisation", _INK, 28)
    _write(draw, (_EDGE, 56), _headline(state, at), _FAINT if state.last_error is None else _BAD, 17)
    for place, table in enumerate(state.tables):
        _draw_table(draw, _TOP + place * _ROW, table)
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _headline(state: SyncState, at: datetime) -> str:
    if state.last_error is not None:
        return f"Failing: {state.last_error}"[:_LONGEST]
    if state.last_fetch_at is None:
        return "The sheet was never read in full"
    read = state.last_fetch_at.astimezone(at.tzinfo)
    return f"{at:%Y/%m/%d %H:%M}, last read in full at {read:%Y/%m/%d %H:%M:%S}"


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
    facts = [f"{table.rows} row{_plural(table.rows)}"]
    facts += [f"{table.pending} to send"] if table.pending else []
    facts += [f"{table.conflicts} conflict{_plural(table.conflicts)}"] if table.conflicts else []
    facts += [f"{len(table.held)} held"] if table.held else []
    facts += [f"{len(table.left)} not computed"] if table.left else []
    facts += [f"{len(table.pinned)} pinned"] if table.pinned else []
    return ", ".join([*facts, "paused"] if table.paused is not None else facts)


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, ink: str, size: int) -> None:
    draw.text(at, text, ink, ImageFont.load_default(size))
