"""`reply_markup`: what buttons a message may bring."""

import json
from collections.abc import Callable
from typing import Any

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request
from sheetanchor.sandbox.telegram.text.links import link_address

_MOST_DATA_BYTES = 64
_MOST_BUTTONS = 100
_ACTIONS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_OTHERS = frozenset({"keyboard", "remove_keyboard", "force_reply"})


def parse_markup(text: str) -> JsonObject | None:
    """The value of `reply_markup` in the API's form, None where it brings nothing; raises BotApiError."""
    if not text:
        return None
    try:
        markup = json.loads(text)
    except ValueError:
        raise bad_request("Can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    return _checked(markup)


def is_inline(markup: JsonObject | None) -> bool:
    """Whether the buttons stand under the message itself."""
    return bool(markup and "inline_keyboard" in markup)


def _checked(markup: JsonObject) -> JsonObject | None:
    if markup.get("keyboard"):
        where = 'Field "keyboard" must be an Array of Arrays'
        return {**markup, "keyboard": _rows(markup["keyboard"], _reply_button, where)}
    if markup.get("inline_keyboard"):
        where = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        rows = _rows(markup["inline_keyboard"], _inline_button, where)
        return {"inline_keyboard": rows} if rows else None
    return markup if any(markup.get(key) for key in _OTHERS) else None


def _rows(rows: Any, button: Callable[[Any], JsonObject], refusal: str) -> list[list[JsonObject]]:  # noqa: ANN401
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(refusal)
    checked = [[button(entry) for entry in row] for row in rows]
    if sum(map(len, checked)) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in checked if row]


def _reply_button(entry: Any) -> JsonObject:  # noqa: ANN401  # any JSON value
    if isinstance(entry, str):
        entry = {"text": entry}
    if not isinstance(entry, dict):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not entry.get("text"):
        raise bad_request("BUTTON_TEXT_INVALID" if "text" in entry else _missing_text("keyboard button"))
    return entry


def _inline_button(entry: Any) -> JsonObject:  # noqa: ANN401  # any JSON value
    if not isinstance(entry, dict):
        raise bad_request("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in entry:
        raise bad_request(_missing_text("inline keyboard button"))
    if not str(entry["text"]).strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if entry.get("url"):
        return {**entry, "url": _button_address(str(entry["url"]))}
    if entry.get("callback_data"):
        return _with_data(entry)
    if not any(action in entry for action in _ACTIONS):
        reason = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"Can't parse inline keyboard button: {reason}")
    return entry


def _with_data(entry: JsonObject) -> JsonObject:
    if len(str(entry["callback_data"]).encode()) > _MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return entry


def _button_address(url: str) -> str:
    address = link_address(url)
    if address is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address


def _missing_text(what: str) -> str:
    return f"Can't parse {what}: Can't find field \"text\""
