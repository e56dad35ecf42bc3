"""What Telegram takes, by the rules of the sandbox."""

import json
from typing import Any

from sheetanchor.sandbox.telegram.keyboards import parse_markup
from sheetanchor.sandbox.telegram.methods.sending import MOST_CAPTION, MOST_TEXT
from sheetanchor.sandbox.telegram.text.formatted import trimmed, units
from sheetanchor.sandbox.telegram.text.html import parse_html


def require_taken(body: Any) -> str:
    """Raises what Telegram would answer; gives the text as a person reads it, without tags."""
    if "delete" in body or "strip" in body:
        return ""
    text = trimmed(parse_html(body["text"])).text
    assert 0 < units(text) <= (MOST_CAPTION if "file" in body else MOST_TEXT)
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in body["buttons"]]
    parse_markup(json.dumps({"inline_keyboard": rows}))
    return text
