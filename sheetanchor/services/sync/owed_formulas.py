"""Formulas that are owed: which can stand again as they were, and which are lost but for their text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sheetanchor.domain.sync.debts import CellDebt, RowDebt, again_before, can_stand, model_of
from sheetanchor.domain.sync.formulas import FormulaAt, has_references, rows_named
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import CellFormat

Placed = tuple[int, int, CellDebt]


def payable_cells(tab: Tab, cells: Iterable[Placed]) -> tuple[list[Placed], list[CellDebt]]:
    """Owed cells as they can be paid, and the formulas among them that cannot stand there.

    Of such a one the value that it showed is paid, and nothing where it showed none.
    """
    paid, lost = list[Placed](), list[CellDebt]()
    for place, column, debt in cells:
        if debt.formula is None or _stands(tab, place, column, debt, debt.formula):
            paid.append((place, column, debt))
            continue
        lost.append(replace(debt, place=place, column=column))
        if debt.formula.error is None:
            paid.append((place, column, replace(debt, formula=None)))
    return paid, lost


def _stands(tab: Tab, place: int, column: int, debt: CellDebt, formula: FormulaAt) -> bool:
    is_aside = column != debt.column and has_references(formula.text)
    return not is_aside and can_stand(tab, place, formula, debt.header)


def payable_rows(tab: Tab, rows: Sequence[RowDebt]) -> tuple[list[RowDebt], list[CellDebt]]:
    """Rows to insert again with the formulas that can stand in them, and the others."""
    lost = [each for debt in rows for each in _lost_in(tab, debt, is_only=len(rows) == 1)]
    return [replace(debt, formulas=tuple(_kept_in(tab, debt, is_only=len(rows) == 1))) for debt in rows], lost


def _kept_in(tab: Tab, debt: RowDebt, *, is_only: bool) -> Iterator[tuple[int, FormulaAt]]:
    for column, formula in debt.formulas:
        if _stands_in(tab, debt, column, formula, is_only=is_only):
            yield column, formula


def _lost_in(tab: Tab, debt: RowDebt, *, is_only: bool) -> Iterator[CellDebt]:
    place = again_before(tab, debt)
    for column, formula in debt.formulas:
        if not _stands_in(tab, debt, column, formula, is_only=is_only):
            yield CellDebt(
                table=debt.table,
                place=place,
                column=column,
                wrote=None,
                owed=debt.line[column],
                line=debt.line,
                header=debt.header,
                identity=debt.identity,
                formula=formula,
            )


def _stands_in(tab: Tab, debt: RowDebt, column: int, formula: FormulaAt, *, is_only: bool) -> bool:
    """A row takes over the formats of a neighbour, and beside others it may come to stand elsewhere."""
    place = again_before(tab, debt)
    shown = dict(debt.formats).get(column, CellFormat.PLAIN)
    is_alone = is_only or not rows_named(formula.text) - {formula.place}
    is_shown_so = shown is tab.cell(model_of(place), column).format
    return is_alone and is_shown_so and can_stand(tab, place, formula, debt.header)
