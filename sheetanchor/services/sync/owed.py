"""What a batch wrote over unseen and is still to be put back, for people to see until it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.debts import CellDebt, Debt, Line, RowDebt
from sheetanchor.domain.sync.tab import address
from sheetanchor.domain.tables.cells import Cell, CellValue
from sheetanchor.domain.tables.schema import Table


@dataclass(frozen=True, slots=True)
class Owed:
    """One cell or row. address: where it stood when it was overwritten; message: what happened to it."""

    address: str
    message: str
    settle: tuple[str, ...]


def owed_in(table: Table, debts: Sequence[Debt]) -> Iterator[Owed]:
    """What is owed in one table, in the order in which it was found."""
    for debt in debts:
        if debt.table == table.name:
            yield _cell(table, debt) if isinstance(debt, CellDebt) else _row(table, debt)


def _cell(table: Table, debt: CellDebt) -> Owed:
    place = address(debt.place, debt.column)
    owed = _shown(debt.owed)
    message = (
        f"{table.tab}!{place}: the program wrote {_shown(debt.wrote)} over {owed}, typed there a moment "
        "before. It has still to be put back; until then the program counts with what was typed."
    )
    return Owed(place, message, (_PUT_RIGHT, f"typing {owed} into {table.tab}!{place} again"))


def _row(table: Table, debt: Debt) -> Owed:
    place, line = address(debt.place, 0), _line(debt.line)
    if isinstance(debt, RowDebt):
        message = (
            f"{table.tab}: a row that the program deleted just when it was edited is to stand there again"
        )
    else:
        message = f"{table.tab}: a row that the program added by mistake is to go again"
    return Owed(place, f"{message}: {line}. The table waits until then.", (_PUT_RIGHT,))


_PUT_RIGHT = "a pass puts it right: that of the running bot, or `sheetanchor sync`"


def _line(line: Line) -> str:
    return ", ".join(_shown(value) for value in line if value is not None) or "a blank one"


def _shown(value: CellValue) -> str:
    return "nothing" if value is None else repr(Cell(value).shown())
