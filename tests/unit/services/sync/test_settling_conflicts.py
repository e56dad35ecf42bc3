"""Keeping the sheet's side or the local one, of conflicts that wait and of those that were decided."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.schema import Deletions, Policy
from sheetanchor.ports.errors import UnknownConflictError
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.newer import ChangedSinceError
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import RATES, SETTINGS, World

WAGE = "hourly_wage"
OURS = [(Decimal(0), Decimal(1)), (Decimal(700), Decimal(7))]


def conflicts(world: World) -> Conflicts:
    return Conflicts(world.tables, world.replica, world.clock, world.wake)


def world_of(policy: Policy, deletions: Deletions = Deletions.BOTH) -> World:
    world = World(
        replace(SETTINGS, policy=policy, deletions=deletions), replace(RATES, policy=policy), beside=None
    )
    world.sync()
    return world


def both_change_a_wage(policy: Policy) -> World:
    world = world_of(policy)
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(20)})
    world.type_wage(1001, Decimal(17))
    world.quiet()
    world.clock.advance(60)
    return world


def both_change_the_list(policy: Policy) -> World:
    world = world_of(policy)
    rows = [{"min_amount": least, "percentage": rate} for least, rate in OURS]
    world.local.replace("dynamic_rates", rows)
    world.rates.type(1, "Percentage", Decimal(3))
    world.quiet()
    world.clock.advance(60)
    return world


def only(world: World) -> KeptConflict:
    (kept,) = world.replica.conflicts(10)
    return kept


def wages(world: World) -> tuple[object, object]:
    return world.wage(1001), Decimal(str(world.sheet_wage(1001)))


def rates(world: World) -> list[tuple[Decimal, ...]]:
    return [tuple(Decimal(str(row[place])) for place in (0, 2)) for row in world.rates.values()[1:]]


def local_rates(world: World) -> list[tuple[object, ...]]:
    rows = world.rows(RATES).values()
    return [(row.values["min_amount"], row.values["percentage"]) for row in rows]


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(("side", "wage"), [(Source.SHEETS, 17), (Source.LOCAL, 20)])
def test_either_side_of_a_cell_can_be_kept_whatever_was_decided(
    policy: Policy, side: Source, wage: int
) -> None:
    world = both_change_a_wage(policy)
    kept, service = only(world), conflicts(world)
    keep = service.keep_sheet if side is Source.SHEETS else service.keep_local
    if kept.conflict.winner is side:
        with pytest.raises(CannotKeepError, match="stands already"):
            keep(kept.number)
    else:
        (settled,) = keep(kept.number)
        assert (settled.number, settled.conflict.winner) == (kept.number, side)
        assert settled.decided_at == world.clock.now()
    world.quiet()
    assert wages(world) == (Decimal(wage), Decimal(wage))
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    assert service.waiting() == ()


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("side", Source)
def test_either_list_can_be_kept_as_a_whole(policy: Policy, side: Source) -> None:
    world = both_change_the_list(policy)
    service = conflicts(world)
    theirs = [(Decimal(0), Decimal(3)), (Decimal(500), Decimal(2)), (Decimal(1000), Decimal(4))]
    first = world.replica.conflicts(10)[0]
    if first.conflict.winner is not side:
        keep = service.keep_sheet if side is Source.SHEETS else service.keep_local
        assert len(keep(first.number)) == 3
    world.quiet()
    expected = theirs if side is Source.SHEETS else OURS
    assert (rates(world), local_rates(world)) == (expected, expected)
    assert service.waiting() == ()
    assert {kept.conflict.winner for kept in service.newest(10)} == {side}


def test_a_decision_can_be_taken_back() -> None:
    world = both_change_a_wage(Policy.SHEET_WINS)
    service, number = conflicts(world), only(world).number
    for keep, wage in ((service.keep_local, 20), (service.keep_sheet, 17), (service.keep_local, 20)):
        keep(number)
        world.quiet()
        assert wages(world) == (Decimal(wage), Decimal(wage))


@pytest.mark.parametrize("side", Source)
def test_what_was_changed_since_it_was_seen_is_asked_again(side: Source) -> None:
    world = both_change_a_wage(Policy.ASK)
    service, first = conflicts(world), only(world)
    if side is Source.SHEETS:
        world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(21)})
        service.keep_sheet(first.number)
    else:
        world.type_wage(1001, Decimal(18))
        service.keep_local(first.number)
    world.quiet()
    (waiting,) = service.waiting()
    assert waiting.number > first.number
    assert wages(world) == (
        (Decimal(21), Decimal(17)) if side is Source.SHEETS else (Decimal(20), Decimal(18))
    )


def test_a_list_written_again_meanwhile_is_not_decided_over() -> None:
    world = both_change_the_list(Policy.ASK)
    number = conflicts(world).waiting()[0].number
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(5), "percentage": Decimal(5)}])
    with pytest.raises(CannotKeepError, match="written again"):
        conflicts(world).keep_sheet(number)
    assert len(local_rates(world)) == 1


def test_an_edit_that_won_against_our_deletion_can_be_deleted_after_all() -> None:
    world = world_of(Policy.SHEET_WINS)
    world.local.delete("employee_settings", (1002,))
    world.type_wage(1002, Decimal(30))
    world.quiet()
    assert world.wage(1002) == Decimal(30)
    conflicts(world).keep_local(only(world).number)
    world.quiet()
    assert (1002,) not in world.rows()
    assert len(world.settings.values()) == 2


def deleted_in_the_sheet(deletions: Deletions) -> World:
    world = world_of(Policy.SHEET_WINS, deletions)
    world.settings.delete_row(world.place(1002))
    world.local.write("employee_settings", {"employee_id": 1002, WAGE: Decimal(30)})
    world.quiet()
    assert world.wage(1002) == Decimal(30)
    return world


def test_a_deletion_in_the_sheet_that_lost_can_be_done_after_all() -> None:
    world = deleted_in_the_sheet(Deletions.BOTH)
    conflicts(world).keep_sheet(only(world).number)
    world.quiet()
    assert (1002,) not in world.rows()
    assert len(world.settings.values()) == 2


def test_a_program_that_may_not_delete_says_who_can() -> None:
    world = deleted_in_the_sheet(Deletions.SHEET)
    with pytest.raises(CannotKeepError, match="delete the row in the sheet"):
        conflicts(world).keep_sheet(only(world).number)
    assert only(world).conflict.winner is Source.LOCAL
    assert (1002,) in world.rows()


def test_lost_values_of_a_row_that_is_gone_are_not_made_a_row_of_their_own() -> None:
    world = both_change_a_wage(Policy.SHEET_WINS)
    world.local.delete("employee_settings", (1001,))
    with pytest.raises(CannotKeepError, match="row is gone"):
        conflicts(world).keep_local(only(world).number)


def test_a_cell_of_formulas_is_changed_in_the_sheet_alone() -> None:
    world = world_of(Policy.SHEET_WINS)
    world.settings.type_formula(1, "Hourly wage", Decimal(16))
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(20)})
    world.quiet()
    with pytest.raises(CannotKeepError, match="change it in the sheet"):
        conflicts(world).keep_local(only(world).number)


@pytest.mark.parametrize("writer", Source)
def test_a_value_newer_than_the_decision_is_shown_and_overwritten_only_when_it_is_named(
    writer: Source,
) -> None:
    world = both_change_a_wage(Policy.SHEET_WINS)
    if writer is Source.SHEETS:
        world.type_wage(1001, Decimal(23))
        world.quiet()
    else:
        world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(23)})
    service, number = conflicts(world), only(world).number
    side = "in the sheet" if writer is Source.SHEETS else "by the program"
    with pytest.raises(ChangedSinceError, match=rf"Hourly wage is '23' now \({side}, 2025-11-01") as refused:
        service.keep_local(number)
    assert f"`sheetanchor conflicts keep-local {number} --over {refused.value.over}`" in str(refused.value)
    world.quiet()
    assert wages(world) == (Decimal(23), Decimal(23))
    assert only(world).conflict.winner is Source.SHEETS
    service.keep_local(number, refused.value.over)
    world.quiet()
    assert wages(world) == (Decimal(20), Decimal(20))
    assert Decimal(23) in [(change.before or {})[WAGE] for change in world.replica.history(SETTINGS.name)[:1]]


def test_what_was_changed_after_it_was_shown_is_shown_again() -> None:
    world = both_change_a_wage(Policy.SHEET_WINS)
    service, number = conflicts(world), only(world).number
    world.type_wage(1001, Decimal(23))
    world.quiet()
    with pytest.raises(ChangedSinceError) as first:
        service.keep_local(number)
    world.type_wage(1001, Decimal(24))
    world.quiet()
    with pytest.raises(ChangedSinceError, match="is '24' now"):
        service.keep_local(number, first.value.over)
    assert wages(world) == (Decimal(24), Decimal(24))


def test_another_cell_of_the_row_may_have_changed_since() -> None:
    world = both_change_a_wage(Policy.SHEET_WINS)
    world.settings.type(world.place(1001), "Sales commission", Decimal(9))
    world.quiet()
    conflicts(world).keep_local(only(world).number)
    world.quiet()
    assert wages(world) == (Decimal(20), Decimal(20))
    assert world.rows()[(1001,)].values["sales_commission"] == Decimal(9)


def test_a_row_edited_after_its_deletion_lost_is_not_deleted_unseen() -> None:
    world = deleted_in_the_sheet(Deletions.BOTH)
    world.type_wage(1002, Decimal(31))
    world.quiet()
    with pytest.raises(ChangedSinceError, match="Hourly wage is '31' now") as refused:
        conflicts(world).keep_sheet(only(world).number)
    assert world.wage(1002) == Decimal(31)
    conflicts(world).keep_sheet(only(world).number, refused.value.over)
    world.quiet()
    assert (1002,) not in world.rows()


def test_a_list_changed_since_is_not_replaced_unseen() -> None:
    world = both_change_the_list(Policy.SHEET_WINS)
    service, number = conflicts(world), conflicts(world).newest(1)[0].number
    world.rates.type(1, "Percentage", Decimal(6))
    world.quiet()
    with pytest.raises(
        ChangedSinceError, match="the list of tab 'DynamicRates' was changed since"
    ) as refused:
        service.keep_local(number)
    assert rates(world)[0] == (Decimal(0), Decimal(6))
    service.keep_local(number, refused.value.over)
    world.quiet()
    assert rates(world) == OURS


def test_many_decisions_at_once_do_not_look_like_an_accident() -> None:
    world = world_of(Policy.ASK)
    for worker in range(1003, 1020):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.sync()
    for worker in range(1001, 1020):
        world.local.write("employee_settings", {"employee_id": worker, WAGE: Decimal(20)})
        world.type_wage(worker, Decimal(17))
        if worker % 6 == 0:
            world.sync()
    world.quiet()
    service = conflicts(world)
    assert len(service.waiting()) == 19
    for kept in service.waiting():
        service.keep_sheet(kept.number)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert {row.values[WAGE] for row in world.rows().values()} == {Decimal(17)}


def test_an_unknown_number_is_named() -> None:
    world = world_of(Policy.ASK)
    for ask in (conflicts(world).show, conflicts(world).keep_sheet):
        with pytest.raises(UnknownConflictError, match="no conflict 7"):
            ask(7)
