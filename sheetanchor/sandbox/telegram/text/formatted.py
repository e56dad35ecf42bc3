"""A text and the entities on it, whose offsets and lengths count UTF-16 code units."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject

_OUTER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link")
_INNER = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
_RANKS = {kind: rank for rank, kind in enumerate((*_OUTER, "", *_INNER))}


@dataclass(frozen=True)
class FormattedText:
    """Entities in the API's form, sorted: outer before inner."""

    text: str
    entities: tuple[JsonObject, ...] = ()


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, index: int) -> int:
    """Where a character begins in UTF-8, as Telegram's errors count."""
    return len(text[:index].encode("utf-8", "surrogatepass"))


def in_order(entities: Iterable[JsonObject]) -> list[JsonObject]:
    """By place, the longer first, then as Telegram ranks the kinds; those without length left out."""
    return sorted((entity for entity in entities if entity["length"] > 0), key=_rank)


def _rank(entity: JsonObject) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANKS.get(entity["type"], len(_OUTER))


def trimmed(formatted: FormattedText) -> FormattedText:
    """Without white space at either end, as Telegram keeps texts; entities are cut to what is left."""
    text = formatted.text.strip()
    before = units(formatted.text) - units(formatted.text.lstrip())
    kept = [_moved(entity, before, units(text)) for entity in formatted.entities]
    return FormattedText(text, tuple(in_order(kept)))


def _moved(entity: JsonObject, back: int, room: int) -> JsonObject:
    start = max(entity["offset"] - back, 0)
    end = min(entity["offset"] + entity["length"] - back, room)
    return {**entity, "offset": start, "length": end - start}
