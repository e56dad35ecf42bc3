"""Tokens never reach the log."""

import logging
import sys

import pytest

from sheetanchor.adapters.telegram.redaction import Redaction, hide_in_log

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345_"


def line(message: str, *args: object, failing: bool = False) -> str:
    info = None
    if failing:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError:
            info = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, info)
    return Redaction(logging.Formatter("%(levelname)s %(message)s")).format(record)


def test_a_token_in_message_arguments_or_traceback_is_hidden() -> None:
    text = line("asked %s", f"https://api.telegram.org/bot{TOKEN}/getMe", failing=True)
    assert TOKEN not in text
    assert text.count("<bot token>") == 2


def test_times_and_ids_stay_readable() -> None:
    assert line("at 2025-11-01 12:00:00 employee 1234567890") == (
        "INFO at 2025-11-01 12:00:00 employee 1234567890"
    )


def test_a_token_in_an_address_that_was_encoded_is_hidden() -> None:
    assert line(f"asked /bot{TOKEN.replace(':', '%3A')}/getMe") == "INFO asked /bot<bot token>/getMe"


def test_a_secret_that_looks_like_any_word_is_hidden_once_it_is_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redaction(logging.Formatter("%(message)s")))
    logging.getLogger().addHandler(handler)
    try:
        hide_in_log("correct-horse-battery", "<webhook secret>")
        logging.getLogger("x").warning("parameters %s", {"secret_token": "correct-horse-battery"})
    finally:
        logging.getLogger().removeHandler(handler)
    assert capsys.readouterr().err == "parameters {'secret_token': '<webhook secret>'}\n"
