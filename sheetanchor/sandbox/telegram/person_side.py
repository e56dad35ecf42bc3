"""What a person does in a chat with a bot."""

from collections.abc import Callable
from datetime import datetime
from threading import RLock
from typing import Protocol

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.bell import Bell
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.chats import CallbackQuery, Chat, Event, Message
from sheetanchor.sandbox.telegram.errors import NothingCameError, PersonError
from sheetanchor.sandbox.telegram.feed import Kind, TelegramChange
from sheetanchor.sandbox.telegram.people import Person
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, trimmed, units
from sheetanchor.sandbox.telegram.text.links import with_detected

_SHOWN = frozenset({"sent", "edited"})
_MOST_TEXT = 4096


class Server(Protocol):
    """What a conversation needs of the server."""

    lock: RLock
    bell: Bell
    clock: Callable[[], datetime]


class Conversation:
    """One person's chat with one bot; methods may be called from any thread.

    `wait` and `wait_async` give what the bot did since the person last did something here, one by one.
    """

    def __init__(self, server: Server, bot: Bot, chat: Chat) -> None:
        self._server = server
        self._bot = bot
        self.chat = chat
        self._seen = len(chat.events)

    @property
    def person(self) -> Person:
        """Who writes."""
        return self.chat.person

    @property
    def messages(self) -> list[Message]:
        """Both sides' messages, oldest first, as they are now."""
        with self._server.lock:
            return list(self.chat.messages.values())

    @property
    def commands(self) -> list[JsonObject]:
        """The commands that the bot suggests to this person."""
        return self._bot.commands.shown_to(self.person.person_id, self.person.language_code)

    def say(self, text: str) -> Message:
        """Send a text or a command; raises PersonError where the bot is blocked or the text is blank."""
        with self._server.lock:
            self._act()
            formatted = with_detected(trimmed(FormattedText(text)))
            if not 0 < units(formatted.text) <= _MOST_TEXT:
                raise PersonError(f"the app sends texts of 1 to {_MOST_TEXT} characters")
            content: JsonObject = {"text": formatted.text}
            if formatted.entities:
                content["entities"] = list(formatted.entities)
            number = self._bot.next_message_id()
            message = Message(number, from_bot=False, sent_at=self._server.clock(), content=content)
            self.chat.messages[message.message_id] = message
            self.chat.started = True
            if (self.chat.reply_keyboard or {}).get("one_time_keyboard"):
                self.chat.reply_keyboard = None
            self._bot.updates.put("message", self.chat.message_json(message, self._bot.user()))
            self._ring("said")
            return message

    def press(
        self, label: str | None = None, *, data: str | None = None, message_id: int | None = None
    ) -> str | None:
        """Press the newest button with that label or callback data, or that of one message.

        Gives the callback query's id; None for a button of the keyboard below, which sends its label.
        Raises PersonError where there is no such button.
        """
        if label is None and data is None:
            raise PersonError("say the label or the callback data of the button")
        with self._server.lock:
            found = self._inline_button(label, data, message_id)
            if found is not None:
                return self._query(*found)
            if label is None or label not in self.keyboard:
                raise PersonError(f"no button {label or data!r}; there are {self.buttons + self.keyboard}")
            self.say(label)
            return None

    @property
    def buttons(self) -> list[str]:
        """The labels under all messages, newest message first."""
        rows = [row for message in reversed(self.messages) for row in message.buttons]
        return [button["text"] for row in rows for button in row]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard below the chat."""
        rows = (self.chat.reply_keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    def block(self) -> None:
        """Stop the bot: what it sends is refused with 403 from now on."""
        self._set_blocked(blocked=True)

    def unblock(self) -> None:
        """Let it write again."""
        self._set_blocked(blocked=False)

    def wait(self, seconds: float = 10.0, *, after: int | None = None) -> Message:
        """The next message that the bot sent or edited, `after` an event or what was waited for last; blocks.

        Raises NothingCameError.
        """
        return self._taken(self._server.bell.wait(lambda: self._next(after), seconds), seconds)

    async def wait_async(self, seconds: float = 10.0, *, after: int | None = None) -> Message:
        """The same without blocking the event loop."""
        return self._taken(await self._server.bell.wait_async(lambda: self._next(after), seconds), seconds)

    def events_after(self, number: int) -> list[Event]:
        """All that the bot did after the event of that number."""
        with self._server.lock:
            return self.chat.events[number:]

    def _next(self, after: int | None) -> Event | None:
        unseen = self.events_after(self._seen if after is None else after)
        return next((event for event in unseen if event.kind in _SHOWN), None)

    def _taken(self, event: Event | None, seconds: float) -> Message:
        if event is None or event.message is None:
            raise NothingCameError(f"the bot sent {self.person.name} nothing within {seconds} s")
        self._seen = max(self._seen, event.number)
        return event.message

    def _act(self) -> None:
        if self.chat.blocked:
            raise PersonError(f"{self.person.name} has blocked the bot; unblock it first")
        self._seen = len(self.chat.events)

    def _inline_button(
        self, label: str | None, data: str | None, message_id: int | None
    ) -> tuple[Message, JsonObject] | None:
        for message in reversed(self.messages):
            if message_id not in {None, message.message_id}:
                continue
            for button in (button for row in message.buttons for button in row):
                if label in {None, button["text"]} and data in {None, button.get("callback_data")}:
                    return message, button
        return None

    def _query(self, message: Message, button: JsonObject) -> str:
        if "callback_data" not in button:
            raise PersonError(f"button {button['text']!r} opens something else; it sends the bot nothing")
        self._act()
        query_id = self._bot.next_query_id()
        query = CallbackQuery(query_id, self._server.clock(), message.message_id)
        self.chat.queries[query_id] = query
        body = {
            "id": query_id,
            "from": self.person.user(),
            "message": self.chat.message_json(message, self._bot.user()),
            "chat_instance": str(self.person.person_id * 7919),
            "data": button["callback_data"],
        }
        self._bot.updates.put("callback_query", body)
        self._ring("pressed")
        return query_id

    def _set_blocked(self, *, blocked: bool) -> None:
        with self._server.lock:
            if self.chat.blocked == blocked:
                return
            self.chat.blocked = blocked
            self._bot.updates.put("my_chat_member", self._membership(blocked=blocked))
            self._ring("blocked")

    def _ring(self, kind: Kind) -> None:
        self._server.bell.ring(TelegramChange(kind, self._bot.username, self.person.person_id))

    def _membership(self, *, blocked: bool) -> JsonObject:
        member = {"user": self._bot.user(), "status": "member"}
        kicked = {"user": self._bot.user(), "status": "kicked", "until_date": 0}
        return {
            "chat": self.person.chat(),
            "from": self.person.user(),
            "date": int(self._server.clock().timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
