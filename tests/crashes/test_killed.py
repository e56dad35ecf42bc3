"""A process is killed by SIGKILL and started again: both sides end equal, with everything there once.

At the points that `Sweep.chosen` names; `python -m tests.crashes.soak` takes all of them.
"""

from collections.abc import Iterator

import pytest

from sheetanchor.services.sync import facts
from tests.crashes.children import Children
from tests.crashes.program import opened
from tests.crashes.scenes import PASS, SCENES
from tests.crashes.shop import Shop, served_shop
from tests.crashes.sweep import Sweep

_PARTS = 4
_EACH_IN_ONE_PROCESS = [
    pytest.param(scene, id=scene.name, marks=pytest.mark.xdist_group(f"killed in {scene.name}"))
    for scene in SCENES
]
_BATCH = "POST spreadsheets:batchUpdate"


@pytest.fixture(scope="module", params=_EACH_IN_ONE_PROCESS)
def sweep(
    request: pytest.FixtureRequest, children: Children, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sweep]:
    with served_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield Sweep(shop, children, request.param)


@pytest.mark.parametrize("part", range(_PARTS))
def test_nothing_is_lost_or_doubled(sweep: Sweep, part: int) -> None:
    for number in sweep.chosen[part::_PARTS]:
        sweep.kill_at(number)


def test_a_batch_is_an_intent_from_before_it_is_sent_until_its_answer_is_understood(
    shop: Shop, children: Children
) -> None:
    sweep = Sweep(shop, children, PASS)
    for where, is_applied in (("", False), (": body", False), (": answered, unread", True)):
        sweep.bring_back()
        before = shop.applied
        sweep.killed(sweep.number_of(f"{_BATCH}{where}"))
        assert shop.applied - before == is_applied
        with opened(shop.place) as container:
            assert container.replica().state(facts.INTENT) is not None
