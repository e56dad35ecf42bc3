"""Sales per product, the columns that a shift's total is the sum of."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from sheetanchor.domain.payroll.errors import UnknownProductError
from sheetanchor.domain.payroll.money import ZERO, exactly, require_amount, stored

Sales = Mapping[str, Decimal]


def require_sales(sales: Sales, products: Collection[str]) -> Sales:
    """The sales themselves, if every product is configured and every amount can be paid on (Rule 2.1).

    Zero is an amount. Raises UnknownProductError or AmountRefusedError: no pay for what no column stores.
    """
    for product, amount in sales.items():
        if product not in products:
            raise UnknownProductError(product, tuple(products))
        require_amount(product, amount)
    return sales


def total_of(sales: Sales) -> Decimal:
    """The unrounded sum over the products (Rule 2.1, step 3)."""
    with exactly():
        return sum(sales.values(), ZERO)


def stored_sales(sales: Sales) -> dict[str, Decimal]:
    """Each product's amount as its column stores it, with two decimals (Rule 2.1, step 10)."""
    return {product: stored(product, amount) for product, amount in sales.items()}


def products_sold(sales: Sales) -> tuple[str, ...]:
    """The products with sales above zero, in the order of the sales."""
    return tuple(product for product, amount in sales.items() if amount > 0)
