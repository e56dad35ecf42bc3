"""Google's side over HTTP: finds a request's call, answers it under the world's lock, words the errors."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.drive.endpoints import DRIVE
from sheetanchor.sandbox.endpoints import endpoint, find
from sheetanchor.sandbox.errors import ApiError
from sheetanchor.sandbox.faults.wire import Captured, answer
from sheetanchor.sandbox.json_text import render
from sheetanchor.sandbox.sheets.endpoints import SHEETS
from sheetanchor.sandbox.sign_in import token
from sheetanchor.sandbox.world import World

JSON_TYPE = "application/json; charset=UTF-8"
_logger = logging.getLogger(__name__)
_SIGN_IN = "token"
ALL_ENDPOINTS = (*SHEETS, *DRIVE, endpoint("POST", "/token", _SIGN_IN, token))
_HEADERS = {
    "vary": "Origin, X-Origin, Referer",
    "cache-control": "private",
    "x-xss-protection": "0",
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Wire:
    """A request as it came: the path still percent-encoded, header names in lower case."""

    method: str
    raw_path: str
    query_string: bytes
    headers: Mapping[str, str]
    body: bytes


def answer_google(world: World, request: Wire) -> Captured:
    """The whole answer of the Sheets, Drive or token API, in the calling thread; a defect here is logged."""
    found = find(ALL_ENDPOINTS, request.method, request.raw_path)
    if found is None:
        return _no_such_page(request.raw_path)
    query = QueryParams(request.query_string)
    with world.lock:
        try:
            who = world.tokens.account if found.endpoint.call == _SIGN_IN else _caller(world, request, query)
            kind = request.headers.get("content-type", "")
            call = Call(world, found.parameters, query, request.body, who, kind)
            return _answer(found.endpoint.handler(call))
        except ApiError as problem:
            return error_answer(problem)
        except Exception:
            _logger.exception("the sandbox could not do %s %s", request.method, request.raw_path)
            return error_answer(ApiError(500, "INTERNAL", "Internal error encountered."))


class GoogleApi:
    """`answer` is an endpoint of Starlette."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def answer(self, request: Request) -> Response:
        """The answer to a request of any of Google's APIs."""
        scope = request.scope
        raw_path = scope["raw_path"].decode("latin-1")
        body = await request.body()
        wire = Wire(request.method, raw_path, scope["query_string"], request.headers, body)
        captured = answer_google(self._world, wire)
        response = Response(captured.body, captured.status)
        response.raw_headers = captured.headers
        return response


def error_answer(problem: ApiError) -> Captured:
    """An error as Google words it."""
    return answer(problem.code, render(problem.body()), JSON_TYPE, {**_HEADERS, **problem.headers})


def _caller(world: World, request: Wire, query: QueryParams) -> str:
    if "key" in query:
        return world.tokens.account
    return world.tokens.holder(request.headers.get("authorization"))


def _answer(given: dict[str, object] | Answer) -> Captured:
    if isinstance(given, Answer):
        return answer(given.status, given.content, given.content_type, _HEADERS)
    return answer(200, render(given), JSON_TYPE, _HEADERS)


def _no_such_page(path: str) -> Captured:
    text = f"<p><b>404.</b> The requested URL <code>{path}</code> was not found on this server."
    return answer(404, text.encode(), "text/html; charset=UTF-8")
