"""Every guard names table, tab, cells, what is left alone, and what ends it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.tables.schema import Table
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, read

Line = Sequence[Any]

UNDO = "undo it in the sheet, if it was an accident"
ASK = "`sheetanchor resync {}` asks about every difference"
BACK = "`sheetanchor resync {}` writes the rows back and asks about other differences"
ALLOW = (
    "`sheetanchor sync --dry-run` shows the plan and its hash, and `sheetanchor sync --allow HASH` does it, "
    "if it was meant"
)


def crew(count: int) -> list[Line]:
    return [[each, 10 + each, 5 + each, f"note {each}"] for each in range(1, count + 1)]


def steps(count: int) -> list[Line]:
    return [[100 * each, each, f"step {each}"] for each in range(count)]


def wages(lines: Sequence[Line], new: Sequence[Any]) -> list[Line]:
    return [[line[0], wage, *line[2:]] for line, wage in zip(lines, new, strict=True)]


def paused(before: Sequence[Line], after: Sequence[Line], table: Table = CREW) -> Pause:
    base = agreed(table, *before)
    with pytest.raises(TablePausedError) as caught:
        require_plausible(read(table, *after, base=base), base)
    return caught.value.pause


def test_the_whole_message() -> None:
    assert paused(crew(3), []).message() == (
        "table 'crew' is paused: Crew!A2:D4 held 3 rows and is empty now. Nothing of it was read or written; "
        "its last good rows stay in use, and what waits to be sent goes on waiting. To end it: "
        f"{UNDO}; or {BACK.format('crew')}; or {ALLOW}. "
        "Then it goes on by itself, at once with `sheetanchor sync`."
    )


@pytest.mark.parametrize(
    ("tab", "guard", "cell", "said", "ways"),
    [
        (
            lambda: paused(steps(3), [], STEPS),
            Guard.EMPTIED,
            "A2:C4",
            "held 3 rows and is empty now",
            (UNDO, ASK.format("steps"), ALLOW),
        ),
        (
            lambda: paused(crew(12), crew(4)),
            Guard.MANY_GONE,
            "A2:D5",
            "lost 8 of 12 rows at once: 5, 6, 7 and 5 more",
            (UNDO, BACK.format("crew"), ALLOW),
        ),
        (
            lambda: paused(crew(5), crew(5)[:1], replace(CREW, made_by_program=True)),
            Guard.MANY_GONE,
            "A2:D2",
            "lost 4 of 5 rows at once: 2, 3, 4 and 1 more",
            (UNDO, BACK.format("crew"), ALLOW),
        ),
        (
            lambda: paused(steps(8), [steps(8)[2], steps(8)[7]], STEPS),
            Guard.MANY_GONE,
            "A2:C3",
            "lost 6 of 8 rows at once: 0, 100, 300 and 3 more",
            (UNDO, ASK.format("steps"), ALLOW),
        ),
        (
            lambda: paused(crew(8), wages(crew(8), [11, 12, 99, 13, 14, 15, 16, 18])),
            Guard.COLUMN_SHIFTED,
            "B4:B8",
            "(column 'Wage') seems shifted by a row against its keys",
            (UNDO, ASK.format("crew"), ALLOW),
        ),
        (
            lambda: paused(crew(20), wages(crew(20), [*range(11, 14), *[99] * 12, *range(26, 31)])),
            Guard.MANY_CHANGED,
            "B5:B16",
            "(column 'Wage') changed in 12 of 20 rows at once",
            (UNDO, ASK.format("crew"), ALLOW),
        ),
        (
            lambda: paused(crew(9), [*crew(9)[:6], crew(9)[6][:2]]),
            Guard.CUT_SHORT,
            "C8:D8",
            "and all below it is blank, as if the reading broke off there; known rows are missing: 8, 9",
            ("wait for the next pass, which reads it again", UNDO, BACK.format("crew"), ALLOW),
        ),
        (
            lambda: paused(crew(4), [[*line[:3], None] for line in crew(4)]),
            Guard.COLUMN_BLANKED,
            "D2:D5",
            "(column 'Note') held 4 values and is blank now",
            (UNDO, ASK.format("crew"), ALLOW),
        ),
    ],
)
def test_each_guard_says_where_what_and_the_ways_out(
    tab: Callable[[], Pause], guard: Guard, cell: str, said: str, ways: tuple[str, ...]
) -> None:
    found = tab()
    assert (found.guard, found.cell, found.found, found.ways) == (guard, cell, said, ways)


def test_rows_that_stand_twice_in_a_list_are_named_as_often_as_they_are_gone() -> None:
    lines = [steps(4)[0], steps(4)[0], *steps(4)[1:]]
    assert paused(lines, [lines[0], lines[4]], STEPS).found.endswith("at once: 0, 100, 200")


def test_a_list_that_got_a_column_is_compared_with_blank_ones() -> None:
    base = {
        key: replace(row, cells={name: row.cells[name] for name in ("least", "rate")})
        for key, row in agreed(STEPS, *steps(8)).items()
    }
    with pytest.raises(TablePausedError, match="at once: 200, 300, 400 and 3 more"):
        require_plausible(read(STEPS, [0, 0], [100, 1], base=base), base)
