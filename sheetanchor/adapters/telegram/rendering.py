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
from sheetanchor.adapters.telegram.style import Style, written_in
from sheetanchor.services.dialogue.hints import Notice
from sheetanchor.services.dialogue.keyboards import keyboard_of
from sheetanchor.services.dialogue.outcome import Renderer
from sheetanchor.services.dialogue.screens import FileShown, Screen

_TEXT, _CAPTION = 4096, 1024
#: The longest escape of a letter, `&quot;`.
_ESCAPED = 6
#: For the ellipsis and the ends of a few tags.
_ROOM = 40
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"[a-z]+")
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class TelegramRenderer(Renderer):
    """Makes what the outbox keeps: `text` as HTML, `buttons` as rows of label and data."""

    def __init__(self, data: CallbackData, style: Style | None = None) -> None:
        self._data = data
        self._style = style or Style()

    def body(
        self, screen: Screen, notice: Notice | None, person_id: int, mark: int, until: datetime
    ) -> dict[str, Any]:
        """A message that Telegram takes."""
        with written_in(self._style):
            return self._body(screen, notice, person_id, mark, until)

    def toast(self, notice: Notice) -> str:
        """A line on top of the chat."""
        return notices.toast(notice)

    def _body(
        self, screen: Screen, notice: Notice | None, person_id: int, mark: int, until: datetime
    ) -> dict[str, Any]:
        rows = [
            [[label(button), self._data.seal(button.action, mark, person_id, until)] for button in row]
            for row in keyboard_of(screen)
        ]
        body: dict[str, Any] = {}
        if isinstance(screen, FileShown):
            content = b64encode(screen.content).decode()
            body = {"file": content, "name": screen.name, "is_photo": screen.is_photo}
        above = "" if notice is None else f"{notices.in_html(notice)}\n\n"
        longest = _CAPTION if isinstance(screen, FileShown) else _TEXT
        return {**body, "text": fitting(f"{above}{text_of(screen)}", longest), "buttons": rows}


def fitting(html: str, longest: int = _TEXT) -> str:
    """The text as it is, or cut behind the last line that fits, with the tags closed that were torn."""
    if _units(html) <= longest:
        return html
    fits = _first_units(html, longest - _ROOM)
    end = fits.rfind("\n")
    if end < 0:
        # One line that long is text from outside: shown without the tags that would be torn.
        plain = _first_units(unescape(_TAG.sub("", html)), longest // _ESCAPED - 1)
        return f"{escape(plain)}{_ELLIPSIS}"
    return f"{fits[:end]}{_closing(fits[:end])}\n{_ELLIPSIS}"


def _closing(html: str) -> str:
    """What ends the tags that are open at the end; ours are well nested."""
    opened: list[str] = []
    for tag in _TAG.findall(html):
        if tag.startswith("</"):
            opened.pop()
        else:
            opened.append(_NAME.findall(tag)[0])
    return "".join(f"</{name}>" for name in reversed(opened))


def _units(text: str) -> int:
    """As Telegram counts: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _first_units(text: str, most: int) -> str:
    """The beginning of a text; no letter is cut in two."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
