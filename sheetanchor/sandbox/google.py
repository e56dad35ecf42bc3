"""Google's side over HTTP: finds a request's call, answers it under the world's lock, words the errors."""

from starlette.requests import Request
from starlette.responses import Response

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.drive.endpoints import DRIVE
from sheetanchor.sandbox.endpoints import Endpoint, endpoint, find
from sheetanchor.sandbox.errors import ApiError
from sheetanchor.sandbox.json_text import render
from sheetanchor.sandbox.sheets.endpoints import SHEETS
from sheetanchor.sandbox.sign_in import token
from sheetanchor.sandbox.world import World

JSON_TYPE = "application/json; charset=UTF-8"
TOKEN = (endpoint("POST", "/token", "token", token),)
_HEADERS = {
    "vary": "Origin, X-Origin, Referer",
    "cache-control": "private",
    "x-xss-protection": "0",
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
}


class GoogleApi:
    """One of the APIs; `answer` is an endpoint of Starlette."""

    def __init__(self, world: World, endpoints: tuple[Endpoint, ...], *, signed_in: bool = True) -> None:
        self._world = world
        self._endpoints = endpoints
        self._signed_in = signed_in

    async def answer(self, request: Request) -> Response:
        """The answer; the call's name and the caller are left in the request's state for the recorder."""
        found = find(self._endpoints, request.method, request.scope["raw_path"].decode("latin-1"))
        if found is None:
            return _no_such_page(request)
        request.state.call = found.endpoint.call
        body = await request.body()
        with self._world.lock:
            try:
                who = self._who(request)
                request.state.who = who
                kind = request.headers.get("content-type", "")
                call = Call(self._world, found.parameters, request.query_params, body, who, kind)
                return _response(found.endpoint.handler(call))
            except ApiError as problem:
                return error_response(problem)

    def _who(self, request: Request) -> str:
        if not self._signed_in or "key" in request.query_params:
            return self._world.tokens.account
        return self._world.tokens.holder(request.headers.get("authorization"))


def error_response(problem: ApiError) -> Response:
    """An error as Google words it."""
    content = render(problem.body())
    return Response(content, problem.code, {**_HEADERS, **problem.headers}, JSON_TYPE)


def sheets_api(world: World) -> GoogleApi:
    """The Sheets v4 API."""
    return GoogleApi(world, SHEETS)


def drive_api(world: World) -> GoogleApi:
    """The Drive API."""
    return GoogleApi(world, DRIVE)


def token_api(world: World) -> GoogleApi:
    """The token endpoint."""
    return GoogleApi(world, TOKEN, signed_in=False)


def _response(answer: dict[str, object] | Answer) -> Response:
    if isinstance(answer, Answer):
        return Response(answer.content, answer.status, _HEADERS, answer.content_type)
    return Response(render(answer), 200, _HEADERS, JSON_TYPE)


def _no_such_page(request: Request) -> Response:
    text = f"<p><b>404.</b> The requested URL <code>{request.url.path}</code> was not found on this server."
    return Response(text, 404, media_type="text/html; charset=UTF-8")
