"""A formula as a tree, by precedence: comparison, `&`, `+ -`, `* /`, `^`, sign, `%`."""

from dataclasses import dataclass
from functools import lru_cache

from sheetanchor.sandbox.sheets.a1 import AskedRange, parse_range
from sheetanchor.sandbox.sheets.formulas.tokens import Token, tokens, unquoted


class FormulaSyntaxError(Exception):
    """The text is no formula: the cell shows #ERROR!."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text or truth value."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of the sheet titled so, or of the formula's own sheet."""

    sheet: str | None
    area: AskedRange


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is neither reference nor function: a named range, if there is one."""

    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An error written into the formula, such as the #REF! left by a deleted row."""

    shown: str


@dataclass(frozen=True, slots=True)
class Unary:
    """Operator `+`, `-` or `%` (behind its operand)."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its upper-case name; a missing argument (`IF(a,,b)`) is an empty Constant."""

    function: str
    arguments: "tuple[Node, ...]"


Node = Constant | Reference | Name | Failure | Unary | Binary | Call
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
_TRUTHS = {"TRUE": True, "FALSE": False}


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Node:
    """The tree of a formula with its leading `=`; raises FormulaSyntaxError."""
    return _Parser([token for token in tokens(formula[1:]) if token.kind != "space"]).whole()


class _Parser:
    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = pieces
        self._at = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self._at < len(self._pieces):
            raise FormulaSyntaxError
        return node

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        left = self._level(level + 1)
        while self._is(*_LEVELS[level]):
            operator = self._next().text
            left = Binary(operator, left, self._level(level + 1))
        return left

    def _signed(self) -> Node:
        if self._is("+", "-"):
            operator = self._next().text
            return Unary(operator, self._signed())
        node = self._operand()
        while self._is("%"):
            self._next()
            node = Unary("%", node)
        return node

    def _operand(self) -> Node:
        token = self._next()
        if token.kind == "number":
            return Constant(float(token.text))
        if token.kind == "text":
            return Constant(token.text[1:-1].replace('""', '"'))
        if token.kind == "reference":
            return _reference(token)
        if token.kind == "error":
            return Failure(token.text)
        if token.kind == "name":
            return self._named(token.text)
        if token.text == "(":
            node = self._level(0)
            self._expect(")")
            return node
        raise FormulaSyntaxError

    def _named(self, word: str) -> Node:
        if self._is("("):
            self._next()
            return Call(word.upper(), self._arguments())
        truth = _TRUTHS.get(word.upper())
        return Name(word) if truth is None else Constant(truth)

    def _arguments(self) -> tuple[Node, ...]:
        arguments: list[Node] = []
        if self._is(")"):
            self._next()
            return ()
        while True:
            arguments.append(Constant("") if self._is(",", ";", ")") else self._level(0))
            if not self._is(",", ";"):
                break
            self._next()
        self._expect(")")
        return tuple(arguments)

    def _is(self, *texts: str) -> bool:
        if self._at >= len(self._pieces):
            return False
        piece = self._pieces[self._at]
        return piece.kind == "operator" and piece.text in texts

    def _next(self) -> Token:
        if self._at >= len(self._pieces):
            raise FormulaSyntaxError
        self._at += 1
        return self._pieces[self._at - 1]

    def _expect(self, text: str) -> None:
        if not self._is(text):
            raise FormulaSyntaxError
        self._at += 1


def _reference(token: Token) -> Reference:
    area = parse_range(token.cells)
    if area is None:
        raise FormulaSyntaxError
    return Reference(unquoted(token.sheet) if token.sheet else None, area)
