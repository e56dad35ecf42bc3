from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import ZoneError
from sheetanchor.domain.payroll.periods.pay_days import made_since, pay_period
from tests.unit.domain.payroll.factories import ANN, BOB, FIXED_EASTERN, NEW_YORK, at, shift


@pytest.mark.parametrize(
    ("now", "start", "following"),
    [
        ("11-01 00:00", "11-01 00:00", date(2025, 11, 15)),
        ("11-14 23:59", "11-01 00:00", date(2025, 11, 15)),
        ("11-15 00:00", "11-15 00:00", date(2025, 12, 1)),
        ("02-28 12:00", "02-15 00:00", date(2025, 3, 1)),
        ("12-31 23:59", "12-15 00:00", date(2026, 1, 1)),
    ],
)
def test_the_1st_and_the_15th_are_pay_days(now: str, start: str, following: date) -> None:
    period = pay_period(at(now), FIXED_EASTERN)
    assert (period.start, period.next_pay_day) == (at(start), following)


def test_a_period_starts_at_local_midnight_whatever_the_offset_is_today() -> None:
    period = pay_period(datetime(2025, 11, 5, 12, tzinfo=NEW_YORK), NEW_YORK)
    assert period.start == datetime(2025, 11, 1, 4, tzinfo=UTC)


def test_now_is_an_instant() -> None:
    with pytest.raises(ZoneError):
        pay_period(datetime(2025, 11, 5), NEW_YORK)  # noqa: DTZ001


def test_money_of_own_shifts_from_the_start_on_counts() -> None:
    def made(shift_id: int, who: int, when: str, money: str | None) -> object:
        return replace(shift(shift_id, who, when), total_made=None if money is None else Decimal(money))

    rows = [
        made(1, ANN, "10-31 23:59", "300"),
        made(2, ANN, "11-01 00:00", "200"),
        made(3, ANN, "11-08 10:00", "620.75"),
        made(4, ANN, "11-09 10:00", None),
        made(5, BOB, "11-09 10:00", "999"),
    ]
    assert made_since(rows, ANN, at("11-01 00:00")) == Decimal("820.75")  # type: ignore[arg-type]
