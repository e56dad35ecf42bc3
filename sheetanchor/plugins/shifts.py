"""Shifts: one row per shift, with a column for each product and the money computed.

Beside it stands what a shift was paid by, and which shifts cannot be computed; no tab shows either.
"""

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import (
    Column,
    DateTime,
    DecimalNumber,
    Integer,
    Money,
    Percent,
    PluginSettings,
    Strategy,
    Table,
    Text,
    hookimpl,
)

#: What the field of a product's column begins with; its header is the product's name.
PRODUCT_PREFIX = "product_"

_LIMIT = Decimal(1_000_000_000)
_AMOUNT = Money(minimum=Decimal(0), maximum=_LIMIT)
_NUMBER = DecimalNumber(minimum=Decimal(0), maximum=_LIMIT)
_ID = Integer(minimum=Decimal(1))
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_LONGEST = 40

#: The wage, base and dynamic rate that a shift was paid by, in percent points; blank for a shift that another
#: program paid. computed_from: the inputs that its figures go with, as text, so that an edit in the sheet is
#: noticed. blank: the cells that were blank then, so that one emptied since is noticed.
TERMS = Table(
    name="shift_terms",
    tab="",
    strategy=Strategy.LOCAL,
    key=("shift_id",),
    columns=(
        Column("shift_id", "Shift ID", _ID, required=True, refers_to="shifts"),
        Column("hourly_wage", "Hourly wage", _NUMBER),
        Column("base_percent", "Base %", _NUMBER),
        Column("dynamic_percent", "Dynamic %", _NUMBER),
        Column("computed_from", "Computed from", Text()),
        Column("blank", "Blank", Text()),
    ),
)

#: Shifts whose figures cannot follow what was typed, until it is mended. reason: as the admins were told.
LEFT = Table(
    name="left_shifts",
    tab="",
    strategy=Strategy.LOCAL,
    key=("shift_id",),
    columns=(
        Column("shift_id", "Shift ID", _ID, required=True, refers_to="shifts"),
        Column("reason", "Reason", Text(), required=True),
        Column("since", "Since", DateTime(), required=True),
    ),
)


@hookimpl
def sheetanchor_tables(settings: PluginSettings) -> Sequence[Table]:
    """The tab that the settings name, with a column for each of their products, and what stands beside it."""
    return (shifts_table(settings.shifts_tab, settings.products), TERMS, LEFT)


def shifts_table(tab: str, products: Sequence[str]) -> Table:
    """Shifts with these products; a column of any other product is left alone, whatever it holds."""
    return Table(
        name="shifts",
        tab=tab,
        key=("id",),
        made_by_program=True,
        numbered=True,
        identity=("date", "employee_id"),
        columns=(
            Column("id", "ID", _ID, required=True),
            Column("date", "Date", DateTime(), required=True),
            Column("employee_id", "EmployeeId", _ID, required=True),
            Column("employee_name", "EmployeeName", Text()),
            Column("clock_in", "Clock in", DateTime()),
            Column("clock_out", "Clock out", DateTime()),
            Column("worked_hours", "Worked hours/shift", _NUMBER, derived=True),
            *(Column(product_field(product), product, _AMOUNT) for product in products),
            Column("total_sales", "Total sales", _AMOUNT),
            Column("net_sales", "Net sales", _AMOUNT, derived=True),
            Column("percent", "%", Percent(minimum=Decimal(0), maximum=_LIMIT), derived=True),
            Column("per_hour", "Total per hour", _AMOUNT, derived=True),
            Column("commissions", "Commissions", _AMOUNT, derived=True),
            Column("total_made", "Total made", _AMOUNT, derived=True),
        ),
    )


def product_field(product: str) -> str:
    """The field of a product's column: by the name alone, never by the order or number of the products.

    Case and spaces do not matter, as in headers; signs beside letters and digits are told apart by a hash.
    """
    name = " ".join(product.split()).casefold()
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST:
        return PRODUCT_PREFIX + name.replace(" ", "_")
    slug = re.sub(r"[^a-z0-9]+", "_", name)[:_LONGEST].strip("_")
    return f"{PRODUCT_PREFIX}{slug}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
