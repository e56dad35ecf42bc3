"""A pass made other processes wait for up to a second; now they read and write while one is under way."""

import sqlite3
from contextlib import closing

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES


def test_while_a_pass_waits_for_google_others_write(boss: Boss, bot: Bot) -> None:
    taken: list[bool] = []

    def write_as_another_process() -> None:
        with closing(sqlite3.connect(bot.database, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            taken.append(True)

    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.acts_while_the_bot_writes(write_as_another_process)
    bot.syncs()
    assert taken == [True]
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    bot.rests()


def test_while_a_pass_writes_others_read_what_was_committed_last(boss: Boss, bot: Bot) -> None:
    reader = bot.parts.reading_replica()
    assert reader.database.path == bot.database
    with bot.replica.transaction() as tx:
        row = tx.row("employee_settings", (1001,))
        assert row is not None
        tx.set_state("half way", "there")
        assert reader.state("half way") is None
        assert reader.snapshot("employee_settings")[(1001,)] == row
    assert reader.state("half way") == "there"
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    assert reader.snapshot("employee_settings")[(1001,)].values["hourly_wage"] == 20
    bot.syncs()
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    bot.rests()


def test_a_reader_in_the_middle_of_its_reading_stops_no_pass(boss: Boss, bot: Bot) -> None:
    with closing(sqlite3.connect(bot.database, timeout=0, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT * FROM sync_log").fetchall()
        bot.writes(WAGES, 1001, "Hourly wage", "20")
        bot.syncs()
        assert reader.execute("SELECT * FROM sync_log").fetchall() == before
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    bot.rests()
