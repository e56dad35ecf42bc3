"""The address that Telegram posts updates to."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sheetanchor.domain.errors import InputError, SheetanchorError

_LOG = logging.getLogger(__name__)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"

#: No update comes near it, and one of this size fits the inbox even with every letter escaped.
LONGEST_BODY = 256 * 1024

#: Stores an update. Raises InputError for what is none, and any other error where it could not be stored.
Take = Callable[[object], Awaitable[None]]


def webhook_app(path: str, secret: str, take: Take) -> Starlette:
    """Answers POST on one path: 200 once the update is kept; anything else makes Telegram send it again."""
    endpoint = _Webhook(secret.encode(), take)
    return Starlette(routes=[Route(path, endpoint.answer, methods=["POST"])])


class _Webhook:
    def __init__(self, secret: bytes, take: Take) -> None:
        self._secret = secret
        self._take = take

    async def answer(self, request: Request) -> Response:
        """Whoever lacks the secret is sent away before their body is read."""
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode("latin-1"), self._secret):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await _read(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return Response(status_code=await self._status_of(update))

    async def _status_of(self, update: object) -> HTTPStatus:
        try:
            await self._take(update)
        except InputError as error:
            _LOG.warning("what came to the webhook is refused: %s", error)
            return HTTPStatus.BAD_REQUEST
        except SheetanchorError as error:
            _LOG.error("an update could not be stored, so Telegram is to send it again: %s", error)
            return HTTPStatus.INTERNAL_SERVER_ERROR
        return HTTPStatus.OK


async def _read(request: Request) -> bytes | None:
    """The body; None, and no more of it is read, once it is too long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)
