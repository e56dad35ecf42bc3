"""The Bot API over HTTP."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.control import control_routes
from sheetanchor.sandbox.telegram.errors import BotApiError, bad_request, method_not_found, not_found
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.methods.call import BotCall
from sheetanchor.sandbox.telegram.methods.table import AT_ONCE, WAITING
from sheetanchor.sandbox.telegram.parameters import read_parameters
from sheetanchor.sandbox.telegram.state import TelegramState
from sheetanchor.sandbox.telegram.tokens import without_token

if TYPE_CHECKING:
    from sheetanchor.sandbox.world import World


def telegram_routes(world: "World") -> list[BaseRoute]:
    """`/bot<token>/<method>`, `/file/bot<token>/<path>`, and the people's side under `/_sandbox/telegram`."""
    api = _BotApi(world.telegram)
    return [
        Route("/bot{rest:path}", api.method, methods=["GET", "POST"]),
        Route("/file/bot{rest:path}", api.file, methods=["GET"]),
        *control_routes(world.telegram),
    ]


class _BotApi:
    def __init__(self, state: TelegramState) -> None:
        self._state = state

    async def method(self, request: Request) -> Response:
        """Any method, by GET or POST."""
        try:
            return JSONResponse({"ok": True, "result": await self._result(request)})
        except BotApiError as problem:
            return _refusal(problem)

    async def file(self, request: Request) -> Response:
        """The content of a file."""
        try:
            bot, path = self._addressed(request)
            stored = bot.files.by_path(path)
            if stored is None:
                raise not_found()
        except BotApiError as problem:
            return _refusal(problem)
        return Response(stored.content, media_type=stored.media_type)

    def _addressed(self, request: Request) -> tuple[Bot, str]:
        """The bot and what stands behind its token.

        A token that is not known is taken out of the request itself, before anything writes the request down.
        """
        token, _, rest = request.path_params["rest"].partition("/")
        try:
            bot = self._state.bot_of(token)
        except BotApiError:
            request.scope["path"] = without_token(request.scope["path"])
            request.scope["raw_path"] = request.scope["path"].encode()
            raise
        if bot.is_logged_out:
            raise bad_request("Logged out")
        return bot, rest

    async def _result(self, request: Request) -> object:
        bot, method = self._addressed(request)
        name = method.lower()
        if name not in AT_ONCE and name not in WAITING:
            raise method_not_found()
        kind, body = request.headers.get("content-type", ""), await request.body()
        call = BotCall(self._state, bot, read_parameters(request.query_params.multi_items(), kind, body))
        with self._state.lock:
            self._state.rate_limits.check(name)
        return await WAITING[name](call, request) if name in WAITING else self._at_once(name, call)

    def _at_once(self, name: str, call: BotCall) -> object:
        with self._state.lock:
            result = AT_ONCE[name](call)
            chat_id = call.parameters.text("chat_id")
            person_id = int(chat_id) if chat_id.isdecimal() else None
            self._state.bell.ring(TelegramChange("called", call.bot.username, person_id))
            return result


def _refusal(problem: BotApiError) -> Response:
    headers = {} if problem.retry_after is None else {"retry-after": str(problem.retry_after)}
    return JSONResponse(problem.body(), HTTPStatus(problem.code), headers)
