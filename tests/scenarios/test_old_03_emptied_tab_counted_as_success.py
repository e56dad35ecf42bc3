"""An emptied tab was a silent success and shifts were paid at 0 %; now it pauses its table, and says so."""

from decimal import Decimal

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, RATES_AT_FIRST, WAGES


def test_an_emptied_list_pauses_and_its_last_good_rows_stay_in_use(boss: Boss, bot: Bot) -> None:
    boss.empties(RATES)
    boss.types(WAGES, 1001, "Hourly wage", "17")
    bot.syncs(3)
    assert bot.knows(RATES) == RATES_AT_FIRST
    assert bot.parts.reference_data().dynamic_rates().rate_for(Decimal(600)) == 2
    assert bot.problems() == ["paused table DynamicRates!A2:C4"]
    assert "held 3 rows and is empty now" in bot.told()
    assert any(line.startswith("pull dynamic_rates paused") for line in bot.log())
    assert boss.sees(RATES) == []
    assert bot.knows(WAGES)[0] == "1001 | 17 | 8"
    bot.rests()
