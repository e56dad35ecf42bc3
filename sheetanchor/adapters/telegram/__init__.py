"""The bot's side of Telegram: updates to events, screens to messages, polling and sending, texts."""

import os

# python-telegram-bot's way to have waits as timedeltas, which will be the only way.
os.environ.setdefault("PTB_TIMEDELTA", "1")
