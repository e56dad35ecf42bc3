"""What shifts, bonuses and tables may look like, and amounts that nobody should type."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.new_shift import NewShift
from sheetanchor.domain.payroll.policy import PayPolicy, RateScope
from sheetanchor.domain.payroll.rates import RateStep, RateTable
from sheetanchor.domain.payroll.shift import Shift
from tests.unit.domain.payroll.factories import (
    ANN,
    BOB,
    CID,
    FIXED_EASTERN,
    NEW_YORK,
    PRODUCTS,
    ScriptedChooser,
)

#: The machine is shared, so no example is judged by its time.
checked = settings(deadline=None, max_examples=150)

NIGHT = datetime(2025, 11, 2, tzinfo=UTC)
ZONES = (FIXED_EASTERN, NEW_YORK)


def cents(most: str = "20000") -> SearchStrategy[Decimal]:
    return st.decimals(0, Decimal(most), places=2)


def instants(days: int = 3) -> SearchStrategy[datetime]:
    """Whole seconds around the night on which New York's clocks went back."""
    span = days * 86_400
    return st.integers(-span, span).map(lambda seconds: NIGHT + timedelta(seconds=seconds))


def sales() -> SearchStrategy[dict[str, Decimal]]:
    return st.dictionaries(st.sampled_from(PRODUCTS), cents("5000"))


def shifts(day: SearchStrategy[datetime]) -> SearchStrategy[list[Shift]]:
    """Other people's shifts and earlier own ones, with ids from 100 on."""

    def numbered(rows: list[tuple[int, datetime, dict[str, Decimal]]]) -> list[Shift]:
        return [
            Shift(100 + place, who, date, sales=sold, total_sales=sum(sold.values(), Decimal(0)))
            for place, (who, date, sold) in enumerate(rows)
        ]

    return st.lists(st.tuples(st.sampled_from((ANN, BOB, CID)), day, sales()), max_size=6).map(numbered)


def bonuses() -> SearchStrategy[list[Bonus]]:
    def numbered(rows: list[tuple[str, Decimal]]) -> list[Bonus]:
        return [Bonus(place, ANN, kind, value) for place, (kind, value) in enumerate(rows, start=1)]

    kinds = st.sampled_from([*map(str, BonusKind), "gift_card"])
    return st.lists(st.tuples(kinds, cents("20")), max_size=6).map(numbered)


def employees() -> SearchStrategy[EmployeeSettings]:
    return st.builds(EmployeeSettings, st.just(ANN), cents("50"), cents("30"))


def rate_tables() -> SearchStrategy[RateTable]:
    step = st.builds(RateStep, cents("5000"), st.none() | cents("5000"), cents("10"))
    return st.lists(step, max_size=6).map(lambda steps: RateTable(tuple(steps)))


def policies() -> SearchStrategy[PayPolicy]:
    return st.builds(
        PayPolicy,
        zone=st.sampled_from(ZONES),
        commission_rate=st.decimals(0, 1, places=2),
        rate_scope=st.sampled_from(RateScope),
    )


def contexts() -> SearchStrategy[PayContext]:
    return st.builds(PayContext, shifts(instants()), rate_tables(), st.just(PRODUCTS), policies())


@st.composite
def new_shifts(draw: st.DrawFn) -> NewShift:
    start = draw(instants())
    end = start + timedelta(seconds=draw(st.integers(1, 86_400)))
    date = end + timedelta(seconds=draw(st.integers(0, 7_200)))
    return NewShift(ANN, date, start, end, draw(sales()))


def choosers() -> SearchStrategy[Chooser]:
    return st.builds(ScriptedChooser, st.just((0,)))


def wild_decimals() -> SearchStrategy[Decimal]:
    """Any Decimal at all: NaN, signalling NaN, infinities, negatives, absurd exponents."""
    odd = (
        "NaN",
        "sNaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "-0",
        "0E+999999",
        "1E-999999",
        "9E+999999",
        "9E+9999999",
        "1E+9",
    )
    return st.decimals() | st.sampled_from(odd).map(Decimal)
