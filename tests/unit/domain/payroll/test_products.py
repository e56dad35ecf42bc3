from decimal import Decimal

import pytest

from sheetanchor.domain.payroll import products
from sheetanchor.domain.payroll.errors import AmountRefusedError, UnknownProductError
from tests.unit.domain.payroll.factories import PRODUCTS, sales


def test_zero_is_an_amount() -> None:
    assert products.require_sales(sales(A="0", B="5"), PRODUCTS) == sales(A="0", B="5")


def test_no_pay_for_what_no_column_stores() -> None:
    with pytest.raises(UnknownProductError, match="'D'"):
        products.require_sales(sales(A="1", D="5"), PRODUCTS)


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "1E+10"])
def test_an_amount_can_be_paid_on(amount: str) -> None:
    with pytest.raises(AmountRefusedError, match="A is"):
        products.require_sales(sales(A=amount), PRODUCTS)


def test_the_total_is_the_exact_sum() -> None:
    assert products.total_of(sales(A="0.1", B="0.2", C="0.005")) == Decimal("0.305")


def test_a_column_stores_two_decimals() -> None:
    assert products.stored_sales(sales(A="0.125", B="1")) == sales(A="0.12", B="1.00")


def test_a_product_is_sold_from_the_first_cent() -> None:
    assert products.products_sold(sales(C="0.01", A="0", B="7")) == ("C", "B")
