"""The webhook of the settings, and what answers there."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from pydantic import HttpUrl

from sheetanchor.adapters.telegram.webhook import Webhook
from sheetanchor.adapters.web.serving import serving
from sheetanchor.adapters.web.webhook_app import webhook_app
from sheetanchor.bot.settings import Settings


def webhook_of(settings: Settings) -> Webhook | None:
    """None where the program polls."""
    url, secret = settings.webhook_url, settings.webhook_secret
    if url is None or secret is None:
        return None
    return _webhook(url, secret.get_secret_value(), settings.webhook_address)


def _webhook(url: HttpUrl, secret: str, address: tuple[str, int]) -> Webhook:
    def serve(take: Callable[[object], Awaitable[None]]) -> Coroutine[Any, Any, None]:
        return serving(webhook_app(url.path or "/", secret, take), *address)

    return Webhook(str(url), secret, serve)
