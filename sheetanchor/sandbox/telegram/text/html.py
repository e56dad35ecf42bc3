"""`parse_mode` HTML."""

import re
from dataclasses import dataclass, field

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import BotApiError, bad_request
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, byte_offset, in_order, units
from sheetanchor.sandbox.telegram.text.links import link_address

_KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<dec>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>]*")
_BARE = re.compile(r"[A-Za-z0-9.\-]+")
_SPACE = re.compile(r"\s*")
_LARGEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_PREFIX = "language-"


@dataclass
class _Open:
    tag: str
    at: int
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(markup: str) -> FormattedText:
    """Raises BotApiError in Telegram's words, with the byte at which it gave up."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._stack: list[_Open] = []
        self._entities: list[JsonObject] = []

    def parse(self) -> FormattedText:
        while self._at < len(self._markup):
            character = self._markup[self._at]
            if character == "&":
                self._reference()
            elif character != "<":
                self._put(character, 1)
            elif self._markup.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._stack:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self._stack[-1].tag}"')
        return FormattedText("".join(self._out), tuple(in_order(_with_languages(self._entities))))

    def _put(self, text: str, consumed: int) -> None:
        self._out.append(text)
        self._length += units(text)
        self._at += consumed

    def _reference(self) -> None:
        text, consumed = _decoded(self._markup, self._at)
        self._put(text, consumed)

    def _start_tag(self) -> None:
        begin = self._at
        name = self._read(_NAME, begin + 1)
        if self._at >= len(self._markup):
            raise self._refusal_at("Unclosed start tag", begin)
        tag = name.lower()
        if tag not in _KINDS:
            raise self._refusal_at(f'Unsupported start tag "{tag}"', begin)
        opened = _Open(tag, begin, self._length, len(self._out))
        self._attributes(opened)
        if tag == "span" and opened.attributes.get("class") != "tg-spoiler":
            raise self._refusal_at('Tag "span" must have class "tg-spoiler"', begin)
        self._stack.append(opened)

    def _attributes(self, opened: _Open) -> None:
        while True:
            self._read(_SPACE, self._at)
            if self._peek() == ">":
                self._at += 1
                return
            name = self._read(_ATTRIBUTE, self._at)
            if not name:
                raise self._attribute_refusal(opened)
            self._read(_SPACE, self._at)
            opened.attributes[name.lower()] = self._value(opened) if self._peek() == "=" else ""

    def _attribute_refusal(self, opened: _Open) -> BotApiError:
        if not self._peek():
            return self._refusal_at("Unclosed start tag", opened.at)
        return self._refusal_at(f'Empty attribute name in the tag "{opened.tag}"', opened.at)

    def _value(self, opened: _Open) -> str:
        self._read(_SPACE, self._at + 1)
        quote = self._peek()
        if not quote:
            raise self._refusal_at(f'Unclosed start tag "{opened.tag}"', opened.at)
        if quote not in "'\"":
            return self._bare_value()
        end = self._markup.find(quote, self._at + 1)
        if end < 0:
            raise self._refusal_at("Unclosed start tag", opened.at)
        raw, self._at = self._markup[self._at + 1 : end], end + 1
        return _REFERENCE.sub(lambda match: _decoded(match[0], 0)[0], raw)

    def _bare_value(self) -> str:
        begin = self._at
        value = self._read(_BARE, begin)
        if not value or not (self._peek() == ">" or self._peek().isspace()):
            raise self._refusal_at("Unexpected end of name token", begin)
        return value

    def _end_tag(self) -> None:
        begin = self._at
        if not self._stack:
            raise self._refusal_at("Unexpected end tag", begin)
        opened = self._stack[-1]
        name = self._read(_NAME, begin + 2).lower()
        self._read(_SPACE, self._at)
        if self._peek() != ">":
            raise self._refusal_at("Unclosed end tag", begin)
        if name and name != opened.tag:
            found = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _refusal(f"Unmatched end tag at byte offset {byte_offset(self._markup, begin)}, {found}")
        self._at += 1
        self._close(self._stack.pop())

    def _close(self, opened: _Open) -> None:
        extra = _extra(opened, "".join(self._out[opened.start :]))
        if extra is not None:
            span = {"offset": opened.offset, "length": self._length - opened.offset}
            self._entities.append({**span, "type": _KINDS[opened.tag], **extra})

    def _peek(self) -> str:
        return self._markup[self._at : self._at + 1]

    def _read(self, pattern: re.Pattern[str], at: int) -> str:
        match = pattern.match(self._markup, at)
        found = match[0] if match else ""
        self._at = at + len(found)
        return found

    def _refusal_at(self, sentence: str, at: int) -> BotApiError:
        return _refusal(f"{sentence} at byte offset {byte_offset(self._markup, at)}")


def _refusal(sentence: str) -> BotApiError:
    return bad_request(f"Can't parse entities: {sentence}")


def _decoded(markup: str, at: int) -> tuple[str, int]:
    match = _REFERENCE.match(markup, at)
    if match is None:
        return markup[at], 1
    if match["name"]:
        known = _NAMED.get(match["name"])
        return (known, len(match[0])) if known else (markup[at], 1)
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if code in _SURROGATES:
        raise _refusal(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return (chr(code), len(match[0])) if 0 < code <= _LARGEST else (markup[at], 1)


def _extra(opened: _Open, text: str) -> JsonObject | None:
    """What an entity has beside its place; None where none comes of the tag."""
    if opened.tag == "a":
        address = link_address(opened.attributes.get("href") or text)
        return {"url": address} if address else None
    if opened.tag == "tg-emoji":
        return {"custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    if opened.tag == "code" and opened.attributes.get("class", "").startswith(_PREFIX):
        return {"language": opened.attributes["class"].removeprefix(_PREFIX)}
    return {}


def _with_languages(entities: list[JsonObject]) -> list[JsonObject]:
    """A `pre` and a `code` with a language on the same text are one `pre`; else the language is nothing."""
    languages = {_place(e): e.pop("language") for e in entities if e["type"] == "code" and "language" in e}
    for entity in entities:
        if entity["type"] == "pre" and languages.get(_place(entity)):
            entity["language"] = languages[_place(entity)]
    merged = {_place(entity) for entity in entities if "language" in entity}
    return [entity for entity in entities if not (entity["type"] == "code" and _place(entity) in merged)]


def _place(entity: JsonObject) -> tuple[int, int]:
    return entity["offset"], entity["length"]
