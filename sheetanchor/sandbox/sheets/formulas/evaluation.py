"""The value of a formula's tree, given a way to read cells."""

from collections.abc import Iterator
from typing import Protocol

from sheetanchor.sandbox.sheets.a1 import AskedRange
from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue
from sheetanchor.sandbox.sheets.formulas import functions
from sheetanchor.sandbox.sheets.formulas.functions import Argument, Block, single
from sheetanchor.sandbox.sheets.formulas.operators import CellError, as_number, as_truth, binary
from sheetanchor.sandbox.sheets.formulas.tree import (
    Binary,
    Call,
    Constant,
    Failure,
    Name,
    Node,
    Reference,
    Unary,
)

_ERROR_TYPES = {
    "#REF!": "REF",
    "#N/A": "N_A",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#NAME?": "NAME",
}


class CellReader(Protocol):
    """What a formula sees of its spreadsheet."""

    def block(self, sheet: str | None, area: AskedRange) -> Block:
        """The values of those cells; raises CellError #REF! where the sheet does not exist."""
        ...

    def named(self, name: str) -> Block:
        """The values of a named range; raises CellError #NAME? where there is none."""
        ...


def evaluate(node: Node, cells: CellReader) -> Effective:
    """One value; raises CellError where the formula comes to an error."""
    return single(_value(node, cells))


def references(node: Node) -> Iterator[Reference | Name]:
    """All cells that a formula may read."""
    if isinstance(node, Reference | Name):
        yield node
    elif isinstance(node, Unary):
        yield from references(node.operand)
    elif isinstance(node, Binary):
        yield from references(node.left)
        yield from references(node.right)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from references(argument)


def _value(node: Node, cells: CellReader) -> Argument:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Reference):
        return cells.block(node.sheet, node.area)
    if isinstance(node, Name):
        return cells.named(node.name)
    if isinstance(node, Failure):
        raise CellError(ErrorValue(_ERROR_TYPES.get(node.shown, "ERROR"), node.shown))
    if isinstance(node, Unary):
        return _unary(node, cells)
    if isinstance(node, Binary):
        return binary(node.operator, evaluate(node.left, cells), evaluate(node.right, cells))
    return _call(node, cells)


def _unary(node: Unary, cells: CellReader) -> Effective:
    value = as_number(evaluate(node.operand, cells))
    return {"-": -value, "+": value, "%": value / 100}[node.operator]


def _call(node: Call, cells: CellReader) -> Argument:
    if node.function == "IF" and len(node.arguments) in {2, 3}:
        condition, *branches = node.arguments
        if as_truth(evaluate(condition, cells)):
            return _value(branches[0], cells)
        return _value(branches[1], cells) if len(branches) > 1 else False
    return functions.call(node.function, [_value(argument, cells) for argument in node.arguments])
