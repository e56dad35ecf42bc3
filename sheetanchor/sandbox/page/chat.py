"""The right side of the page: a phone on which people of the world write to the bot."""

from collections.abc import Iterable

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.page.files import file_url
from sheetanchor.sandbox.page.notices import told
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.shown import ShownButton, ShownChat, ShownMessage
from sheetanchor.sandbox.telegram.state import DEMO_BOT, TelegramState

_KEPT = 100
_FIRST_NEW_ID = 9001


class Phone(Element, component="chat.js"):
    """Emits `pick` with a person's id, `say` with a text, `press` {message, text, data}, `add` {name, id}."""


class ChatPane:
    """The chat of the person picked with the demo's bot."""

    def __init__(self, telegram: TelegramState) -> None:
        self._telegram = telegram
        self._person: int | None = next(iter(telegram.people), None)
        with ui.element("aside").classes("chat-pane"):
            self._phone = Phone()
            self._show()
        self._phone.on("pick", lambda e: self._pick(e.args)).on("say", lambda e: self._say(e.args))
        self._phone.on("press", self._press).on("add", self._add)

    def telegram_changed(self, changes: list[TelegramChange]) -> None:
        """Show what changed, if it is in sight."""
        if any(self._concerns(change) for change in changes):
            self._show()

    def _concerns(self, change: TelegramChange) -> bool:
        if change.kind == "poll":
            return False
        return change.kind == "person" or change.person_id in {None, self._person}

    def _pick(self, person_id: int) -> None:
        self._person = person_id
        self._show()

    def _say(self, text: str) -> None:
        if self._person is not None:
            person = self._person
            told(lambda: self._telegram.send_text(person, text))

    def _press(self, event: GenericEventArguments) -> None:
        args, person = event.args, self._person
        if person is not None:
            told(
                lambda: self._telegram.press(
                    person, text=args["text"], data=args["data"], message_id=args["message"]
                )
            )

    def _add(self, event: GenericEventArguments) -> None:
        person_id = event.args["id"] or max([_FIRST_NEW_ID - 1, *self._telegram.people]) + 1
        if told(lambda: self._telegram.add_person(person_id, event.args["name"])):
            self._pick(person_id)

    def _show(self) -> None:
        telegram = self._telegram
        with telegram.lock:
            if self._person is None:
                self._person = next(iter(telegram.people), None)
            people = [{"id": one.person_id, "name": one.name} for one in telegram.people.values()]
            name = next(bot.first_name for bot in telegram.bots.values() if bot.username == DEMO_BOT)
            chat = None if self._person is None else telegram.chat(self._person)
        shown = _chat(chat) if chat else _NO_CHAT
        now = {"people": people, "person": self._person, "botName": name, **shown}
        if now != self._phone.props.get("chat"):
            self._phone.props["chat"] = now
            self._phone.update()


_NO_CHAT: JsonObject = {
    "messages": [],
    "replyKeyboard": [],
    "notices": [],
    "action": None,
    "commands": [],
    "blocked": False,
}


def _chat(chat: ShownChat) -> JsonObject:
    return {
        "messages": [_message(message, chat.bot) for message in chat.messages[-_KEPT:]],
        "replyKeyboard": chat.reply_keyboard,
        "notices": [
            {"id": one.query_id, "text": one.text, "alert": one.show_alert} for one in chat.notices[-_KEPT:]
        ],
        "action": chat.action,
        "commands": chat.commands,
        "blocked": chat.is_blocked,
    }


def _message(message: ShownMessage, bot: str) -> JsonObject:
    return {
        "id": message.message_id,
        "fromBot": message.is_from_bot,
        "html": message.html.replace("<a href=", '<a target="_blank" rel="noopener" href='),
        "buttons": [_buttons(row) for row in message.buttons],
        "at": message.at.isoformat(),
        "edited": message.edited,
        "revision": message.revision,
        "file": file_url(bot, message.file_path) if message.file_path else None,
        "fileName": message.file_name,
        "photo": message.is_photo,
    }


def _buttons(row: Iterable[ShownButton]) -> list[JsonObject]:
    return [{"text": one.text, "data": one.data, "url": one.url} for one in row]
