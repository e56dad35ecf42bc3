from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.policy import PayPolicy, RateScope
from tests.unit.domain.payroll.factories import FIXED_EASTERN


def test_the_platform_keeps_a_fifth_and_the_day_sets_the_rate_unless_configured() -> None:
    policy = PayPolicy(FIXED_EASTERN)
    assert (policy.net_share, policy.rate_scope) == (Decimal("0.80"), RateScope("day"))


@pytest.mark.parametrize("rate", ["-0.01", "1.01", "NaN"])
def test_a_commission_rate_is_a_share(rate: str) -> None:
    with pytest.raises(AmountRefusedError, match="commission rate"):
        PayPolicy(FIXED_EASTERN, Decimal(rate))


@pytest.mark.parametrize(("rate", "share"), [("0", 1), ("1", 0)])
def test_nothing_or_all_may_be_kept(rate: str, share: int) -> None:
    assert PayPolicy(FIXED_EASTERN, Decimal(rate)).net_share == share
