"""The methods by name, in small letters: Telegram does not tell capitals apart."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request

from sheetanchor.sandbox.telegram.methods import changing, identity, sending, updates
from sheetanchor.sandbox.telegram.methods.call import BotCall

AT_ONCE: Mapping[str, Callable[[BotCall], object]] = {
    "getme": identity.get_me,
    "logout": identity.log_out,
    "close": identity.close,
    "getchat": identity.get_chat,
    "setmycommands": identity.set_my_commands,
    "getmycommands": identity.get_my_commands,
    "deletemycommands": identity.delete_my_commands,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "sendchataction": sending.send_chat_action,
    "getfile": sending.get_file,
    "editmessagetext": changing.edit_message_text,
    "editmessagecaption": changing.edit_message_caption,
    "editmessagereplymarkup": changing.edit_message_reply_markup,
    "deletemessage": changing.delete_message,
    "deletemessages": changing.delete_messages,
    "answercallbackquery": changing.answer_callback_query,
}
WAITING: Mapping[str, Callable[[BotCall, Request], Awaitable[object]]] = {"getupdates": updates.get_updates}
