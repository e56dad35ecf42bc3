"""The values of formula cells, each worked out once per state of the spreadsheet."""

from collections.abc import Iterator
from typing import Protocol

from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange
from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue, Formula
from sheetanchor.sandbox.sheets.formulas.evaluation import evaluate, references
from sheetanchor.sandbox.sheets.formulas.functions import Block
from sheetanchor.sandbox.sheets.formulas.operators import (
    CIRCULAR,
    LOST_REFERENCE,
    SYNTAX_ERROR,
    CellError,
)
from sheetanchor.sandbox.sheets.formulas.tree import FormulaSyntaxError, Name, Node, Reference, parsed
from sheetanchor.sandbox.sheets.grid import Grid

Place = tuple[int, int, int]
"""Sheet id, row, column."""


class Tab(Protocol):
    """What formulas need of a tab."""

    @property
    def sheet_id(self) -> int:
        """By which it is found again."""
        ...

    @property
    def grid(self) -> Grid:
        """Its cells."""
        ...


class Tabs(Protocol):
    """What formulas need of a spreadsheet."""

    def sheet_by_id(self, sheet_id: int) -> Tab:
        """The tab with that id."""
        ...

    def sheet_titled(self, title: str) -> Tab | None:
        """The tab that a reference names."""
        ...

    def named_area(self, name: str) -> tuple[Tab, GridRange] | None:
        """What a named range stands for."""
        ...


class Calculation:
    """Valid for one revision of a spreadsheet; formulas that a formula reads are worked out before it."""

    def __init__(self, book: Tabs) -> None:
        self._book = book
        self._values: dict[Place, Effective] = {}

    def value(self, sheet: Tab, row: int, column: int) -> Effective:
        """The effective value of the formula cell there."""
        place = (sheet.sheet_id, row, column)
        if place not in self._values:
            self._work_out(place)
        return self._values[place]

    def _work_out(self, wanted: Place) -> None:
        """Depth first with a stack of our own: a running total down 1,000 rows must not exhaust Python's."""
        stack, open_places = [wanted], set[Place]()
        while stack:
            place = stack[-1]
            if place in self._values:
                stack.pop()
                continue
            waiting = (
                [] if place in open_places else [p for p in self._precedents(place) if p not in self._values]
            )
            if any(p in open_places or p == place for p in waiting):
                self._values[place] = CIRCULAR
            elif waiting:
                open_places.add(place)
                stack += waiting
            else:
                self._values[place] = self._evaluated(place)
                open_places.discard(place)

    def _precedents(self, place: Place) -> Iterator[Place]:
        tree = self._tree(place)
        if isinstance(tree, ErrorValue):
            return
        home = self._book.sheet_by_id(place[0])
        for reference in references(tree):
            found = self._target(home, reference)
            if found is None:
                continue
            sheet, area = found
            for row, column, cell in sheet.grid.cells_in(area):
                if isinstance(cell.entered, Formula):
                    yield sheet.sheet_id, row, column

    def _evaluated(self, place: Place) -> Effective:
        tree = self._tree(place)
        if isinstance(tree, ErrorValue):
            return tree
        try:
            value = evaluate(tree, _Reader(self, self._book.sheet_by_id(place[0])))
        except CellError as problem:
            return problem.error
        except RecursionError:
            return SYNTAX_ERROR
        return 0.0 if value is None else value

    def _tree(self, place: Place) -> Node | ErrorValue:
        entered = self._book.sheet_by_id(place[0]).grid.cell(place[1], place[2]).entered
        if not isinstance(entered, Formula):
            return SYNTAX_ERROR
        try:
            return parsed(entered.text)
        except (FormulaSyntaxError, RecursionError):
            return SYNTAX_ERROR

    def _target(self, home: Tab, reference: Reference | Name) -> tuple[Tab, GridRange] | None:
        if isinstance(reference, Name):
            return self._book.named_area(reference.name)
        sheet = home if reference.sheet is None else self._book.sheet_titled(reference.sheet)
        return (
            None
            if sheet is None
            else (sheet, reference.area.clip(sheet.grid.row_count, sheet.grid.column_count))
        )

    def block(self, home: Tab, reference: Reference | Name) -> Block | None:
        """The values that a reference in sheet `home` stands for; None where there is no such thing."""
        found = self._target(home, reference)
        if found is None:
            return None
        sheet, area = found
        rows = range(area.top, area.bottom)
        return [[self._cell(sheet, row, column) for column in range(area.left, area.right)] for row in rows]

    def _cell(self, sheet: Tab, row: int, column: int) -> Effective:
        entered = sheet.grid.cell(row, column).entered
        if isinstance(entered, Formula):
            return self._values[sheet.sheet_id, row, column]
        return entered


class _Reader:
    def __init__(self, calculation: Calculation, home: Tab) -> None:
        self._calculation = calculation
        self._home = home

    def block(self, sheet: str | None, area: AskedRange) -> Block:
        found = self._calculation.block(self._home, Reference(sheet, area))
        if not found or not found[0]:
            raise CellError(LOST_REFERENCE)
        return found

    def named(self, name: str) -> Block:
        found = self._calculation.block(self._home, Name(name))
        if found is None:
            raise CellError(ErrorValue("NAME", "#NAME?", f"Unknown range name: '{name}'."))
        return found
