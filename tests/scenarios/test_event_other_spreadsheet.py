"""The settings name another spreadsheet by mistake: the message says so, and neither of them is touched."""

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES, WAGES_AT_FIRST


def test_nothing_is_taken_or_written_until_the_settings_are_put_right(
    sandbox: RunningSandbox, boss: Boss, bot: Bot
) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    blank = sandbox.world.create_spreadsheet("Blank")
    bot.restarts(spreadsheet_id=blank.spreadsheet_id)
    bot.syncs(3)
    assert f"the settings name {blank.spreadsheet_id}" in bot.told()
    assert f"this replica was synced with {boss.book.spreadsheet_id}" in bot.told()
    assert set(bot.problems()) >= {"paused table EmployeeSettings!A1", "paused table Tasks!A1"}
    bot.rests()
    assert ([sheet.title for sheet in blank.sheets], boss.sees(WAGES)) == (["Sheet1"], WAGES_AT_FIRST)
    bot.restarts(spreadsheet_id=boss.book.spreadsheet_id)
    bot.syncs(2)
    assert (boss.sees(WAGES)[0], bot.problems()) == ("1001 | 20 | 8", [])
    bot.rests()
