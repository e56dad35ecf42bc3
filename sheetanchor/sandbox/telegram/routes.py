"""The Bot API over HTTP."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sheetanchor.sandbox.telegram.control import control_routes
from sheetanchor.sandbox.telegram.errors import BotApiError, method_not_found, not_found, too_many_requests
from sheetanchor.sandbox.telegram.methods.call import BotCall
from sheetanchor.sandbox.telegram.methods.table import AT_ONCE, WAITING
from sheetanchor.sandbox.telegram.parameters import read_parameters
from sheetanchor.sandbox.telegram.state import TelegramState
from sheetanchor.sandbox.telegram.tokens import looks_real, without_token

if TYPE_CHECKING:
    from sheetanchor.sandbox.world import World


def telegram_routes(world: "World") -> list[BaseRoute]:
    """`/bot<token>/<method>`, `/file/bot<token>/<path>`, and the people's side under `/_sandbox/telegram`."""
    api = _BotApi(world.telegram)
    return [
        Route("/bot{token}/{method}", api.method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.file, methods=["GET"]),
        *control_routes(world.telegram),
    ]


class _BotApi:
    def __init__(self, state: TelegramState) -> None:
        self._state = state

    async def method(self, request: Request) -> Response:
        """Any method, by GET or POST."""
        _hide_real_token(request)
        try:
            return JSONResponse({"ok": True, "result": await self._result(request)})
        except BotApiError as problem:
            return _refusal(problem)

    async def file(self, request: Request) -> Response:
        """The content of a file."""
        _hide_real_token(request)
        try:
            stored = self._state.bot(request.path_params["token"]).files.by_path(request.path_params["path"])
            if stored is None:
                raise not_found()
        except BotApiError as problem:
            return _refusal(problem)
        return Response(stored.content, media_type=stored.media_type)

    async def _result(self, request: Request) -> object:
        bot, name = self._state.bot(request.path_params["token"]), request.path_params["method"].lower()
        if name not in AT_ONCE and name not in WAITING:
            raise method_not_found()
        seconds = self._state.rate_limited(name)
        if seconds is not None:
            raise too_many_requests(seconds)
        kind, body = request.headers.get("content-type", ""), await request.body()
        call = BotCall(self._state, bot, read_parameters(request.query_params.multi_items(), kind, body))
        if name in WAITING:
            return await WAITING[name](call)
        with self._state.lock:
            result = AT_ONCE[name](call)
            self._state.bell.ring()
            return result


def _hide_real_token(request: Request) -> None:
    """Take a real token out of the request itself, before anything can write the request down."""
    if looks_real(request.path_params["token"]):
        request.scope["path"] = without_token(request.scope["path"])
        request.scope["raw_path"] = request.scope["path"].encode()


def _refusal(problem: BotApiError) -> Response:
    headers = {} if problem.retry_after is None else {"retry-after": str(problem.retry_after)}
    return JSONResponse(problem.body(), HTTPStatus(problem.code), headers)
