"""Keeps bot tokens out of the log: they stand in every address that the Bot API is asked at."""

import logging
import re

_TOKEN = re.compile(r"(?<!\d)\d{3,}:[A-Za-z0-9_-]{10,}")
_HIDDEN = "<bot token>"


class TokenRedaction(logging.Formatter):
    """Formats as `inner` does, then hides what looks like a token, in messages and in tracebacks."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """The finished text with tokens hidden."""
        return _TOKEN.sub(_HIDDEN, self._inner.format(record))
