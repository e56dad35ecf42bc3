"""What Telegram finds in a text by itself, and which addresses it takes for links."""

import re
from collections.abc import Iterable

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, in_order, units

_DOMAIN = r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?"
_DETECTED = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("email", re.compile(rf"(?<![\w.@])[\w.+-]+@{_DOMAIN}(?!\w)")),
    ("url", re.compile(rf"(?<![\w@./])(?:https?://(?:{_DOMAIN}|localhost)|{_DOMAIN})(?:/[^\s<>\"]*)?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z]\w{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?!\w)")),
)
_LINK = re.compile(rf"(?:(?P<scheme>https?|ftp|tonsite)://)?(?P<host>{_DOMAIN})(?P<rest>[/?#]\S*)?", re.I)
_INNER = re.compile(r"(?:tg|ton)://?\S+", re.I)
_WHOLE = frozenset({"code", "pre", "text_link", "text_mention"})


def link_address(address: str) -> str | None:
    """The address in full, such as `http://host.name/`; None where Telegram would make no link of it."""
    address = address.strip()
    if _INNER.fullmatch(address):
        return address
    match = _LINK.fullmatch(address)
    if match is None:
        return None
    rest = match["rest"] or "/"
    slash = "" if rest.startswith("/") else "/"
    return f"{(match['scheme'] or 'http').lower()}://{match['host']}{slash}{rest}"


def with_detected(formatted: FormattedText) -> FormattedText:
    """The same text with commands, mentions, addresses and tags marked as well."""
    taken = [_span(entity) for entity in formatted.entities if entity["type"] in _WHOLE]
    found: list[JsonObject] = []
    for kind, pattern in _DETECTED:
        for match in pattern.finditer(formatted.text):
            offset, length = units(formatted.text[: match.start()]), units(match[0])
            if not _overlaps((offset, offset + length), taken):
                taken.append((offset, offset + length))
                found.append({"offset": offset, "length": length, "type": kind})
    return FormattedText(formatted.text, tuple(in_order([*formatted.entities, *found])))


def _span(entity: JsonObject) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
