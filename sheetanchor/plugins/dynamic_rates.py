"""DynamicRates: extra percent points by the sales of a day. A list of steps, taken as a whole."""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Column, Money, Percent, Strategy, Table, hookimpl

_AMOUNT = Money(minimum=Decimal(0), maximum=Decimal(1_000_000_000))

#: A Max Amount is only shown, so none is too great.
TABLE = Table(
    name="dynamic_rates",
    tab="DynamicRates",
    strategy=Strategy.FULL_REPLACE,
    columns=(
        Column("min_amount", "Min Amount", _AMOUNT, required=True),
        Column("max_amount", "Max Amount", Money(minimum=Decimal(0))),
        Column("percentage", "Percentage", Percent(minimum=Decimal(0), maximum=Decimal(100)), required=True),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """One table, replaced as a whole: a step table with a hole is a wrong one."""
    return (TABLE,)
