"""Which bot tokens the sandbox takes: none that might belong to a real bot."""

import re

DEMO_BOT_TOKEN = "4242:demo-bot-token-of-the-sandbox"  # noqa: S105  # made up, and of no use elsewhere
"""Known to every sandbox from the start."""
_REAL = re.compile(r"\d{8,10}:[A-Za-z0-9_-]{35}")
_FORM = re.compile(r"[0-9]{1,19}:[A-Za-z0-9_-]+")
_TOKEN_IN_PATH = re.compile(r"(/bot)[^/]+")


def looks_real(token: str) -> bool:
    """Whether it has the form of those that BotFather hands out."""
    return _REAL.fullmatch(token.strip()) is not None


def is_well_formed(token: str) -> bool:
    """A number, a colon, and a secret."""
    return _FORM.fullmatch(token) is not None


def without_token(path: str) -> str:
    """A request's path that may be kept and shown."""
    return _TOKEN_IN_PATH.sub(r"\1<refused token>", path, count=1)
