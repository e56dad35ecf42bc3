"""Ranks were written seven columns into eight; now every value goes under its own header."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RANKS

ROOKIE = "Rookie | 0 | 2499.99 | 🧑‍🚀 | none | none | none | Begin here."
CLOSER = "Closer | 2500 | 9999 | 💼 | flat_25 | none | flat_15 | Done."


def test_every_value_of_a_rank_stands_under_its_header(boss: Boss, bot: Bot) -> None:
    bot.replaces(RANKS, ROOKIE, CLOSER)
    bot.syncs()
    assert boss.sees(RANKS) == bot.knows(RANKS) == [ROOKIE, CLOSER]
    bot.rests()


def test_a_column_of_the_boss_in_between_is_left_alone(boss: Boss, bot: Bot) -> None:
    boss.inserts_column(RANKS, "Emoji", "Colour")
    boss.types(RANKS, "Rookie", "Colour", "blue")
    bot.replaces(RANKS, ROOKIE, CLOSER)
    bot.syncs(2)
    assert bot.knows(RANKS) == [ROOKIE, CLOSER]
    assert boss.sees(RANKS) == [
        "Rookie | 0 | 2499.99 | blue | 🧑‍🚀 | none | none | none | Begin here.",
        "Closer | 2500 | 9999 |  | 💼 | flat_25 | none | flat_15 | Done.",
    ]
    assert (bot.overruled(), bot.problems()) == ([], [])
    bot.rests()
