"""Formatted text as HTML that a browser shows."""

from html import escape

from sheetanchor.sandbox.json_text import JsonObject

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
}


def html_of(text: str, entities: list[JsonObject]) -> str:
    """Escaped text in well-nested tags of the Bot API's own HTML; what was only detected stays plain."""
    units = text.encode("utf-16-le")
    shown = [entity for entity in entities if entity["type"] in _TAGS]
    parts: list[str] = []
    open_now: list[JsonObject] = []
    at = 0
    borders = {len(units) // 2, *(one["offset"] for one in shown), *(_end_of(one) for one in shown)}
    for border in sorted(borders):
        parts.append(escape(units[at * 2 : border * 2].decode("utf-16-le"), quote=False))
        at = border
        _close(open_now, border, parts)
        for entity in (one for one in shown if one["offset"] == border):
            parts.append(_start(entity))
            open_now.append(entity)
    return "".join(parts)


def _end_of(entity: JsonObject) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _close(open_now: list[JsonObject], border: int, parts: list[str]) -> None:
    """End what ends here; what lies over it and goes on is ended and begun anew."""
    first = next((at for at, entity in enumerate(open_now) if _end_of(entity) <= border), len(open_now))
    over = open_now[first:]
    del open_now[first:]
    parts.extend(f"</{_TAGS[entity['type']]}>" for entity in reversed(over))
    for entity in over:
        if _end_of(entity) > border:
            parts.append(_start(entity))
            open_now.append(entity)


def _start(entity: JsonObject) -> str:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">'
    tag = _TAGS[entity["type"]]
    return f"<{tag} expandable>" if entity["type"] == "expandable_blockquote" else f"<{tag}>"
