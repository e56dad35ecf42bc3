"""Ranks: what the sales of a month lead to, and the bonuses drawn on the way up. Taken as a whole."""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Column, Money, Strategy, Table, Text, hookimpl

_AMOUNT = Money(minimum=Decimal(0), maximum=Decimal(1_000_000_000))

#: A Max Amount is only shown, so none is too great.
TABLE = Table(
    name="ranks",
    tab="Ranks",
    strategy=Strategy.FULL_REPLACE,
    columns=(
        Column("rank_name", "Rank Name", Text(), required=True),
        Column("min_amount", "Min Amount", _AMOUNT, required=True),
        Column("max_amount", "Max Amount", Money(minimum=Decimal(0))),
        Column("emoji", "Emoji", Text()),
        Column("bonus_1", "Bonus 1", Text()),
        Column("bonus_2", "Bonus 2", Text()),
        Column("bonus_3", "Bonus 3", Text()),
        Column("text", "TEXT", Text()),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """One table, replaced as a whole."""
    return (TABLE,)
