"""Editing and deleting messages, and answering pressed buttons."""

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.chats import Chat, Message
from sheetanchor.sandbox.telegram.errors import bad_request
from sheetanchor.sandbox.telegram.methods.call import BotCall
from sheetanchor.sandbox.telegram.methods.sending import MOST_CAPTION, MOST_TEXT, text_content

_TO_EDIT = "message to edit"
_MOST_ANSWER = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(call: BotCall) -> JsonObject:
    """Another text, and with it other buttons or none, in place of a message's."""
    if not call.parameters.text("text"):
        raise bad_request("Message text is empty")
    formatted = call.formatted("text", most=MOST_TEXT, too_long="Message is too long")
    chat, message = _editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, text_content("text", formatted))


def edit_message_caption(call: BotCall) -> JsonObject:
    """Another caption of a file or picture."""
    formatted = call.formatted("caption", most=MOST_CAPTION, too_long="message caption is too long")
    chat, message = _editable(call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _change(call, chat, message, {**kept, **text_content("caption", formatted)})


def edit_message_reply_markup(call: BotCall) -> JsonObject:
    """Other buttons, or none."""
    chat, message = _editable(call)
    return _change(call, chat, message, message.content)


def delete_message(call: BotCall) -> bool:
    """Take a message away, the person's as well."""
    chat = call.chat()
    message = call.message(chat, "message to delete")
    del chat.messages[message.message_id]
    chat.add_event("deleted", message)
    return True


def delete_messages(call: BotCall) -> bool:
    """Take away those of `message_ids` that there are."""
    chat = call.chat()
    for message_id in call.parameters.array("message_ids") or ():
        message = chat.messages.pop(message_id, None) if isinstance(message_id, int) else None
        if message is not None:
            chat.add_event("deleted", message)
    return True


def answer_callback_query(call: BotCall) -> bool:
    """Stop a pressed button's clock; works once, and only for a while."""
    query_id = call.parameters.text("callback_query_id")
    chat = next((chat for chat in call.bot.chats.values() if query_id in chat.queries), None)
    if chat is None:
        raise bad_request(_TOO_OLD)
    query = chat.queries.pop(query_id)
    if call.state.clock() - query.pressed_at > call.state.query_lifetime:
        raise bad_request(_TOO_OLD)
    text = call.parameters.text("text")
    if len(text) > _MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    alert = call.parameters.flag("show_alert")
    chat.add_event("answered", detail={"query_id": query_id, "text": text, "show_alert": alert})
    return True


def _editable(call: BotCall) -> tuple[Chat, Message]:
    if not call.parameters.text("chat_id") and not call.parameters.text("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = call.chat()
    message = call.message(chat, _TO_EDIT)
    if not message.from_bot or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: BotCall, chat: Chat, message: Message, content: JsonObject) -> JsonObject:
    markup = call.markup()
    if content == message.content and markup == message.inline_keyboard:
        raise bad_request(_NOT_MODIFIED)
    message.content, message.inline_keyboard = content, markup
    message.edited_at = call.state.clock()
    chat.add_event("edited", message)
    return chat.message_json(message, call.bot.user())
