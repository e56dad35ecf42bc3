"""One call of a method, and the chat, message and text that its parameters name."""

from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.chats import Chat, Message
from sheetanchor.sandbox.telegram.errors import bad_request, forbidden
from sheetanchor.sandbox.telegram.keyboards import parse_markup
from sheetanchor.sandbox.telegram.parameters import Parameters
from sheetanchor.sandbox.telegram.state import TelegramState
from sheetanchor.sandbox.telegram.text.code import code_apart
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, in_order, trimmed, units
from sheetanchor.sandbox.telegram.text.html import parse_html
from sheetanchor.sandbox.telegram.text.links import with_detected
from sheetanchor.sandbox.telegram.text.markdown import parse_markdown

_MOST_BYTES = 2**15
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}
_ENTITY_KEYS = frozenset({"type", "offset", "length"})


@dataclass(frozen=True)
class BotCall:
    """What a method is given; it is run under the state's lock."""

    state: TelegramState
    bot: Bot
    parameters: Parameters

    def chat(self) -> Chat:
        """The chat of `chat_id`, to which the bot may write; raises BotApiError."""
        chat_id = self.parameters.text("chat_id").strip()
        if not chat_id:
            raise bad_request("chat_id is empty")
        if not chat_id.isdecimal() or int(chat_id) not in self.state.people:
            raise bad_request("chat not found")
        chat = self.state.conversation(int(chat_id), bot=self.bot.username).chat
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def message(self, chat: Chat, what: str) -> Message:
        """The message of `message_id`; `what` is Telegram's name for it in the error."""
        message = chat.messages.get(self.parameters.integer("message_id"))
        if message is None:
            raise bad_request(f"{what} not found")
        return message

    def markup(self) -> JsonObject | None:
        """What `reply_markup` brings."""
        return parse_markup(self.parameters.text("reply_markup"))

    def formatted(self, name: str, *, most: int, too_long: str) -> FormattedText:
        """A text with its markup read, trimmed, and links marked; `most` counts UTF-16 units."""
        text = self.parameters.text(name).replace("\r", "")
        if len(text.encode()) > _MOST_BYTES:
            raise bad_request("Text is too long")
        formatted = with_detected(code_apart(trimmed(self._parsed(name, text))))
        if units(formatted.text) > most:
            raise bad_request(too_long)
        return formatted

    def _parsed(self, name: str, text: str) -> FormattedText:
        mode = self.parameters.text("parse_mode").lower()
        if text and mode not in {"", "none"}:
            if mode not in _PARSERS:
                raise bad_request("Unsupported parse_mode")
            return _PARSERS[mode](text)
        given = self.parameters.array("entities" if name == "text" else f"{name}_entities")
        room = units(text)
        entities = [_entity(entry) for entry in given or ()]
        inside = [one for one in entities if one["offset"] >= 0 and one["offset"] + one["length"] <= room]
        return FormattedText(text, tuple(in_order(inside)))


def _entity(entry: object) -> JsonObject:
    if not isinstance(entry, dict) or not entry.keys() >= _ENTITY_KEYS:
        raise bad_request("Can't parse MessageEntity: expected an Object")
    if not all(isinstance(entry[name], int) for name in ("offset", "length")):
        raise bad_request('Can\'t parse MessageEntity: Field "offset" must be of type Number')
    return entry
