"""After a failed first pull an empty database was served as the truth; now no answer is made from nothing."""

from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import LOOK, READ, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, RATES_AT_FIRST, WAGES, WAGES_AT_FIRST


def test_what_was_never_read_is_asked_of_the_sheet_or_raises(
    boss: Boss, new_bot: Bot, google: Faults
) -> None:
    google.fail(503, LOOK, times=None)
    google.fail(503, READ, times=None)
    assert new_bot.fails_to_sync() == "ServiceUnavailableError"
    reference_data = new_bot.parts.reference_data()
    with pytest.raises(RemoteError):
        reference_data.dynamic_rates()
    assert new_bot.parts.status().read().last_error is not None
    google.clear()
    new_bot.clock.advance(10)
    assert reference_data.dynamic_rates().rate_for(Decimal(600)) == 2
    assert new_bot.knows(RATES) == []
    new_bot.syncs(2)
    assert boss.sees(RATES) == new_bot.knows(RATES) == RATES_AT_FIRST
    assert boss.sees(WAGES) == new_bot.knows(WAGES) == WAGES_AT_FIRST
    assert new_bot.parts.status().read().last_error is None
    new_bot.rests()
