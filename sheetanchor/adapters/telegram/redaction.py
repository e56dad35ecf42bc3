"""Keeps secrets out of the log: bot tokens stand in every address that the Bot API is asked at."""

import logging
import re

_TOKEN = re.compile(r"(?<!\d)\d{3,}(?::|%3A)[A-Za-z0-9_-]{10,}")
_HIDDEN_TOKEN = "<bot token>"  # noqa: S105 - what stands in its place


class Redaction(logging.Formatter):
    """Formats as `inner` does, then hides what looks like a token, in messages and in tracebacks."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner
        self._hidden: dict[str, str] = {}

    def hide(self, secret: str, shown: str) -> None:
        """Put `shown` in the place of a secret that looks like any other word."""
        self._hidden[secret] = shown

    def format(self, record: logging.LogRecord) -> str:
        """The finished text with secrets hidden."""
        text = _TOKEN.sub(_HIDDEN_TOKEN, self._inner.format(record))
        for secret, shown in self._hidden.items():
            text = text.replace(secret, shown)
        return text


def hide_in_log(secret: str, shown: str) -> None:
    """Hide a secret in all that the program logs from now on."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, Redaction):
            handler.formatter.hide(secret, shown)
