"""A button's data: what to do, for which screen, until when, and a seal over it with person and chat.

Telegram takes 64 bytes: `action|mark|hour|seal`, numbers to base 36.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

from sheetanchor.services.dialogue.events import Refusal, RefusedTap, Tap

_VERSION = b"sheetanchor buttons 1"
_SEAL_BYTES = 12
_HOUR = 3600
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class CallbackData:
    """Seals and opens button data. The key follows from the bot's token, so a restart changes nothing."""

    def __init__(self, token: str) -> None:
        self._key = hmac.digest(token.encode(), _VERSION, hashlib.sha256)

    def seal(self, action: str, mark: int, person_id: int, until: datetime) -> str:
        """Data for a button of a person's private chat; good for the hour that `until` lies in."""
        text = f"{action}|{_base36(mark)}|{_base36(int(until.timestamp()) // _HOUR)}"
        return f"{text}|{self._seal(text, person_id)}"

    def open(self, data: str, person_id: int, message_id: int, now: datetime) -> Tap | RefusedTap:
        """What the button means, if we made it for this person and it is not too old."""
        text, _, seal = data.rpartition("|")
        if not hmac.compare_digest(seal.encode(), self._seal(text, person_id).encode()):
            return RefusedTap(Refusal.FORGED, message_id)
        action, mark, hour = text.split("|")
        tap = Tap(action, int(mark, 36), message_id)
        if now.astimezone(UTC).timestamp() >= (int(hour, 36) + 1) * _HOUR:
            return RefusedTap(Refusal.EXPIRED, message_id, tap)
        return tap

    def _seal(self, text: str, person_id: int) -> str:
        """In a private chat the chat's id is the person's; a group's data would never open here."""
        sealed = f"{text}|{person_id}|{person_id}".encode()
        whole = hmac.digest(self._key, sealed, hashlib.sha256)
        return urlsafe_b64encode(whole[:_SEAL_BYTES]).decode()


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, place = divmod(number, 36)
        digits = _DIGITS[place] + digits
        if not number:
            return digits
