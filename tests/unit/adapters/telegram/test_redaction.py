"""Tokens never reach the log."""

import logging
import sys

from sheetanchor.adapters.telegram.redaction import TokenRedaction

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345_"


def line(message: str, *args: object, failing: bool = False) -> str:
    info = None
    if failing:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError:
            info = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, info)
    return TokenRedaction(logging.Formatter("%(levelname)s %(message)s")).format(record)


def test_a_token_in_message_arguments_or_traceback_is_hidden() -> None:
    text = line("asked %s", f"https://api.telegram.org/bot{TOKEN}/getMe", failing=True)
    assert TOKEN not in text
    assert text.count("<bot token>") == 2


def test_times_and_ids_stay_readable() -> None:
    assert line("at 2025-11-01 12:00:00 employee 1234567890") == (
        "INFO at 2025-11-01 12:00:00 employee 1234567890"
    )
