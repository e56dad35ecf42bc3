"""Only what changes something and is not refused is offered to settle a conflict."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Deletions
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.sync.conflict_ways import edits, objection, open_sides, ways
from tests.unit.services.sync.world import NOON, SETTINGS

WAGE = "hourly_wage"
BOTH = (Source.SHEETS, Source.LOCAL)
TABLE = replace(SETTINGS, deletions=Deletions.SHEET)
THEIRS: Mapping[str, Value] = {WAGE: Decimal(17)}
OURS: Mapping[str, Value] = {WAGE: Decimal(20)}
WAITS = Conflict(TABLE.name, (1001,), WAGE, Loss.BOTH_CHANGED, THEIRS, OURS, None, "B2")
WHOLE = replace(WAITS, field=None)
WRITTEN_OVER = replace(WAITS, loss=Loss.OVERWRITTEN)
REKEYED = replace(WHOLE, loss=Loss.REKEYED, sheet={"employee_id": 2001, **THEIRS})
COMPUTED = replace(WAITS, loss=Loss.NOT_WRITABLE, sheet={WAGE: None})


def waiting(conflict: Conflict) -> KeptConflict:
    return KeptConflict(3, NOON, conflict)


def decided(conflict: Conflict, winner: Source | None) -> KeptConflict:
    return KeptConflict(3, NOON, replace(conflict, winner=winner), NOON)


@pytest.mark.parametrize(
    ("kept", "sides"),
    [
        (waiting(WAITS), BOTH),
        (decided(WAITS, Source.SHEETS), (Source.LOCAL,)),
        (decided(WAITS, Source.LOCAL), (Source.SHEETS,)),
        (decided(WAITS, None), BOTH),
        (waiting(COMPUTED), (Source.SHEETS,)),
        (decided(COMPUTED, Source.SHEETS), ()),
        (decided(COMPUTED, Source.LOCAL), (Source.SHEETS,)),
        (waiting(REKEYED), (Source.SHEETS,)),
        (decided(REKEYED, Source.SHEETS), ()),
        (decided(replace(WHOLE, loss=Loss.COLLIDED), Source.SHEETS), ()),
        (waiting(WRITTEN_OVER), BOTH),
        (waiting(replace(WRITTEN_OVER, sheet={})), (Source.LOCAL,)),
        (decided(replace(WHOLE, loss=Loss.DELETED_AND_EDITED, sheet=None), Source.LOCAL), ()),
    ],
)
def test_a_side_is_offered_where_it_can_be_kept_and_does_not_stand_already(
    kept: KeptConflict, sides: tuple[Source, ...]
) -> None:
    assert open_sides(TABLE, kept) == sides
    commands = [way for way in ways(TABLE, kept) if "`sheetanchor" in way]
    assert len(commands) == len(sides)
    assert all((objection(TABLE, kept, side) is None) == (side in sides) for side in Source)


def test_where_the_program_may_not_write_it_is_told_what_to_type_and_where() -> None:
    by_hand, command = ways(TABLE, waiting(COMPUTED))
    assert by_hand == (
        "type '20' into EmployeeSettings!B2, or fill the formula of its column down to it: the program may "
        "not write there"
    )
    assert command == "`sheetanchor conflicts keep-sheet 3` takes what stands in the sheet"
    assert ways(TABLE, decided(COMPUTED, Source.SHEETS)) == (
        "type '20' into EmployeeSettings!B2: the program may not write there",
    )


@pytest.mark.parametrize(
    ("conflict", "said"),
    [
        (REKEYED, ("typing 1001 into EmployeeSettings!B2 again keeps the old key",)),
        (replace(WRITTEN_OVER, typed="=B3*2"), ("typing it into EmployeeSettings!B2 again",)),
        (replace(WRITTEN_OVER, typed="about 77"), ()),
        (WAITS, ()),
    ],
)
def test_what_only_people_can_do_is_told_while_it_waits(conflict: Conflict, said: tuple[str, ...]) -> None:
    assert edits(TABLE, waiting(conflict)) == said
    assert edits(TABLE, decided(conflict, Source.LOCAL)) == ()
