"""A day of synchronisation as bars: rows from the sheet, rows to it, and the hours in which passes failed."""

from collections.abc import Sequence

from PIL import ImageDraw, ImageFont

from sheetanchor.services.sync.activity import Hour

CHART_HEIGHT = 230
_BARS, _TITLE, _LABELS = 140, 34, 26
_INK, _FAINT, _LINE = "#202124", "#5f6368", "#e0e3e7"
IN, OUT, FAILED = "#1a73e8", "#7baaf7", "#c5221f"
_EVERY = 4


def draw_chart(draw: ImageDraw.ImageDraw, place: tuple[int, int, int], hours: Sequence[Hour]) -> None:
    """place: left edge, top, and right edge."""
    left, top, right = place
    foot = top + _TITLE + _BARS
    most = max((hour.pulled + hour.pushed for hour in hours), default=0)
    _title(draw, left, top, most)
    draw.line([(left, foot), (right, foot)], _LINE)
    width = (right - left) / max(len(hours), 1)
    for number, hour in enumerate(hours):
        begin, end = int(left + number * width) + 2, int(left + (number + 1) * width) - 2
        _bar(draw, (begin, end), foot, hour, most)
        if hour.begins.hour % _EVERY == 0:
            _write(draw, (begin, foot + 12), f"{hour.begins:%H:%M}", _FAINT, 14)


def _title(draw: ImageDraw.ImageDraw, left: int, top: int, most: int) -> None:
    _write(draw, (left, top), "Last 24 hours", _INK, 17)
    legend = ((150, IN, "rows in"), (250, OUT, "rows out"), (360, FAILED, "passes failed"))
    for offset, colour, what in legend:
        draw.rectangle([(left + offset, top + 5), (left + offset + 12, top + 17)], colour)
        _write(draw, (left + offset + 18, top + 1), what, _FAINT, 15)
    _write(draw, (left + 520, top + 1), f"highest: {most}", _FAINT, 15)


def _bar(draw: ImageDraw.ImageDraw, sides: tuple[int, int], foot: int, hour: Hour, most: int) -> None:
    """Rows to the sheet stand on those from it; whatever moved at all is seen."""
    begin, end = sides
    base = foot - 1
    for rows, colour in ((hour.pulled, IN), (hour.pushed, OUT)):
        if rows:
            height = max(round(rows / most * (_BARS - 6)), 2)
            draw.rectangle([(begin, base - height + 1), (end, base)], colour)
            base -= height
    if hour.failures:
        draw.rectangle([(begin, foot + 3), (end, foot + 8)], FAILED)


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, ink: str, size: int) -> None:
    draw.text(at, text, ink, ImageFont.load_default(size))
