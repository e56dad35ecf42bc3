"""From Telegram's updates to events; what comes from a group or a channel is none."""

from datetime import datetime, timedelta

from telegram import CallbackQuery, Chat, Message, Update, User

from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.services.dialogue.events import Arrived, Command, Event, Person, Typed

#: Telegram delivers nothing that is older.
_LONGEST_WAIT = timedelta(hours=24)
#: The kinds of updates that are asked for.
ALLOWED = [Update.MESSAGE, Update.CALLBACK_QUERY]


class Incoming:
    """Reads updates. Button data are opened for who taps, in the chat where they tap."""

    def __init__(self, data: CallbackData) -> None:
        self._data = data

    def arrived(self, update: Update, at: datetime) -> Arrived | None:
        """The event in an update, None where there is nothing to react to.

        at: when it was stored, which counts for a tap, whose own time Telegram does not tell.
        """
        query, message = update.callback_query, update.message
        if query is not None:
            return self._tapped(update.update_id, query, at)
        if message is None or message.from_user is None or message.chat.type != Chat.PRIVATE:
            return None
        return Arrived(
            update.update_id, _person(message.from_user), _said(message), _said_at(message.date, at)
        )

    def _tapped(self, update_id: int, query: CallbackQuery, at: datetime) -> Arrived | None:
        message = query.message
        if message is None or message.chat.type != Chat.PRIVATE:
            return None
        event = self._data.open(query.data or "", query.from_user.id, message.message_id, at)
        return Arrived(update_id, _person(query.from_user), event, at)


def _said(message: Message) -> Event:
    text = message.text or ""
    if not text.startswith("/"):
        return Typed(text)
    word, _, argument = text[1:].partition(" ")
    return Command(word.partition("@")[0].lower(), argument.strip())


def _said_at(sent: datetime, stored: datetime) -> datetime:
    """What waited while the bot was down counts from when it was sent: a clock-out above all."""
    waited = stored - sent.astimezone(stored.tzinfo)
    return sent.astimezone(stored.tzinfo) if timedelta(0) <= waited <= _LONGEST_WAIT else stored


def _person(user: User) -> Person:
    return Person(user.id, user.first_name, user.username or user.full_name)
