"""The tables that pay is kept in, by name, and the products that Shifts has columns for."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from sheetanchor.domain.tables.schema import Table, header_key
from sheetanchor.ports.errors import UnknownTableError

SHIFTS = "shifts"
SHIFT_TERMS = "shift_terms"
EMPLOYEE_RANKS = "employee_ranks"
RANK_REWARDS = "rank_rewards"
ACTIVE_BONUSES = "active_bonuses"
BONUS_MONEY = "bonus_money"
REQUEST_RESULTS = "request_results"

#: What the field of a product's column begins with; its header is the product's name.
PRODUCT_PREFIX = "product_"


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
        columns = self[SHIFTS].columns
        return {column.header: column.field for column in columns if column.field.startswith(PRODUCT_PREFIX)}

    def present_name(self, product: str) -> str:
        """How a product is called today, if it was written with other capitals or spaces; else as it is."""
        return self._names.get(header_key(product), product)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {header_key(product): product for product in self.products}
