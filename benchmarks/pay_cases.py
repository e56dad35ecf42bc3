"""What people do with shifts, and what the predecessor asked Google for when they did.

Its figures were measured on its own code of November 2025 (reads and writes of Sheets together, without its
cache); those of many shifts at once are the one figure times as many.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from benchmarks.pay_program import ANN, BEN, Program, yesterday
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.payroll.shift_edits import EditRequest

_NOBODY = 9001
_BURST = range(2001, 2051)
_DEMO_TEAM = 7
_STAMP = "%Y/%m/%d %H:%M:%S"


@dataclass(frozen=True)
class Case:
    """One thing that people do.

    act: it, here. create, flow: requests of the predecessor's create_shift, and of its handlers from first to
    last tap; None where that was not measured. prepare: what stands in the workbook. before: what was done
    here already. shift_of: whose shift SheetsService creates for comparison.
    """

    name: str
    act: Callable[[Program], object]
    create: int | None = None
    flow: int | None = None
    prepare: Callable[[Spreadsheet], None] = lambda _: None
    before: Callable[[Program], object] = lambda _: None
    shift_of: int | None = None


def _type_row(book: Spreadsheet, tab: str, row: int, cells: Sequence[object]) -> None:
    """As the boss types; row 0 is the header."""
    for column, cell in enumerate(cells):
        book[tab].type_cell(row, column, str(cell))


def _waiting_bonuses(*codes: tuple[str, str]) -> Callable[[Spreadsheet], None]:
    """Bonuses for Ann's next shift."""

    def prepare(book: Spreadsheet) -> None:
        for row, (kind, value) in enumerate(codes, 1):
            _type_row(book, "ActiveBonuses", row, (row, ANN, kind, value, "false", "", "2025/11/01 12:00:00"))

    return prepare


def _shift_of_ben_before(book: Spreadsheet) -> None:
    """Two days ago Ben sold 500 of Model A; a part of that is Ann's."""
    made, start, end = (f"{yesterday(hour, days=2):{_STAMP}}" for hour in (17, 9, 17))
    figures = ("500.00", "", "", "500.00", "400.00", "12.00", "144.00", "48.00", "192.00")
    _type_row(book, "Shifts", 1, (1, made, BEN, "ben", start, end, "8.00", *figures))
    _waiting_bonuses(("percent_prev", "1.00"))(book)


def _rank_with_one_flat_bonus(book: Spreadsheet) -> None:
    hustler = ("Hustler", "2000", "3999.99", "", "flat_10", "none", "none", "You are on the move.")
    _type_row(book, "Ranks", 2, hustler)


def _large_team(book: Spreadsheet) -> None:
    book["EmployeeSettings"].insert_rows(_DEMO_TEAM + 1, len(_BURST))
    for row, employee_id in enumerate(_BURST, _DEMO_TEAM + 1):
        _type_row(book, "EmployeeSettings", row, (employee_id, "15.00", "8.0"))


def _all_at_once(made: Program) -> None:
    with ThreadPoolExecutor(len(_BURST)) as people:
        list(people.map(made.create, _BURST))


def _edit_clock_in(made: Program) -> object:
    asked = EditRequest(1, ANN, "benchmark:edit")
    return made.container.payroll.edit_clocks()(asked, NewClocks(clock_in=yesterday(10)))


def _edit_total_sales(made: Program) -> object:
    asked = EditRequest(1, ANN, "benchmark:edit")
    return made.container.payroll.edit_total_sales()(asked, Decimal(900))


_NEXT, _FLAT, _DOUBLE = ("percent_next", "1.00"), ("flat", "10.00"), ("double_commission", "0.00")

CASES = (
    Case("shift, no bonus", Program.create, create=14, flow=31, shift_of=ANN),
    Case(
        "shift, nobody's settings",
        partial(Program.create, employee_id=_NOBODY),
        create=16,
        shift_of=_NOBODY,
    ),
    Case(
        "shift, a percent_next",
        Program.create,
        create=19,
        flow=40,
        prepare=_waiting_bonuses(_NEXT),
        shift_of=ANN,
    ),
    Case(
        "shift, a percent_prev",
        Program.create,
        create=21,
        prepare=_shift_of_ben_before,
        shift_of=ANN,
    ),
    Case(
        "shift, five bonuses",
        Program.create,
        create=43,
        prepare=_waiting_bonuses(_NEXT, _FLAT, _NEXT, _DOUBLE, _NEXT),
        shift_of=ANN,
    ),
    Case(
        "shift, rank up, flat bonus",
        partial(Program.create, amount=2500),
        flow=61,
        prepare=_rank_with_one_flat_bonus,
    ),
    Case(
        f"{len(_BURST)} shifts at once",
        _all_at_once,
        create=14 * len(_BURST),
        flow=31 * len(_BURST),
        prepare=_large_team,
    ),
    Case("edit clock in", _edit_clock_in, flow=10, before=Program.create),
    Case("edit total sales", _edit_total_sales, flow=26, before=Program.create),
    Case(
        "list of shifts to edit",
        lambda made: made.container.payroll.last_shifts()(ANN),
        flow=2,
        before=Program.create,
    ),
    Case("statistics", lambda made: made.container.payroll.statistics()(ANN), flow=6, before=Program.create),
    Case("ranks", lambda made: made.container.reference_data().ranks(), flow=2),
)
