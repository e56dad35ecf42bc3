"""sendMessage, sendDocument, sendPhoto, sendChatAction, and the files they leave."""

import mimetypes
from http import HTTPStatus

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.chats import Chat, Message
from sheetanchor.sandbox.telegram.errors import BotApiError, bad_request
from sheetanchor.sandbox.telegram.keyboards import is_inline
from sheetanchor.sandbox.telegram.methods.call import BotCall
from sheetanchor.sandbox.telegram.parameters import Upload
from sheetanchor.sandbox.telegram.stored_files import StoredFile, picture_size
from sheetanchor.sandbox.telegram.text.formatted import FormattedText

MOST_TEXT, MOST_CAPTION = 4096, 1024
_MOST_FILE, _MOST_PHOTO, _MOST_DOWNLOAD = 50 * 2**20, 10 * 2**20, 20 * 2**20
_MOST_SIDES, _MOST_RATIO = 10_000, 20
_ATTACHED = "attach://"
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: BotCall) -> JsonObject:
    """A text to a person."""
    if not call.parameters.text("text"):
        raise bad_request("Message text is empty")
    formatted = call.formatted("text", most=MOST_TEXT, too_long="Message is too long")
    markup, chat = call.markup(), call.chat()
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    return _send(call, chat, text_content("text", formatted), markup)


def send_document(call: BotCall) -> JsonObject:
    """A file, uploaded or known by its `file_id`."""
    stored, caption, markup, chat = _file(call, "document"), _caption(call), call.markup(), call.chat()
    described = {"file_name": stored.name, "mime_type": stored.media_type, **stored.described()}
    return _send(call, chat, {"document": described, **caption}, markup)


def send_photo(call: BotCall) -> JsonObject:
    """A picture of at most 10 MB, uploaded or known by its `file_id`."""
    stored, caption, markup, chat = _file(call, "photo"), _caption(call), call.markup(), call.chat()
    width, height = _checked_size(stored)
    described = {**stored.described(), "width": width, "height": height}
    return _send(call, chat, {"photo": [described], **caption}, markup)


def send_chat_action(call: BotCall) -> bool:
    """The line that says the bot is typing."""
    action = call.parameters.text("action")
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    call.chat().add_event("action", detail={"action": action})
    return True


def get_file(call: BotCall) -> JsonObject:
    """Where a file can be downloaded."""
    file_id = call.parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.bot.files.by_id(file_id)
    if len(stored.content) > _MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.described(), "file_path": stored.path}


def text_content(name: str, formatted: FormattedText) -> JsonObject:
    """A text or caption with its entities, under the keys of the API's Message."""
    key = "entities" if name == "text" else f"{name}_entities"
    entities = {key: list(formatted.entities)} if formatted.entities else {}
    return {name: formatted.text, **entities} if formatted.text else {}


def _caption(call: BotCall) -> JsonObject:
    too_long = "message caption is too long"
    return text_content("caption", call.formatted("caption", most=MOST_CAPTION, too_long=too_long))


def _send(call: BotCall, chat: Chat, content: JsonObject, markup: JsonObject | None) -> JsonObject:
    message = Message(
        call.bot.next_message_id(),
        from_bot=True,
        sent_at=call.state.clock(),
        content=content,
        inline_keyboard=markup if is_inline(markup) else None,
        reply_keyboard=None if is_inline(markup) else markup,
        reply_to=_replied(call, chat),
    )
    chat.messages[message.message_id] = message
    if message.reply_keyboard is not None:
        chat.reply_keyboard = (
            None if message.reply_keyboard.get("remove_keyboard") else message.reply_keyboard
        )
    chat.add_event("sent", message)
    return chat.message_json(message, call.bot.user())


def _replied(call: BotCall, chat: Chat) -> int | None:
    wanted, without = _reply_parameters(call)
    if not wanted or wanted in chat.messages:
        return wanted or None
    if without:
        return None
    raise bad_request("message to be replied not found")


def _reply_parameters(call: BotCall) -> tuple[int, bool]:
    described = call.parameters.json_object("reply_parameters")
    named = described.get("message_id")
    wanted = named if isinstance(named, int) else call.parameters.integer("reply_to_message_id")
    without = described.get("allow_sending_without_reply") or call.parameters.flag(
        "allow_sending_without_reply"
    )
    return wanted, bool(without)


def _file(call: BotCall, name: str) -> StoredFile:
    named = call.parameters.text(name)
    field = named.removeprefix(_ATTACHED) if named.startswith(_ATTACHED) else name
    upload = call.parameters.uploads.get(field)
    if upload is not None:
        return _stored(call, upload, f"{name}s")
    if not named or named.startswith(_ATTACHED):
        raise bad_request(f"There is no {name} in the request")
    if named.startswith(("http://", "https://")):
        raise bad_request("Failed to get HTTP URL content")
    return call.bot.files.by_id(named)


def _stored(call: BotCall, upload: Upload, folder: str) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > _MOST_FILE:
        raise BotApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
    guessed = mimetypes.guess_type(upload.name)[0] or upload.media_type
    return call.bot.files.add(upload.name, guessed, upload.content, folder)


def _checked_size(stored: StoredFile) -> tuple[int, int]:
    size = len(stored.content)
    if size > _MOST_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {_MOST_PHOTO} bytes"
        )
    width, height = picture_size(stored.content)
    if (
        not width
        or not height
        or width + height > _MOST_SIDES
        or max(width, height) > _MOST_RATIO * min(width, height)
    ):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
