"""Column kinds: what a cell means, and how a value is written back and kept as text."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.typed_numbers import TypedNumber, typed_number
from sheetanchor.domain.tables.values import Value

_EXACT = 2**53
#: As many digits as no two numbers share in one double.
_DIGITS = 15
_HUNDRED = Decimal(100)


class Kind(Protocol):
    """What a column holds. Kinds are values: equal ones are interchangeable, none keeps state."""

    @property
    def name(self) -> str:
        """The kind's word in messages, in the schema's fingerprint and in documents."""

    def read(self, cell: Cell) -> Value:
        """The canonical value of a cell that is not empty; raises CellRefusedError with the reason."""

    def accept(self, value: object) -> Value:
        """The canonical form of a program's value other than None; raises CellRefusedError."""

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """What to put into a cell of this format so that `read` gives the value again."""

    def dump(self, value: Value) -> str:
        """The value as text that `load` reads back exactly; never called with None."""

    def load(self, text: str) -> Value:
        """The value of a text made by `dump`."""


@dataclass(frozen=True)
class _Number:
    """What all numbers share; limits are inclusive, None is none."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @property
    def name(self) -> str:
        """The class is the kind."""
        return type(self).__name__.lower()

    def read(self, cell: Cell) -> Value:
        """A number cell as it is, or text as design section 8 reads it."""
        _refuse_unreadable(cell)
        if cell.format in (CellFormat.DATE, CellFormat.TIME):
            raise CellRefusedError("the cell is formatted as a date or time, a number was expected")
        if isinstance(cell.value, Decimal):
            return self._within(self._from_cell_number(cell.value, cell.format))
        return self._within(self._from_typed(typed_number(str(cell.value))))

    def accept(self, value: object) -> Value:
        """An int or Decimal; a float would bring its rounding along."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise CellRefusedError(f"{value!r} is no int or Decimal")
        number = Decimal(value)
        if not number.is_finite():
            raise CellRefusedError(f"{value} is not finite")
        return self._within(self._from_cell_number(number, CellFormat.PLAIN))

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """A number, whatever the cell's format shows."""
        del into
        return _decimal(value)

    def dump(self, value: Value) -> str:
        """Digits without an exponent."""
        return f"{_decimal(value):f}"

    def load(self, text: str) -> Value:
        """The Decimal, trailing zeros kept."""
        return Decimal(text)

    def _from_cell_number(self, number: Decimal, fmt: CellFormat) -> Decimal:
        del fmt
        return number

    def _from_typed(self, typed: TypedNumber) -> Decimal:
        if typed.is_percent:
            raise CellRefusedError("a percentage was typed, a plain number was expected")
        return typed.number

    def _within(self, number: Decimal) -> Value:
        if self.minimum is not None and number < self.minimum:
            raise CellRefusedError(f"{number} is less than {self.minimum}")
        if self.maximum is not None and number > self.maximum:
            raise CellRefusedError(f"{number} is more than {self.maximum}")
        return number


class Money(_Number):
    """An amount of money as Decimal, exact; `$15`, `15 €` and `1,234.50` are understood."""


class DecimalNumber(_Number):
    """Any decimal number; read like money."""


class Integer(_Number):
    """A whole number as int. A cell holds at most 2**53 exactly; more is refused."""

    def load(self, text: str) -> Value:
        """The int."""
        return int(text)

    def _from_cell_number(self, number: Decimal, fmt: CellFormat) -> Decimal:
        if fmt is CellFormat.PERCENT:
            raise CellRefusedError("the cell is formatted as a percentage, a whole number was expected")
        return number

    def _from_typed(self, typed: TypedNumber) -> Decimal:
        if typed.has_currency or typed.has_separators:
            raise CellRefusedError("a whole number was expected")
        return super()._from_typed(typed)

    def _within(self, number: Decimal) -> Value:
        if number != number.to_integral_value():
            raise CellRefusedError("a whole number was expected")
        if abs(number) > _EXACT:
            raise CellRefusedError("it has more digits than a cell keeps")
        super()._within(number)
        return int(number)


class Percent(_Number):
    """Percent points as Decimal: 8 for 8 %, whether the cell says `8`, `8%` or 0.08 shown as a percentage."""

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """Points, or their hundredth where the cell itself shows percentages."""
        points = _decimal(value)
        return points / _HUNDRED if into is CellFormat.PERCENT else points

    def _from_cell_number(self, number: Decimal, fmt: CellFormat) -> Decimal:
        return number * _HUNDRED if fmt is CellFormat.PERCENT else number

    def _from_typed(self, typed: TypedNumber) -> Decimal:
        return typed.number


@dataclass(frozen=True, slots=True)
class Text:
    """Text without its outer spaces; a number typed into the cell is its digits."""

    max_length: int = 50_000

    @property
    def name(self) -> str:
        """The kind's word."""
        return "text"

    def read(self, cell: Cell) -> Value:
        """The text of what stands there.

        A number that the cell shows otherwise than by its digits is refused, and one that may have had more
        of them when it was typed.
        """
        _refuse_unreadable(cell, allow_bool=True)
        if isinstance(cell.value, bool):
            return str(cell.value).upper()
        if isinstance(cell.value, Decimal):
            return self._digits(cell.value, cell.format)
        return self.accept(cell.value)

    def accept(self, value: object) -> Value:
        """The text trimmed; only spaces is None. More than a cell holds is refused."""
        if not isinstance(value, str):
            raise CellRefusedError(f"{value!r} is no text")
        if len(value) > self.max_length:
            raise CellRefusedError(f"it is longer than {self.max_length} characters")
        return value.strip() or None

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """The text, which the sheet adapter writes as a string value, never parsed."""
        del into
        return str(value)

    def dump(self, value: Value) -> str:
        """The text itself."""
        return str(value)

    def load(self, text: str) -> Value:
        """The text itself."""
        return text

    def _digits(self, number: Decimal, fmt: CellFormat) -> Value:
        if fmt is not CellFormat.PLAIN:
            raise CellRefusedError(f"its number has the format {fmt.value}; {_AS_TEXT}")
        if not _is_as_typed(number):
            raise CellRefusedError(f"a cell does not keep that many digits of a number; {_AS_TEXT}")
        return self.accept(f"{number:f}")


_AS_TEXT = "format the column as plain text and type it again"


def _is_as_typed(number: Decimal) -> bool:
    """Whether no other digits may have become the number that the cell holds, which is a double."""
    if number == number.to_integral_value():
        return abs(number) < _EXACT
    return len(number.as_tuple().digits) <= _DIGITS


_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Boolean:
    """A checkbox, or true/yes/1 and false/no/0 in any case.

    written_as: the texts for true and false, where a column is kept as text; else a real boolean is written.
    They are read as well.
    """

    written_as: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The kind's word."""
        return "boolean"

    def read(self, cell: Cell) -> Value:
        """True or False; raises CellRefusedError for any other word or number."""
        _refuse_unreadable(cell, allow_bool=True)
        if isinstance(cell.value, bool):
            return cell.value
        own = (
            {}
            if self.written_as is None
            else {_word(self.written_as[0]): True, _word(self.written_as[1]): False}
        )
        word = _word(f"{cell.value.normalize():f}" if isinstance(cell.value, Decimal) else str(cell.value))
        found = {**_WORDS, **own}.get(word)
        if found is None:
            raise CellRefusedError("true or false was expected")
        return found

    def accept(self, value: object) -> Value:
        """A bool and nothing else."""
        if isinstance(value, bool):
            return value
        raise CellRefusedError(f"{value!r} is no bool")

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """A boolean, or the column's own word for it."""
        del into
        if self.written_as is None:
            return bool(value)
        return self.written_as[0 if value else 1]

    def dump(self, value: Value) -> str:
        """1 or 0."""
        return "1" if value else "0"

    def load(self, text: str) -> Value:
        """From 1 or 0."""
        return text == "1"


def _word(text: str) -> str:
    return text.strip().casefold()


def _refuse_unreadable(cell: Cell, *, allow_bool: bool = False) -> None:
    if cell.error is not None:
        raise CellRefusedError(f"the sheet shows the error {cell.error}")
    if isinstance(cell.value, bool) and not allow_bool:
        raise CellRefusedError("a checkbox or TRUE/FALSE stands where a value was expected")


def _decimal(value: Value) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is no number")
    return Decimal(value)
