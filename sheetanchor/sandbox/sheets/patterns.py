"""Number format patterns taken apart: sections, literals, digit runs, date parts."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]"
    r"|(?P<elapsed>\[(?:h+|m+|s+)\])"
    r"|\[(?P<ignored>[^\]]*)\]"
    r"|(?P<split>;)"
    r"|(?P<general>General)"
    r"|(?P<half>am/pm|a/p)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)"
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)"
    r"|(?P<exponent>E[+-][#0?]+)"
    r"|(?P<percent>%)"
    r"|(?P<text>@)"
    r"|_.|\*."
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_LITERALS = ("quoted", "escaped", "money", "plain")
_MARKS = ("elapsed", "half", "date", "digits", "exponent", "percent", "text", "general")


class Token(NamedTuple):
    """A piece of a pattern; kind `literal` is shown as it stands."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the parts between semicolons."""

    tokens: tuple[Token, ...]

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_general(self) -> bool:
        """Whether it stands for the automatic format."""
        return self.has("general")

    @property
    def is_date(self) -> bool:
        """Whether it shows a date, a time or a duration."""
        return self.has("date", "elapsed", "half")

    @property
    def is_text(self) -> bool:
        """Whether it is the section for text."""
        return self.has("text")


def sections(pattern: str) -> tuple[Section, ...]:
    """The pattern's sections in order: positive, negative, zero, text."""
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(pattern):
        if match["split"]:
            parts.append([])
            continue
        token = _token(match)
        if token:
            parts[-1].append(token)
    return tuple(Section(tuple(part)) for part in parts)


def _token(match: re.Match[str]) -> Token | None:
    for kind in _MARKS:
        if match[kind]:
            return Token(kind, match[kind])
    for kind in _LITERALS:
        if match[kind] is not None:
            return Token("literal", match[kind])
    return None
