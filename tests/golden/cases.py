"""The worked cases of a golden file, and how an outcome is compared with what a case expects.

SHEETANCHOR_GOLDEN names another file of the same format.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sheetanchor.domain.payroll.errors import NotAnAmountError
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Money
from sheetanchor.domain.tables.refusal import CellRefusedError

Inputs = Mapping[str, Any]
Lines = list[list[Any]]

GOLDEN = Path(os.environ.get("SHEETANCHOR_GOLDEN") or Path(__file__).parents[1] / "data" / "golden.json")
_FIXED = re.compile(r"fixed ([+-])([0-9]{2}):([0-9]{2})")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DEFAULT_ZONE = "America/New_York"
_DEFAULT_LIMIT = 3

#: The columns of Shifts that are no product's, those of later versions too.
NO_PRODUCTS = frozenset(
    {
        *("ID", "Date", "EmployeeId", "EmployeeName", "Clock in", "Clock out", "Worked hours/shift"),
        *("Total sales", "Net sales", "%", "Total per hour", "Commissions", "Total made"),
        *("RollingAverage", "BonusCounter", ""),
    }
)


def _load() -> dict[str, Any]:
    with GOLDEN.open(encoding="utf-8") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


_FILE = _load()
CASES: list[dict[str, Any]] = _FILE["vectors"]
FIXTURES: Inputs = _FILE["fixtures"]


def headers_of(inputs: Inputs) -> dict[str, list[str]]:
    """By tab."""
    return {**FIXTURES["headers"], **inputs.get("headers", {})}


def tabs_of(inputs: Inputs) -> dict[str, Lines]:
    """The rows of each tab, as wide as its header."""
    headers = headers_of(inputs)
    tabs = {**FIXTURES["default_tabs"], **inputs.get("tabs", {})}
    return {
        title: [[*line, *[""] * (len(headers[title]) - len(line))] for line in lines]
        for title, lines in tabs.items()
    }


def products_of(headers: Sequence[str]) -> tuple[str, ...]:
    """The products of Shifts, wherever their columns stand."""
    return tuple(header for header in headers if header not in NO_PRODUCTS)


def before_texts(headers: Sequence[str], lines: Lines) -> Lines:
    """Shifts as they stood before somebody typed a text into the cell of a product.

    The cases show a sheet at one moment. A row was good before, and its last good values stay in use; the
    cell itself says nothing (C10).
    """
    products = {headers.index(name) for name in products_of(headers)}
    return [
        ["" if place in products and not _is_sold(cell) else cell for place, cell in enumerate(line)]
        for line in lines
    ]


def zone_of(inputs: Inputs) -> tzinfo:
    """New York unless the case says otherwise."""
    name = str(inputs.get("timezone", _DEFAULT_ZONE))
    fixed = _FIXED.fullmatch(name)
    if fixed is None:
        return ZoneInfo(name)
    offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
    return timezone(-offset if fixed[1] == "-" else offset)


def cell_of(value: object) -> Cell:
    """A value of the file as a cell."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(Decimal(str(value)) if is_number else value)  # type: ignore[arg-type]


def amount(value: object) -> Decimal:
    """What a caller passes: a plain number as it is, else read as if it stood in the sheet.

    Raises NotAnAmountError.
    """
    if _PLAIN.fullmatch(str(value)):
        return Decimal(str(value))
    cell = cell_of(value)
    try:
        read = None if cell.is_empty else Money().read(cell)
    except CellRefusedError as fault:
        raise NotAnAmountError(str(value)) from fault
    if not isinstance(read, Decimal):
        raise NotAnAmountError(str(value))
    return read


def current_sales(inputs: Inputs) -> Decimal:
    """Of calculate_dynamic_rate, whose last argument may be left out."""
    return amount(inputs.get("current_total_sales", 0))


def limit_of(inputs: Inputs) -> int:
    """Of get_last_shifts."""
    return int(inputs.get("limit", _DEFAULT_LIMIT))


def moment(text: str) -> datetime:
    """Wall-clock time without a zone; time or seconds may be missing."""
    for form in ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - wall-clock time
        except ValueError:
            continue
    raise NotAnAmountError(text)


def has_unread_rows(inputs: Inputs) -> bool:
    """Whether a row of Shifts has no Date that can be read, and so never stands in a replica."""
    place = headers_of(inputs)["Shifts"].index("Date")
    try:
        for line in tabs_of(inputs)["Shifts"]:
            moment(str(line[place]))
    except NotAnAmountError:
        return True
    return False


def agrees(expected: object, outcome: object) -> bool:
    """Whether the outcome is as expected, in every key that the case expects."""
    try:
        assert_agrees(expected, outcome)
    except AssertionError:
        return False
    return True


def assert_agrees(expected: object, outcome: object) -> None:
    """Every key that a case expects; a list of ids may stand for a list of rows."""
    if isinstance(expected, dict):
        assert isinstance(outcome, dict), outcome
        assert expected.keys() <= outcome.keys()
        for key, value in expected.items():
            assert_agrees(value, outcome[key])
    elif isinstance(expected, list):
        assert isinstance(outcome, list), outcome
        assert len(expected) == len(outcome), outcome
        for one, other in zip(expected, outcome, strict=True):
            assert_agrees(one, other)
    elif isinstance(outcome, dict):
        assert str(expected) == str(outcome["ID"])
    else:
        assert expected == outcome or str(expected) == str(outcome)


def _is_sold(value: object) -> bool:
    cell = cell_of(value)
    try:
        return cell.is_empty or Money().read(cell) is not None
    except CellRefusedError:
        return False
