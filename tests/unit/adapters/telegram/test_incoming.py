"""When something was said, and by whom."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from telegram import Chat, Message, Update, User

from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.services.dialogue.events import Arrived, Command

ZONE = ZoneInfo("America/New_York")
STORED = datetime(2025, 11, 1, 17, 5, tzinfo=ZONE)


def arrived(sent: datetime) -> Arrived:
    user = User(1001, "Ann", is_bot=False)
    message = Message(7, sent, Chat(1001, Chat.PRIVATE), from_user=user, text="/clock_out")
    found = Incoming(CallbackData("123:secret")).arrived(Update(1, message=message), STORED)
    assert found is not None
    return found


def test_a_command_that_waited_while_the_bot_was_down_counts_from_when_it_was_sent() -> None:
    sent = (STORED - timedelta(hours=2)).astimezone(UTC)
    found = arrived(sent)
    assert found.at == sent
    assert found.at.tzinfo is ZONE
    assert found.event == Command("clock_out")


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(minutes=3), timedelta(days=-2)])
def test_a_clock_of_telegram_that_cannot_be_right_is_not_believed(ahead: timedelta) -> None:
    assert arrived((STORED + ahead).astimezone(UTC)).at == STORED
