"""Arithmetic and comparison of cell values, with Google's conversions and errors."""

import math
from collections.abc import Callable

from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue

DIVIDED_BY_ZERO = ErrorValue("DIVIDE_BY_ZERO", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
NUMBER_ERROR = ErrorValue("NUM", "#NUM!", "Result was not a finite number.")
LOST_REFERENCE = ErrorValue("REF", "#REF!", "Reference does not exist")
SYNTAX_ERROR = ErrorValue("ERROR", "#ERROR!", "Formula parse error.")
CIRCULAR = ErrorValue("REF", "#REF!", "Circular dependency detected.")


Plain = float | str | bool | None


class CellError(Exception):
    """Stops a calculation; the cell takes the error."""

    def __init__(self, error: ErrorValue) -> None:
        super().__init__(error.message)
        self.error = error


def checked(value: Effective) -> Plain:
    """The value itself; raises CellError for an error, which spreads to all that use it."""
    if isinstance(value, ErrorValue):
        raise CellError(value)
    return value


def as_number(value: Effective) -> float:
    """Empty is 0, TRUE is 1, text that looks like a number is one; raises #VALUE! for other text."""
    plain = checked(value)
    if plain is None or plain == "":
        return 0.0
    try:
        return float(plain)
    except ValueError:
        message = (
            f"Function expects number values. But '{plain}' is a text and cannot be coerced to a number."
        )
        raise CellError(ErrorValue("VALUE", "#VALUE!", message)) from None


def as_truth(value: Effective) -> bool:
    """A condition: numbers but 0 are true, text other than TRUE and FALSE raises CellError."""
    plain = checked(value)
    if isinstance(plain, str) and plain.upper() in {"TRUE", "FALSE"}:
        return plain.upper() == "TRUE"
    return bool(as_number(value))


def as_text(value: Effective) -> str:
    """What `&` joins."""
    plain = checked(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "TRUE" if plain else "FALSE"
    return plain if isinstance(plain, str) else f"{plain:.15g}"


def compared(left: Effective, right: Effective) -> int:
    """-1, 0 or 1: numbers come before text, text before truth values, capitals do not count."""
    first, second = _rank(checked(left), checked(right)), _rank(checked(right), checked(left))
    return (first > second) - (first < second)


def _rank(value: Plain, beside: Plain) -> tuple[int, float, str]:
    if value is None:  # empty takes the other side's type
        value = "" if isinstance(beside, str) else 0.0
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, value, ""


def _divide(left: float, right: float) -> float:
    if right == 0:
        raise CellError(DIVIDED_BY_ZERO)
    return left / right


def _power(left: float, right: float) -> float:
    try:
        return math.pow(left, right)
    except (ValueError, OverflowError):
        raise CellError(NUMBER_ERROR) from None


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "^": _power,
}
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def binary(operator: str, left: Effective, right: Effective) -> Effective:
    """The value of `left operator right`; raises CellError."""
    if operator == "&":
        return as_text(left) + as_text(right)
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](compared(left, right))
    result = _ARITHMETIC[operator](as_number(left), as_number(right))
    if not math.isfinite(result):
        raise CellError(NUMBER_ERROR)
    return result
