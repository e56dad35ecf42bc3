"""Code stands alone: Telegram lets nothing else format what a `code` or `pre` covers."""

from collections.abc import Iterable, Iterator

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, in_order

_SPLIT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_AROUND = frozenset({"blockquote", "expandable_blockquote"})
_CODE = ("pre", "code")


def code_apart(formatted: FormattedText) -> FormattedText:
    """Bold and the like are split around code, links over it go, quotations may hold it; `pre` wins."""
    code: list[JsonObject] = []
    for kind in _CODE:
        for entity in formatted.entities:
            if entity["type"] == kind and not any(_overlap(entity, other) for other in code):
                code.append(entity)
    code.sort(key=lambda entity: int(entity["offset"]))
    rest = [part for entity in formatted.entities for part in _outside(entity, code)]
    return FormattedText(formatted.text, tuple(in_order([*rest, *code])))


def _outside(entity: JsonObject, code: Iterable[JsonObject]) -> Iterator[JsonObject]:
    if entity["type"] in _CODE:
        return
    covered = [one for one in code if _overlap(entity, one)]
    if not covered or entity["type"] in _AROUND:
        yield entity
    elif entity["type"] in _SPLIT:
        start = entity["offset"]
        for one in covered:
            yield {**entity, "offset": start, "length": max(one["offset"] - start, 0)}
            start = _end(one)
        yield {**entity, "offset": start, "length": max(_end(entity) - start, 0)}


def _end(entity: JsonObject) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _overlap(one: JsonObject, other: JsonObject) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))
