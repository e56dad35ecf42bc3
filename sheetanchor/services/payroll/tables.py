"""The tables that pay is kept in, by name, and the products that Shifts has columns for."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property

from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.domain.tables.schema import Column, Table, header_key
from sheetanchor.ports.errors import UnknownTableError

SHIFTS = "shifts"
SHIFT_TERMS = "shift_terms"
LEFT_SHIFTS = "left_shifts"
EMPLOYEE_RANKS = "employee_ranks"
RANK_REWARDS = "rank_rewards"
RANK_NEWS = "rank_news"
ACTIVE_BONUSES = "active_bonuses"
BONUS_MONEY = "bonus_money"
REQUEST_RESULTS = "request_results"

_OF_EVERY_SHIFT = frozenset(field.name for field in fields(Shift))


def is_product(column: Column) -> bool:
    """Whether a column of Shifts holds what was sold of a product, whose name is its header."""
    return column.field not in _OF_EVERY_SHIFT


class PayTables:
    """The declared tables."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = {table.name: table for table in tables}

    def __getitem__(self, name: str) -> Table:
        """A declaration; raises UnknownTableError."""
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]

    @cached_property
    def products(self) -> Mapping[str, str]:
        """The field of each product's column by the product's name, in the order of the settings."""
        return {column.header: column.field for column in self[SHIFTS].columns if is_product(column)}

    def present_name(self, product: str) -> str:
        """How a product is called today, if it was written with other capitals or spaces; else as it is."""
        return self._names.get(header_key(product), product)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {header_key(product): product for product in self.products}
