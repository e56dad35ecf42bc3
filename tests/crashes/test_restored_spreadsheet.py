"""Somebody restores an older version of the spreadsheet while the program has written a newer one."""

import pytest
import requests

from tests.crashes import acknowledged
from tests.crashes.checks import rows_of, violations
from tests.crashes.children import DONE, KILLED, Children
from tests.crashes.program import opened, settle, synced
from tests.crashes.scenes import at_rest, program_writes
from tests.crashes.shop import Shop


class Versions:
    """The spreadsheet's version history, by the sandbox's control API."""

    def __init__(self, shop: Shop) -> None:
        self._url = f"{shop.sandbox.url}/_sandbox/snapshots"

    def keep(self, name: str) -> None:
        requests.put(f"{self._url}/{name}", timeout=30).raise_for_status()

    def restore(self, name: str) -> None:
        requests.post(f"{self._url}/{name}/restore", timeout=30).raise_for_status()


@pytest.fixture
def versions(shop: Shop) -> Versions:
    """`old` is from before the program's last batch, `new` from after it; `old` was restored."""
    versions = Versions(shop)
    at_rest(shop)
    versions.keep("old")
    with opened(shop.place) as container:
        program_writes(container)
        acknowledged.note(shop.ledger, container)
        settle(container)
    versions.keep("new")
    versions.restore("old")
    return versions


def test_the_old_version_is_noticed_and_nothing_is_deleted_or_written(
    shop: Shop, children: Children, versions: Versions
) -> None:
    applied, lines = shop.applied, {table.name: shop.lines(table.name) for table in synced()}
    with opened(shop.place) as container:
        rows = rows_of(container)
    for _ in range(3):
        assert children.start("pass", shop.place).how == DONE
    with opened(shop.place) as container:
        assert container.replica().pauses().keys() == {table.name for table in synced()}
        assert rows_of(container) == rows
    assert shop.applied == applied
    assert {table.name: shop.lines(table.name) for table in synced()} == lines


def test_a_kill_while_it_is_noticed_does_not_let_it_be_forgotten(
    shop: Shop, children: Children, versions: Versions
) -> None:
    saved = shop.save("old version")
    points = children.start("pass", shop.place).points
    with opened(shop.place) as container:
        rows = rows_of(container)
    commits = [number for number, label in enumerate(points, start=1) if label == "COMMIT"]
    for number in (*commits, len(points)):
        shop.bring_back(saved)
        applied = shop.applied
        assert children.start("pass", shop.place, number).how == KILLED
        assert children.start("pass", shop.place).how == DONE
        with opened(shop.place) as container:
            assert len(container.replica().pauses()) == len(synced())
            assert rows_of(container) == rows
        assert shop.applied == applied


def test_all_goes_on_where_the_newest_version_is_restored(
    shop: Shop, children: Children, versions: Versions
) -> None:
    assert children.start("pass", shop.place).how == DONE
    with opened(shop.place) as container:
        container.local_tables().write("errands", {"number": 2, "what": "written meanwhile"})
        acknowledged.note(shop.ledger, container)
    assert children.start("pass", shop.place).how == DONE
    versions.restore("new")
    with opened(shop.place) as container:
        settle(container)
        assert list(violations(shop, container)) == []
