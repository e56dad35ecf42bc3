"""Two programs with a replica each: one is stopped in the middle of a pass and wakes when the other wrote."""

import signal
from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus

import pytest

from sheetanchor.bot.container import Container
from tests.crashes import acknowledged
from tests.crashes.checks import rows_of, violations
from tests.crashes.children import DONE, STOPPED, Children
from tests.crashes.program import Place, opened, settle, synced
from tests.crashes.scenes import at_rest
from tests.crashes.shop import Shop

_BATCH = "spreadsheets:batchUpdate"
_STAFF = "employee_settings"


def first_writes(container: Container) -> None:
    local = container.local_tables()
    local.write(_STAFF, {"employee_id": 1004, "hourly_wage": Decimal(17)})
    local.write(_STAFF, {"employee_id": 1009, "hourly_wage": Decimal(12), "sales_commission": Decimal(6)})
    local.write("errands", {"number": 1, "what": "by the first"})
    local.delete("errands", (3,))
    rates = [dict(row.values) for row in local.rows("dynamic_rates").values()]
    local.replace("dynamic_rates", [*rates[:2], {**rates[2], "percentage": Decimal("4.5")}, rates[3]])


def second_writes(container: Container) -> None:
    local = container.local_tables()
    local.write(_STAFF, {"employee_id": 1004, "sales_commission": Decimal(7)})
    local.write(_STAFF, {"employee_id": 1003, "hourly_wage": Decimal(22)})
    local.write("errands", {"number": 1, "what": "by the second"})
    local.write("errands", {"number": 9, "what": "made by the second"})


@pytest.fixture
def second(shop: Shop) -> Place:
    """Where the second program is; both have written, and neither has sent anything."""
    at_rest(shop)
    place = shop.another("second")
    with opened(place) as container:
        settle(container)
    writes: dict[Place, Callable[[Container], None]] = {shop.place: first_writes, place: second_writes}
    for program, write in writes.items():
        with opened(program) as container:
            write(container)
            acknowledged.note(shop.ledger, container)
    return place


def refused(shop: Shop) -> int:
    batches = shop.world.recorder.calls("spreadsheets.batchUpdate")
    return sum(batch.status == HTTPStatus.BAD_REQUEST for batch in batches)


def point(shop: Shop, children: Children, label: str) -> int:
    """Where the first program passes by, found out by letting it."""
    saved = shop.save("before")
    whole = children.start("pass", shop.place)
    shop.bring_back(saved)
    return 1 + whole.points.index(label)


@pytest.mark.parametrize(
    ("label", "is_late"),
    [
        ("GET spreadsheets: answered, unread", True),
        (f"POST {_BATCH}", True),
        (f"POST {_BATCH}: body", True),
        (f"POST {_BATCH}: answered, unread", False),
    ],
)
def test_the_batch_of_one_that_wakes_late_fails_whole_and_nothing_is_lost(
    shop: Shop, children: Children, second: Place, label: str, is_late: bool
) -> None:
    at = point(shop, children, label)
    first = children.start("pass", shop.place, at, signal.SIGSTOP)
    assert first.how == STOPPED
    assert children.start("pass", second).how == DONE
    assert refused(shop) == 0
    assert children.wake(first).how == DONE
    assert refused(shop) == is_late
    with opened(shop.place) as one, opened(second) as other:
        for _ in range(2):
            settle(one)
            settle(other)
        assert list(violations(shop, one, other)) == []
        assert [rows_of(one)[table.name] == rows_of(other)[table.name] for table in synced()] == [True] * 7
