"""A formula as tokens, which keep every character: joined again they are the formula."""

import re
from typing import NamedTuple

_REFERENCE = (
    r"(?:(?P<sheet>'(?:[^']|'')*'|[A-Za-z_][\w.]*)!)?"
    r"(?P<cells>\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(.!])"
)
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<text>\"(?:[^\"]|\"\")*\")|(?P<reference>{_REFERENCE})"
    r"|(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<error>#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!))"
    r"|(?P<name>[A-Za-z_][\w.]*)|(?P<operator><=|>=|<>|[-+*/^&=<>%(),;])|(?P<unknown>.)",
    re.DOTALL,
)
_KINDS = ("space", "text", "reference", "number", "error", "name", "operator", "unknown")


class Token(NamedTuple):
    """One piece; for a reference, `sheet` is its title as written (quotes included) and `cells` the rest."""

    kind: str
    text: str
    sheet: str | None = None
    cells: str = ""


def tokens(formula: str) -> list[Token]:
    """The tokens of a formula without its leading `=`."""
    return [_token(match) for match in _TOKEN.finditer(formula)]


def unquoted(title: str) -> str:
    """A sheet's title as written in a reference, without its quotes."""
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _token(match: re.Match[str]) -> Token:
    kind = next(kind for kind in _KINDS if match[kind] is not None)
    if kind == "reference":
        return Token(kind, match[0], match["sheet"], match["cells"])
    return Token(kind, match[0])
