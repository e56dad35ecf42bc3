"""The replica's file is lost and a backup takes its place: nothing is pushed twice, nothing comes back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.services.payroll.shift_edits import EditRequest
from tests.crashes import acknowledged
from tests.crashes.checks import violations
from tests.crashes.children import Children
from tests.crashes.program import opened, settle, synced
from tests.crashes.scenes import CID, PASS, at_rest, people_go_on, program_writes
from tests.crashes.shop import Shop, back_up, replace_database
from tests.crashes.sweep import Sweep


def while_at_rest(shop: Shop, _: Children, backup: Path) -> None:
    """Before anything of the day was written."""
    at_rest(shop)
    with opened(shop.place) as container:
        back_up(shop.place.database, backup)
        program_writes(container)
        acknowledged.note(shop.ledger, container)


def while_writes_wait(shop: Shop, _: Children, backup: Path) -> None:
    """Everything is written, nothing sent."""
    at_rest(shop)
    with opened(shop.place) as container:
        program_writes(container)
        acknowledged.note(shop.ledger, container)
        back_up(shop.place.database, backup)


def while_a_batch_is_unanswered(shop: Shop, children: Children, backup: Path) -> None:
    """The batch was applied, and the program killed before it read the answer."""
    sweep = Sweep(shop, children, PASS)
    sweep.bring_back()
    sweep.killed(sweep.number_of("POST spreadsheets:batchUpdate: answered, unread"))
    back_up(shop.place.database, backup)


def the_day_goes_on(shop: Shop) -> None:
    """All of it gets into the sheet, and both sides write more, to the same rows and to others."""
    with opened(shop.place) as container:
        settle(container)
        local = container.local_tables()
        container.payroll.edit_product()(EditRequest(2, CID, "later"), "Model B", Decimal(100))
        local.write("employee_settings", {"employee_id": 1009, "hourly_wage": Decimal(13)})
        local.write("errands", {"number": 9, "what": "changed by the program"})
        local.write("errands", {"number": 10, "what": "made later"})
        local.delete("errands", (4,))
        acknowledged.note(shop.ledger, container)
        people_go_on(shop)
        settle(container)


def stands(shop: Shop) -> Mapping[str, list[tuple[str, ...]]]:
    return {table.name: sorted(shop.lines(table.name)) for table in synced()}


@pytest.mark.parametrize("taken", [while_at_rest, while_writes_wait, while_a_batch_is_unanswered])
def test_what_stands_in_the_sheet_is_taken_and_nothing_is_written_again(
    shop: Shop, children: Children, tmp_path: Path, taken: Callable[[Shop, Children, Path], None]
) -> None:
    backup = tmp_path / "backup"
    taken(shop, children, backup)
    the_day_goes_on(shop)
    before = stands(shop)
    replace_database(shop.place.database, backup)
    with opened(shop.place) as container:
        settle(container)
        assert list(violations(shop, container)) == []
        assert stands(shop) == before
