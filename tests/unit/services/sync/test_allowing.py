"""A dry run changes nothing; what it shows can be allowed, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.tables.schema import Deletions
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.mandate import PlanChangedError, PlanUnknownError
from sheetanchor.services.sync.preview import TablePreview
from tests.unit.services.sync.world import RATES, SETTINGS, World

STAFF = 12


@pytest.fixture
def world() -> World:
    """Twelve employees, both sides one."""
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), RATES)
    for worker in range(1003, 1001 + STAFF):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.quiet()
    return world


def wipe(world: World, left: int = 3) -> None:
    """The boss deletes all rows but some."""
    while len(world.settings.values()) > left + 1:
        world.settings.delete_row(left + 1)
    world.sync(2)
    assert "lost 9 of 12 rows" in world.replica.pauses()["employee_settings"]


def previewed(world: World) -> TablePreview:
    return world.engine.preview().tables[0]


def everything(world: World) -> tuple[Any, ...]:
    content = world.replica._content
    tables = {
        name: (stored.rows, stored.base, stored.held, stored.pause) for name, stored in content.tables.items()
    }
    return tables, dict(content.conflicts), content.changes, dict(content.state), world.settings.values()


@contextmanager
def nothing_changes(world: World) -> Iterator[None]:
    before, pushes, log = everything(world), len(world.sheet.pushed), len(world.replica.sync_log.recent(999))
    yield
    assert everything(world) == before
    assert len(world.sheet.pushed) == pushes
    assert len(world.replica.sync_log.recent(999)) == log


def test_a_dry_run_tells_what_a_pass_would_do_and_does_nothing(world: World) -> None:
    world.type_wage(1002, Decimal(19))
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    with nothing_changes(world):
        preview = world.engine.preview()
    steps = [(step.what, step.row, step.detail) for step in preview.tables[0].steps]
    assert steps == [
        ("take from the sheet", "1002", "Hourly wage 19"),
        ("write to the sheet", "1001", "Hourly wage 20"),
    ]
    assert preview.tables[1].steps == ()


def test_the_same_plan_has_the_same_hash_and_any_change_another(world: World) -> None:
    world.type_wage(1002, Decimal(19))
    first = world.engine.preview().hash
    assert world.engine.preview().hash == first
    assert world.new_engine().preview().hash == first
    world.type_wage(1001, Decimal(19))
    assert world.engine.preview().hash != first
    world.type_wage(1001, "15.00")
    assert world.engine.preview().hash == first
    world.local.write("employee_settings", {"employee_id": 1005, "hourly_wage": Decimal(16)})
    assert world.engine.preview().hash != first


def test_a_dry_run_shows_what_the_guard_stopped_and_allowing_does_it_at_once(world: World) -> None:
    wipe(world)
    with nothing_changes(world):
        preview = world.engine.preview()
    table = preview.tables[0]
    assert table.paused is None
    assert table.waived is not None
    assert "lost 9 of 12 rows" in table.waived
    assert [step.what for step in table.steps] == ["delete here"] * 9
    world.engine.run_pass(full=True, allow=preview.hash)
    assert len(world.rows()) == 3
    assert dict(world.replica.pauses()) == {}
    world.quiet()
    assert len(world.rows()) == 3
    assert len(world.settings.values()) == 4


def test_a_plan_that_is_not_the_one_shown_is_not_done(world: World) -> None:
    wipe(world)
    shown = world.engine.preview().hash
    world.type_wage(1002, Decimal(19))
    with nothing_changes(world), pytest.raises(PlanChangedError, match="--dry-run"):
        world.engine.run_pass(full=True, allow=shown)
    assert len(world.rows()) == STAFF
    assert world.status.read().last_error is None


@pytest.mark.parametrize("kind", ["sheet", "replica"])
def test_what_changed_on_either_side_since_is_not_allowed(world: World, kind: str) -> None:
    wipe(world)
    shown = world.engine.preview().hash
    if kind == "sheet":
        world.rates.type(1, "Percentage", Decimal(1))
    else:
        world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(99)})
    with pytest.raises(PlanChangedError):
        world.engine.run_pass(full=True, allow=shown)


def test_one_plan_allows_one_pass(world: World) -> None:
    wipe(world)
    shown = world.engine.preview().hash
    world.engine.run_pass(full=True, allow=shown)
    world.settings.delete_row(1)
    world.settings.delete_row(1)
    with pytest.raises(PlanChangedError):
        world.engine.run_pass(full=True, allow=shown)
    world.sync(3)
    assert len(world.rows()) == 3
    assert "lost 2 of 3 rows" in world.replica.pauses()["employee_settings"]


def test_many_changes_that_are_meant_are_taken(world: World) -> None:
    for worker in range(1001, 1001 + STAFF):
        world.type_wage(worker, Decimal(33))
    world.sync(2)
    assert "changed in 12 of 12 rows" in world.replica.pauses()["employee_settings"]
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    assert {row.values["hourly_wage"] for row in world.rows().values()} == {Decimal(33)}
    world.quiet()


def test_an_emptied_table_that_is_meant_is_emptied(world: World) -> None:
    while len(world.rates.values()) > 1:
        world.rates.delete_row(1)
    world.sync(3)
    assert len(world.rows(RATES)) == 3
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    assert len(world.rows(RATES)) == 0
    world.quiet()


def test_a_row_edited_here_comes_back_even_so(world: World) -> None:
    wipe(world)
    world.local.write("employee_settings", {"employee_id": 1009, "hourly_wage": Decimal(40)})
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    world.quiet()
    assert world.rows().keys() == {(1001,), (1002,), (1003,), (1009,)}
    assert world.sheet_wage(1009) == Decimal(40)


def test_a_tab_that_cannot_be_read_cannot_be_allowed(world: World) -> None:
    world.settings.set_at(0, 1, "Wages")
    table = previewed(world)
    assert table.paused is not None
    assert "'Hourly wage'" in table.paused
    assert (table.waived, table.steps) == (None, ())
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    assert len(world.rows()) == STAFF
    assert "employee_settings" in world.replica.pauses()


def test_no_plan_is_told_while_a_batch_is_unanswered(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    with nothing_changes(world), pytest.raises(PlanUnknownError, match="never answered"):
        world.engine.preview()
    assert world.replica.state(facts.INTENT) is not None
