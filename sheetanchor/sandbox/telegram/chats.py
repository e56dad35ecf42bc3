"""Private chats: messages, the keyboard below them, and what the bot did in order."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.people import Person

__all__ = ["CallbackQuery", "Chat", "Event", "EventKind", "Message", "Person"]

EventKind = Literal["sent", "edited", "deleted", "answered", "action"]


@dataclass
class Message:
    """A message as both sides see it now; `content` holds text, entities, caption, photo or document.

    `reply_keyboard` is what a ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply asked for with it;
    `revision` is the number of the last event that it was part of.
    """

    message_id: int
    from_bot: bool
    sent_at: datetime
    content: JsonObject
    inline_keyboard: JsonObject | None = None
    reply_keyboard: JsonObject | None = None
    edited_at: datetime | None = None
    reply_to: int | None = None
    revision: int = 0

    @property
    def text(self) -> str:
        """The text or caption without markup; empty where there is neither."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[JsonObject]:
        """What formats `text`."""
        name = "entities" if "entities" in self.content else "caption_entities"
        entities: list[JsonObject] = self.content.get(name, [])
        return entities

    @property
    def buttons(self) -> list[list[JsonObject]]:
        """The rows of the inline keyboard."""
        rows: list[list[JsonObject]] = (self.inline_keyboard or {}).get("inline_keyboard", [])
        return rows


@dataclass(frozen=True)
class Event:
    """Something that the bot did: `message` for what it sent, edited or deleted, else `detail`."""

    number: int
    kind: EventKind
    message: Message | None = None
    detail: JsonObject = field(default_factory=dict)


@dataclass
class CallbackQuery:
    """A pressed button that waits for the bot's answer."""

    query_id: str
    pressed_at: datetime
    message_id: int


@dataclass
class Chat:
    """One person's chat with one bot, from both sides."""

    person: Person
    messages: dict[int, Message] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    reply_keyboard: JsonObject | None = None

    def add_event(
        self, kind: EventKind, message: Message | None = None, detail: JsonObject | None = None
    ) -> None:
        """Note what the bot did; numbers begin at 1."""
        event = Event(len(self.events) + 1, kind, message, detail or {})
        self.events.append(event)
        if message is not None:
            message.revision = event.number

    def message_json(self, message: Message, bot_user: JsonObject) -> JsonObject:
        """The API's Message; times are whole seconds since 1970 in UTC."""
        body: JsonObject = {
            "message_id": message.message_id,
            "from": bot_user if message.from_bot else self.person.user(),
            "chat": self.person.chat(),
            "date": int(message.sent_at.timestamp()),
        }
        if message.edited_at is not None:
            body["edit_date"] = int(message.edited_at.timestamp())
        if message.reply_to in self.messages:
            replied = self.messages[message.reply_to]
            body["reply_to_message"] = self.message_json(_without_reply(replied), bot_user)
        body |= message.content
        if message.inline_keyboard:
            body["reply_markup"] = message.inline_keyboard
        return body


def _without_reply(message: Message) -> Message:
    return Message(message.message_id, message.from_bot, message.sent_at, message.content)
