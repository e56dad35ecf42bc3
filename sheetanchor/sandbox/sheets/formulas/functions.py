"""The functions that formulas may call."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue
from sheetanchor.sandbox.sheets.formulas.operators import CellError, as_number, checked, compared

Block = list[list[Effective]]
"""The values of a reference, row by row."""
Argument = Effective | Block
_CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)\Z", re.DOTALL)
_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def call(name: str, arguments: list[Argument]) -> Effective:
    """The value of a function; raises CellError, #NAME? for one that is not here."""
    function = _FUNCTIONS.get(name)
    if function is None:
        raise CellError(ErrorValue("NAME", "#NAME?", f"Unknown function: '{name}'."))
    body, least, most = function
    if not least <= len(arguments) <= most:
        message = f"Wrong number of arguments to {name}. Expected {least}, but got {len(arguments)}."
        raise CellError(ErrorValue("N_A", "#N/A", message))
    return body(arguments)


def _numbers(arguments: list[Argument]) -> list[float]:
    """Text and truth values inside a reference are passed over; written as arguments they count."""
    found: list[float] = []
    for argument in arguments:
        if isinstance(argument, list):
            plain = [checked(value) for row in argument for value in row]
            found += [value for value in plain if isinstance(value, float)]
        else:
            found.append(as_number(argument))
    return found


def _sum(arguments: list[Argument]) -> Effective:
    return float(sum(_numbers(arguments)))


def _least(arguments: list[Argument]) -> Effective:
    return min(_numbers(arguments), default=0.0)


def _greatest(arguments: list[Argument]) -> Effective:
    return max(_numbers(arguments), default=0.0)


def _average(arguments: list[Argument]) -> Effective:
    numbers = _numbers(arguments)
    if not numbers:
        message = "Evaluation of function AVERAGE caused a divide by zero error."
        raise CellError(ErrorValue("DIVIDE_BY_ZERO", "#DIV/0!", message))
    return sum(numbers) / len(numbers)


def _count(arguments: list[Argument]) -> Effective:
    values = [value for argument in arguments for value in _flat(argument)]
    return float(sum(isinstance(value, float) for value in values))


def _round(arguments: list[Argument]) -> Effective:
    value = as_number(single(arguments[0]))
    places = int(as_number(single(arguments[1]))) if len(arguments) > 1 else 0
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _sum_if(arguments: list[Argument]) -> Effective:
    tested = _block(arguments[0])
    summed = _block(arguments[2]) if len(arguments) > 2 else tested  # noqa: PLR2004  # the optional third
    fits = _criterion(single(arguments[1]))
    total = 0.0
    for row, values in enumerate(tested):
        for column, value in enumerate(values):
            amount = _at(summed, row, column)
            if not isinstance(value, ErrorValue) and fits(value) and isinstance(amount, float):
                total += amount
    return total


def _criterion(wanted: Effective) -> Callable[[Effective], bool]:
    plain = checked(wanted)
    if not isinstance(plain, str):
        return lambda value: value is not None and type(value) is type(plain) and value == plain
    match = _CRITERION.match(plain)
    operator, text = (match[1] or "=", match[2]) if match else ("=", plain)
    target: float | str = _maybe_number(text)
    if operator in _ORDERS:
        return lambda value: type(value) is type(target) and _ORDERS[operator](compared(value, target))
    if isinstance(target, float):
        return lambda value: (value == target) == (operator == "=")
    pattern = re.compile(_wildcards(target), re.IGNORECASE | re.DOTALL)
    return lambda value: bool(pattern.fullmatch(value if isinstance(value, str) else "")) == (operator == "=")


def _maybe_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _wildcards(text: str) -> str:
    return re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")


def _at(block: Block, row: int, column: int) -> Effective:
    return block[row][column] if row < len(block) and column < len(block[row]) else None


def _block(argument: Argument) -> Block:
    return argument if isinstance(argument, list) else [[argument]]


def _flat(argument: Argument) -> list[Effective]:
    return [value for row in _block(argument) for value in row]


def single(argument: Argument) -> Effective:
    """One value where one is wanted; raises CellError for several cells."""
    if not isinstance(argument, list):
        return argument
    values = _flat(argument)
    if len(values) > 1:
        raise CellError(ErrorValue("VALUE", "#VALUE!", "An array value could not be found."))
    return values[0] if values else None


_ANY = 255
_FUNCTIONS: dict[str, tuple[Callable[[list[Argument]], Effective], int, int]] = {
    "SUM": (_sum, 1, _ANY),
    "SUMIF": (_sum_if, 2, 3),
    "ROUND": (_round, 1, 2),
    "AVERAGE": (_average, 1, _ANY),
    "COUNT": (_count, 1, _ANY),
    "MIN": (_least, 1, _ANY),
    "MAX": (_greatest, 1, _ANY),
}
