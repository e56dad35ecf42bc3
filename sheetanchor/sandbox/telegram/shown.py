"""What a person sees of a chat."""

from dataclasses import dataclass
from datetime import datetime

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.chats import Chat, Message
from sheetanchor.sandbox.telegram.rendering import html_of


@dataclass(frozen=True, slots=True)
class ShownButton:
    """A button below a message; at most one of `data` and `url` is set."""

    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """`html` is the text safely escaped, in the Bot API's tags; `buttons` are rows; `at` is aware.

    `revision` is the number of the event in which the bot sent or last edited it, 0 for a person's message.
    `file_path` is where a photo or document is found, for `TelegramState.file`.
    """

    message_id: int
    is_from_bot: bool
    text: str
    html: str
    buttons: tuple[tuple[ShownButton, ...], ...]
    at: datetime
    edited: bool
    revision: int
    file_path: str | None
    file_name: str | None
    is_photo: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bot answered to a press: nothing, a line on top of the chat, or with `show_alert` a window."""

    query_id: str
    text: str
    show_alert: bool


@dataclass(frozen=True, slots=True)
class ShownChat:
    """Messages oldest first, and what else is on the screen.

    `reply_keyboard` is below the input, `notices` are all answers to presses, `commands` is the menu with
    descriptions, `action` is what the bot says it is doing, such as typing. `revision` counts what the bot
    did: give it to `wait_for_bot` to wait for what comes after this.
    """

    person_id: int
    bot: str
    messages: tuple[ShownMessage, ...]
    reply_keyboard: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...]
    commands: tuple[tuple[str, str], ...]
    action: str | None
    is_blocked: bool
    revision: int


def shown_message(message: Message, bot: Bot) -> ShownMessage:
    """One message as it is now."""
    content = message.content
    return ShownMessage(
        message_id=message.message_id,
        is_from_bot=message.from_bot,
        text=message.text,
        html=html_of(message.text, message.entities),
        buttons=tuple(tuple(_button(button) for button in row) for row in message.buttons),
        at=message.sent_at,
        edited=message.edited_at is not None,
        revision=message.revision,
        file_path=_file_path(content, bot),
        file_name=content.get("document", {}).get("file_name"),
        is_photo="photo" in content,
    )


def shown_chat(chat: Chat, bot: Bot) -> ShownChat:
    """The whole chat as it is now."""
    rows = (chat.reply_keyboard or {}).get("keyboard", [])
    commands = bot.commands.shown_to(chat.person.person_id, chat.person.language_code)
    return ShownChat(
        person_id=chat.person.person_id,
        bot=bot.username,
        messages=tuple(shown_message(message, bot) for message in chat.messages.values()),
        reply_keyboard=tuple(tuple(button["text"] for button in row) for row in rows),
        notices=tuple(Notice(**event.detail) for event in chat.events if event.kind == "answered"),
        commands=tuple((command["command"], command["description"]) for command in commands),
        action=_action(chat),
        is_blocked=chat.blocked,
        revision=len(chat.events),
    )


def _button(button: JsonObject) -> ShownButton:
    return ShownButton(button["text"], button.get("callback_data"), button.get("url"))


def _file_path(content: JsonObject, bot: Bot) -> str | None:
    files = [*content.get("photo", []), *([content["document"]] if "document" in content else [])]
    return bot.files.by_id(files[-1]["file_id"]).path if files else None


def _action(chat: Chat) -> str | None:
    """The last thing the bot did, if that was to say what it is doing."""
    last = chat.events[-1] if chat.events else None
    return str(last.detail["action"]) if last is not None and last.kind == "action" else None
