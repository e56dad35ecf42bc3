"""What is written is read again, for every kind, in every cell that may hold it."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.kinds import DecimalNumber, Kind, Money
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.typed_numbers import typed_number
from tests.property.tables.kinds import VALUES, checked, formats, held, kinds_with_values, numbers

KINDS = [kind for kind, _ in VALUES]


@given(kinds_with_values(), st.data())
@checked
def test_what_is_written_into_a_cell_is_read_again(pair: tuple[Kind, object], data: st.DataObject) -> None:
    kind, given_value = pair
    value = kind.accept(given_value)
    fmt = data.draw(formats(kind))
    assert kind.read(held(kind.write(value, fmt), fmt)) == value


@given(kinds_with_values())
@checked
def test_what_is_kept_as_text_is_loaded_exactly(pair: tuple[Kind, object]) -> None:
    kind, given_value = pair
    value = kind.accept(given_value)
    loaded = kind.load(kind.dump(value))
    assert loaded == value
    assert type(loaded) is type(value)
    if isinstance(value, datetime) and isinstance(loaded, datetime):
        assert loaded.astimezone(UTC) == value.astimezone(UTC)


@given(kinds_with_values())
@checked
def test_canonical_is_canonical(pair: tuple[Kind, object]) -> None:
    kind, given_value = pair
    value = kind.accept(given_value)
    assert kind.accept(value) == value


cells = st.builds(
    Cell,
    value=st.none()
    | st.booleans()
    | st.text(max_size=30)
    | st.decimals(allow_nan=False, allow_infinity=False),
    format=st.sampled_from(CellFormat),
    is_formula=st.booleans(),
)


@given(st.sampled_from(KINDS), cells)
@checked
def test_any_cell_is_read_or_refused(kind: Kind, cell: Cell) -> None:
    if cell.is_empty or cell.value is None:
        return
    try:
        value = kind.read(cell)
    except CellRefusedError:
        return
    assert value is None or kind.load(kind.dump(value)) == value


@given(st.text(alphabet="0123456789.,-+ $%eE", max_size=12) | st.text(max_size=12))
@checked
def test_a_typed_number_is_its_digits_or_refused(text: str) -> None:
    try:
        typed = typed_number(text)
    except CellRefusedError:
        return
    typed_digits, read_digits = (re.sub("[^0-9]", "", each) for each in (text, f"{typed.number:f}"))
    assert read_digits.lstrip("0") == typed_digits.lstrip("0")


@given(numbers(2), st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("\u00a0", ",")]))
@checked
def test_grouped_amounts_are_read_or_asked_back_and_never_read_as_another(
    number: Decimal, signs: tuple[str, str]
) -> None:
    group, point = signs
    text = f"{number:,.2f}".replace(",", "\0").replace(".", point).replace("\0", group)
    assert Money().read(Cell(text)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
@checked
def test_every_number_of_a_cell_is_exact(number: float) -> None:
    shortest = Decimal(repr(number))
    kind = DecimalNumber()
    value = kind.read(Cell(shortest))
    assert value == shortest
    assert kind.read(held(kind.write(value, CellFormat.PLAIN), CellFormat.PLAIN)) == value
