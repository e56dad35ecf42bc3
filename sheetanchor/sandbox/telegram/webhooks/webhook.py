"""The webhook of one bot."""

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request
from sheetanchor.sandbox.telegram.parameters import Parameters
from sheetanchor.sandbox.telegram.webhooks.addresses import PublicAddresses, port_of
from sheetanchor.sandbox.telegram.webhooks.schedule import Schedule

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_SECRET = 256
_PORTS = frozenset({80, 88, 443, 8443})
_CONNECTIONS = 40
_MOST_CONNECTIONS = 100


@dataclass
class Webhook:
    """What setWebhook was told, and the last failure: its time in seconds since 1970, and its words."""

    url: str
    secret_token: str
    max_connections: int
    last_error: tuple[int, str] | None = None
    schedule: Schedule = field(init=False)

    def __post_init__(self) -> None:
        self.schedule = Schedule(self.max_connections)

    def is_same(self, other: "Webhook | None") -> bool:
        """Whether setting it again changes nothing."""
        return other is not None and (self.url, self.secret_token, self.max_connections) == (
            other.url,
            other.secret_token,
            other.max_connections,
        )

    def info(self) -> JsonObject:
        """Its part of the API's WebhookInfo; the secret is never told."""
        told: JsonObject = {
            "url": self.url,
            "max_connections": self.max_connections,
            "ip_address": "<unknown>",
        }
        if self.last_error is not None:
            told["last_error_date"], told["last_error_message"] = self.last_error
        return told


def webhook_of(parameters: Parameters, addresses: PublicAddresses) -> Webhook:
    """What setWebhook asks for; raises BotApiError where Telegram would not take it."""
    url, secret = parameters.text("url"), parameters.text("secret_token")
    _check_secret(secret)
    _check_address(urlsplit(url))
    if addresses.behind(url) is None:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    most = parameters.integer("max_connections", _CONNECTIONS)
    return Webhook(url, secret, min(max(most, 1), _MOST_CONNECTIONS))


def _check_secret(secret: str) -> None:
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _check_address(parts: SplitResult) -> None:
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    try:
        port = port_of(parts)
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
