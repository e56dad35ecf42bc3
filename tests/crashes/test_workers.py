"""One replica: a second worker beside one that is stopped or was killed, and a batch that arrives late."""

import pytest

from sheetanchor.cli.exits import TEMPORARY
from tests.crashes.children import DONE, KILLED, Children
from tests.crashes.scenes import PASS
from tests.crashes.shop import Shop
from tests.crashes.sweep import Sweep

_BATCH = "POST spreadsheets:batchUpdate"


@pytest.fixture
def sweep(shop: Shop, children: Children) -> Sweep:
    sweep = Sweep(shop, children, PASS)
    sweep.bring_back()
    return sweep


def test_a_second_worker_is_refused_while_the_first_stands_still(
    sweep: Sweep, shop: Shop, children: Children
) -> None:
    first = sweep.stopped(sweep.number_of(_BATCH))
    second = children.start("pass", shop.place)
    assert second.how == ("exited", TEMPORARY)
    assert second.answer is not None
    assert "another process works on" in second.answer
    assert children.wake(first).how == DONE
    assert children.start("pass", shop.place).how == DONE
    sweep.require_undisturbed(sweep.brought_to_rest())


def test_a_second_worker_takes_over_at_once_where_the_first_is_killed(
    sweep: Sweep, children: Children
) -> None:
    first = sweep.stopped(sweep.number_of(f"{_BATCH}: answered, unread"))
    assert children.kill(first).how == KILLED
    sweep.require_undisturbed(sweep.brought_to_rest())


def test_a_batch_that_arrives_after_the_restart_is_refused_whole(sweep: Sweep, shop: Shop) -> None:
    shop.world.faults.delay_delivery("spreadsheets.batchUpdate")
    sweep.killed(sweep.number_of(f"{_BATCH}: answered, unread"))
    sweep.brought_to_rest()
    applied = shop.applied
    assert shop.world.faults.deliver_late() == 1
    assert shop.applied == applied
    sweep.require_undisturbed(sweep.brought_to_rest())
