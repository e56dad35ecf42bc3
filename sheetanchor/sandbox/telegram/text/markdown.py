"""`parse_mode` MarkdownV2."""

import re
from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import BotApiError, bad_request
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, byte_offset, in_order, units
from sheetanchor.sandbox.telegram.text.links import link_address

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}
_BEGINNINGS = (
    ("```", "Pre"),
    ("__", "Underline"),
    ("||", "Spoiler"),
    ("![", "CustomEmoji"),
    ("*", "Bold"),
    ("_", "Italic"),
    ("~", "Strikethrough"),
    ("`", "Code"),
    ("[", "TextUrl"),
)
_LITERAL = frozenset({"Code", "Pre", "PreCode"})
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
}
_LANGUAGE = re.compile(r"[^\s`]++(?=[^`])")
_NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")
_EMOJI = re.compile(r"tg://emoji/?\?(?:[^#]*&)?id=(?P<id>\d+)", re.I)
_LAST_ASCII = 126


@dataclass
class _Open:
    kind: str
    at: int
    offset: int
    start: int
    language: str = ""


def parse_markdown(markup: str) -> FormattedText:
    """Raises BotApiError in Telegram's words, with the byte at which it gave up."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._stack: list[_Open] = []
        self._quote: _Open | None = None
        self._entities: list[JsonObject] = []

    def parse(self) -> FormattedText:
        while self._at < len(self._markup):
            self._step()
        if self._stack and not (self._ends_expandable() and not self._stack):
            raise self._unended()
        self._end_quote()
        return FormattedText("".join(self._out), tuple(in_order(self._entities)))

    def _step(self) -> None:
        character = self._markup[self._at]
        if self._begins_line() and self._quote_mark():
            return
        if character == "\\" and self._is_escape():
            self._put(self._markup[self._at + 1], 2)
        elif self._stack and self._ends(self._stack[-1]):
            self._end()
        elif character == "\n":
            self._end_line()
        elif character not in _RESERVED or (self._in_literal() and character != "`"):
            self._put(character, 1)
        else:
            self._begin()

    def _put(self, text: str, consumed: int) -> None:
        self._out.append(text)
        self._length += units(text)
        self._at += consumed

    def _is_escape(self) -> bool:
        following = self._markup[self._at + 1 : self._at + 2]
        return bool(following) and 0 < ord(following) <= _LAST_ASCII

    def _in_literal(self) -> bool:
        return bool(self._stack) and self._stack[-1].kind in _LITERAL

    def _begins_line(self) -> bool:
        return (self._at == 0 or self._markup[self._at - 1] in "\r\n") and not self._in_literal()

    def _quote_mark(self) -> bool:
        """Take the `>` that begins a line of a quotation; `**>` begins another one."""
        if self._markup.startswith("**>", self._at):
            self._end_quote()
            self._at += 2
        if self._markup[self._at] != ">":
            return False
        if self._quote is None:
            self._quote = _Open("BlockQuote", self._at, self._length, len(self._out))
        self._at += 1
        return True

    def _end_line(self) -> None:
        following = self._markup[self._at + 1 : self._at + 2]
        is_last = self._quote is not None and not self._in_literal() and following != ">"
        inside = is_last and self._quote is not None and self._nested_in(self._quote)
        if inside and not self._ends_expandable():
            raise self._unended()
        self._put("\n", 1)
        if is_last:
            self._end_quote()

    def _nested_in(self, quote: _Open) -> bool:
        return bool(self._stack) and self._stack[-1].at > quote.at

    def _ends_expandable(self) -> bool:
        """A spoiler that begins and ends nothing at a quotation's end makes the quotation expandable."""
        if not self._stack or self._quote is None:
            return False
        last = self._stack[-1]
        is_mark = last.kind == "Spoiler" and not "".join(self._out[last.start :]).strip("\r")
        if not is_mark or any(opened.at > self._quote.at for opened in self._stack[:-1]):
            return False
        self._stack.pop()
        self._quote.language = "expandable"
        return True

    def _end_quote(self) -> None:
        if self._quote is None:
            return
        kind = "expandable_blockquote" if self._quote.language else "blockquote"
        self._entities.append(self._entity(self._quote, {"type": kind}))
        self._quote = None

    def _ends(self, opened: _Open) -> bool:
        if opened.kind == "Italic":
            return self._markup[self._at] == "_" and not self._markup.startswith("__", self._at)
        return self._markup.startswith(_MARKS[opened.kind], self._at)

    def _begin(self) -> None:
        for mark, kind in _BEGINNINGS:
            if self._markup.startswith(mark, self._at):
                self._stack.append(_Open(kind, self._at, self._length, len(self._out)))
                self._at += len(mark)
                if kind == "Pre":
                    self._begin_pre(self._stack[-1])
                return
        character = self._markup[self._at]
        raise _refusal(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _begin_pre(self, opened: _Open) -> None:
        language = _LANGUAGE.match(self._markup, self._at)
        if language is not None:
            opened.kind, opened.language = "PreCode", language[0]
            self._at = language.end()
        newline = _NEWLINE.match(self._markup, self._at)
        if newline is not None:
            self._at = newline.end()

    def _end(self) -> None:
        opened = self._stack.pop()
        self._at += len(_MARKS[opened.kind])
        address = self._address(opened) if opened.kind in {"TextUrl", "CustomEmoji"} else ""
        extra = self._extra(opened, address)
        if extra is not None:
            self._entities.append(self._entity(opened, extra))

    def _extra(self, opened: _Open, address: str) -> JsonObject | None:
        if opened.kind == "CustomEmoji":
            return {"custom_emoji_id": _emoji_id(address)}
        if opened.kind == "TextUrl":
            link = link_address(address or "".join(self._out[opened.start :]))
            return {"url": link} if link else None
        return {"language": opened.language} if opened.language else {}

    def _entity(self, opened: _Open, extra: JsonObject) -> JsonObject:
        span = {"offset": opened.offset, "length": self._length - opened.offset}
        return {**span, "type": _TYPES[opened.kind], **extra}

    def _address(self, opened: _Open) -> str:
        """What stands in round brackets behind the square ones."""
        if not self._markup.startswith("(", self._at):
            return ""
        found: list[str] = []
        self._at += 1
        begin = self._at
        while self._at < len(self._markup) and self._markup[self._at] != ")":
            self._at += self._markup[self._at] == "\\" and self._is_escape()
            found.append(self._markup[self._at])
            self._at += 1
        if self._at >= len(self._markup):
            what = "a custom emoji URL" if opened.kind == "CustomEmoji" else "a URL"
            raise self._refusal_at(f"Can't find end of {what}", begin)
        self._at += 1
        return "".join(found)

    def _unended(self) -> BotApiError:
        opened = self._stack[-1]
        return self._refusal_at(f"Can't find end of {opened.kind} entity", opened.at)

    def _refusal_at(self, sentence: str, at: int) -> BotApiError:
        return _refusal(f"{sentence} at byte offset {byte_offset(self._markup, at)}")


def _emoji_id(address: str) -> str:
    if not address:
        raise _refusal("Custom emoji entity must contain a tg://emoji URL")
    match = _EMOJI.match(address)
    if match is None:
        raise _refusal("Custom emoji URL must have an emoji identifier")
    return match["id"]


def _refusal(sentence: str) -> BotApiError:
    return bad_request(f"Can't parse entities: {sentence}")
