"""The replica's file is lost and a backup takes its place: nothing is pushed twice, nothing comes back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.bot.container import Container
from sheetanchor.domain.sync.outcomes import Conflict
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.payroll.shift_edits import EditRequest
from tests.crashes import acknowledged
from tests.crashes.checks import violations
from tests.crashes.children import Children
from tests.crashes.jobs import ANN, record_shift, worked
from tests.crashes.program import declared, opened, settle, synced
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


def a_new_shift_waits(shop: Shop, _: Children, backup: Path) -> None:
    """It is recorded with its bonus, rank and reward, and nothing of it is sent."""
    at_rest(shop)
    with opened(shop.place) as container:
        record_shift(container)
        back_up(shop.place.database, backup)


def it_is_sent_and_changed(shop: Shop) -> None:
    """By the program, under other rates than before and after, and by people."""
    with opened(shop.place) as container:
        acknowledged.note(shop.ledger, container)
        settle(container)
        shop.type("dynamic_rates", 2, "2.5", "percentage")
        settle(container)
        container.payroll.edit_product()(EditRequest(3, ANN, "later"), "Model A", Decimal(500))
        acknowledged.note(shop.ledger, container)
        settle(container)
        row = shop.row_of("shifts", "3")
        shop.type("shifts", row, "2025/11/01 16:00:00", "clock_out")
        shop.type("shifts", row, "Ann", "employee_name")
        settle(container)
        shop.type("dynamic_rates", 2, "3.5", "percentage")
        settle(container)
    # What is computed follows from the rest, and nobody misses an earlier figure.
    computed = {column.field for column in declared()["shifts"].derived}
    shop.ledger.written = {cell for cell in shop.ledger.written if cell.field not in computed}


def shift_of(container: Container) -> Values:
    return container.replica().snapshot("shifts")[(3,)].values


def test_a_shift_that_waited_and_was_sent_and_changed_since_stands_there_once(
    shop: Shop, children: Children, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    a_new_shift_waits(shop, children, backup)
    it_is_sent_and_changed(shop)
    before = stands(shop)
    replace_database(shop.place.database, backup)
    with opened(shop.place) as container:
        settle(container)
        assert list(violations(shop, container)) == []
        assert stands(shop) == before
        lost = {conflict.field: conflict.local for conflict in conflicts_of(container, "shifts")}
        assert lost.keys() == {"clock_out", "employee_name", "total_sales", "product_model_a"}
        assert lost["total_sales"] == {"total_sales": Decimal(2500)}


def test_what_was_paid_for_it_stands_and_later_edits_are_computed_from_that(
    shop: Shop, children: Children, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    a_new_shift_waits(shop, children, backup)
    it_is_sent_and_changed(shop)
    replace_database(shop.place.database, backup)
    with opened(shop.place) as container:
        container.payroll.edit_product()(EditRequest(3, ANN, "since"), "Model B", Decimal(100))
        settle(container)
        assert_figures_agree(shift_of(container), Decimal("13.5"))
        container.payroll.edit_product()(EditRequest(3, ANN, "again"), "Model B", Decimal(300))
        settle(container)
        assert shift_of(container)["total_sales"] == Decimal(800)
        assert_figures_agree(shift_of(container), Decimal("13.5"))
        row = container.replica().snapshot("shifts")[(3,)]
        assert {name: pin.computed for name, pin in row.pinned.items()} == {"percent": Decimal("14.5")}


def assert_figures_agree(shift: Values, percent: Decimal) -> None:
    """All that follows from clocks, sales and % is of one computation: 7 hours at 15, a flat bonus of 10."""
    net = shift["total_sales"] * Decimal("0.8")  # type: ignore[operator]
    assert (shift["percent"], shift["net_sales"], shift["per_hour"]) == (percent, net, 105)
    assert shift["commissions"] == net * percent / 100
    assert shift["total_made"] == shift["commissions"] + 105 + 10  # type: ignore[operator]


def conflicts_of(container: Container, table: str) -> list[Conflict]:
    kept = [each.conflict for each in container.replica().conflicts(50)]
    return [conflict for conflict in kept if conflict.table == table]


def test_another_shift_under_its_number_stays_beside_it(
    shop: Shop, children: Children, tmp_path: Path
) -> None:
    """The shift in the backup was never sent, and a program that ran meanwhile gave its number away."""
    backup = tmp_path / "backup"
    a_new_shift_waits(shop, children, backup)
    replace_database(shop.place.database, None)
    with opened(shop.place) as container:
        settle(container)
        container.payroll.create_shift()(worked(CID, 640), None)
        acknowledged.note(shop.ledger, container)
        settle(container)
    replace_database(shop.place.database, backup)
    with opened(shop.place) as container:
        settle(container)
        assert list(violations(shop, container)) == []
        rows = container.replica().snapshot("shifts")
        assert [rows[(number,)].values["employee_id"] for number in (3, 4)] == [CID, ANN]
        bonus = container.replica().snapshot("active_bonuses")[(1,)].values
        assert (bonus["applied"], bonus["shift_id"]) == (True, 4)
        assert container.replica().snapshot("shift_terms")[(4,)].values["base_percent"] == 8
