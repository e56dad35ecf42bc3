"""Columns under a garbled header took default values; now their table pauses and every value stays."""

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import LINES, RANKS, RATES, TASKS, WAGES


@pytest.mark.parametrize(
    ("tab", "header", "cell"),
    [(WAGES, "Hourly wage", "B1"), (RATES, "Percentage", "C1"), (RANKS, "Rank Name", "A1")],
)
def test_without_its_header_a_column_has_no_values_at_all(
    boss: Boss, bot: Bot, tab: str, header: str, cell: str
) -> None:
    boss.renames_header(tab, header, "Hnotpwh")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert boss.sees(tab) == bot.knows(tab) == list(LINES[tab][1:])
    assert bot.problems() == [f"paused table {tab}!{cell}"]
    assert f"does not hold {header!r}" in bot.told()
    assert bot.knows(TASKS)[0] == "1 | mop"
    bot.rests()
