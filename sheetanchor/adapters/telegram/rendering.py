"""Screens as messages: text, and buttons with sealed data."""

import re
from base64 import b64encode
from datetime import datetime
from html import escape, unescape
from typing import Any

from sheetanchor.adapters.telegram import notices
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.labels import label
from sheetanchor.adapters.telegram.screen_texts import text_of
from sheetanchor.services.dialogue.hints import Notice
from sheetanchor.services.dialogue.keyboards import keyboard_of
from sheetanchor.services.dialogue.outcome import Renderer
from sheetanchor.services.dialogue.screens import FileShown, Screen

_LONGEST = 4096
#: So short that it fits even if every letter has to be escaped.
_PLAIN = 800
_TAG = re.compile(r"<[^>]*>")
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class TelegramRenderer(Renderer):
    """Makes what the outbox keeps: `text` as HTML, `buttons` as rows of label and data."""

    def __init__(self, data: CallbackData) -> None:
        self._data = data

    def body(
        self, screen: Screen, notice: Notice | None, person_id: int, mark: int, until: datetime
    ) -> dict[str, Any]:
        """A message that Telegram takes."""
        rows = [
            [[label(button), self._data.seal(button.action, mark, person_id, until)] for button in row]
            for row in keyboard_of(screen)
        ]
        body: dict[str, Any] = {}
        if isinstance(screen, FileShown):
            content = b64encode(screen.content).decode()
            body = {"file": content, "name": screen.name, "is_photo": screen.is_photo}
        above = "" if notice is None else f"{notices.in_html(notice)}\n\n"
        return {**body, "text": fitting(f"{above}{text_of(screen)}"), "buttons": rows}

    def toast(self, notice: Notice) -> str:
        """A line on top of the chat."""
        return notices.toast(notice)


def fitting(html: str) -> str:
    """The text as it is, or cut behind the last line that fits, for no tag of ours spans lines."""
    if len(html) <= _LONGEST:
        return html
    end = html.rfind("\n", 0, _LONGEST - 2)
    if end < 0:
        # One line that long is text from outside: shown without the tags that would be torn.
        return f"{escape(unescape(_TAG.sub('', html))[:_PLAIN])}{_ELLIPSIS}"
    return f"{html[:end]}\n{_ELLIPSIS}"
