"""Stands before the APIs: meets each request with the faults that are due, and writes down how it went."""

import asyncio
import re
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sheetanchor.sandbox.endpoints import find
from sheetanchor.sandbox.faults import wire
from sheetanchor.sandbox.faults.bodies import error_body, html_page
from sheetanchor.sandbox.faults.plan import Fault
from sheetanchor.sandbox.faults.short import shortened
from sheetanchor.sandbox.faults.wire import Captured
from sheetanchor.sandbox.google import ALL_ENDPOINTS, JSON_TYPE, Wire, answer_google, error_answer
from sheetanchor.sandbox.recorder import RecordedRequest
from sheetanchor.sandbox.telegram.tokens import without_token
from sheetanchor.sandbox.world import World

_APIS = {
    "/v4/": "sheets",
    "/drive/": "drive",
    "/upload/drive/": "drive",
    "/token": "token",
    "/bot": "telegram",
    "/file/bot": "telegram",
}
_BOT_METHOD = re.compile(r"/bot[^/]+/(?:test/)?(\w+)\Z")


@dataclass
class _Exchange:
    """One request and what became of it."""

    scope: Scope
    receive: Receive
    body: bytes
    api: str
    call: str
    who: str
    status: int = 0

    @property
    def wire(self) -> Wire:
        """The request without its connection."""
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.scope["headers"]
        }
        return Wire(
            self.scope["method"],
            self.scope["raw_path"].decode("latin-1"),
            self.scope["query_string"],
            headers,
            self.body,
        )


class Front:
    """Middleware for the paths of the APIs; all others go through untouched."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection's request."""
        api = api_of(scope["path"]) if scope["type"] == "http" else None
        if api is None:
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        authorization = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
        who = self._world.tokens.account_of(authorization)
        exchange = _Exchange(scope, receive, await _whole_body(receive), api, _call_of(api, scope), who)
        try:
            await self._meet(exchange, send)
        finally:
            self._record(exchange)

    async def _meet(self, exchange: _Exchange, send: Send) -> None:
        plan = self._world.faults.plan(exchange.call)
        if plan.seconds:
            await asyncio.sleep(plan.seconds)
        for action in plan.before:
            action()
        refusal = self._world.quota.refusal(exchange.call, exchange.who, self._world.now())
        if refusal is not None:
            await self._send(error_answer(refusal), exchange, send)
            return
        fault = plan.outcome
        captured = Captured() if fault and not fault.carried_out else await self._answered(exchange)
        for action in plan.after:
            action()
        if fault is None:
            await self._send(captured, exchange, send)
        else:
            await self._fail(fault, captured, exchange, send)

    async def _answered(self, exchange: _Exchange) -> Captured:
        captured = Captured()
        await self._app(exchange.scope, _replayed(exchange.body, exchange.receive), captured.take)
        return captured

    async def _fail(self, fault: Fault, captured: Captured, exchange: _Exchange, send: Send) -> None:
        if fault.kind == "status":
            body, headers = error_body(exchange.api, exchange.call, fault.status)
            if fault.retry_after is not None:
                headers = {**headers, "Retry-After": str(fault.retry_after)}
            await self._send(wire.answer(fault.status, body, JSON_TYPE, headers), exchange, send)
        elif fault.kind == "html":
            page = wire.answer(fault.status, html_page(fault.status), "text/html; charset=UTF-8")
            await self._send(page, exchange, send)
        elif fault.kind == "timeout":
            await wire.hold_until_gone(exchange.scope, exchange.receive)
        elif fault.kind in {"truncate", "short"}:
            await self._send_part(fault, captured, exchange, send)
        elif fault.kind == "duplicate":
            await self._answered(exchange)
            await self._send(captured, exchange, send)
        else:
            if fault.kind == "late":
                request, world = exchange.wire, self._world
                self._world.faults.late.append(lambda: answer_google(world, request))
            wire.cut_connection(exchange.scope)

    async def _send_part(self, fault: Fault, captured: Captured, exchange: _Exchange, send: Send) -> None:
        if fault.kind == "short":
            await self._send(captured.with_body(shortened(captured.body, fault)), exchange, send)
        elif fault.honest:
            part = captured.body[: int(len(captured.body) * fault.cut)]
            await self._send(captured.with_body(part), exchange, send)
        else:
            exchange.status = captured.status
            await wire.break_off(captured, fault.cut, exchange.scope, send)

    async def _send(self, captured: Captured, exchange: _Exchange, send: Send) -> None:
        exchange.status = captured.status
        await captured.send(send)

    def _record(self, exchange: _Exchange) -> None:
        scope = exchange.scope
        self._world.recorder.add(
            RecordedRequest(
                at=self._world.now(),
                api=exchange.api,
                call=exchange.call,
                method=scope["method"],
                path=self._kept_path(exchange.api, scope["path"]),
                query=scope["query_string"].decode("latin-1"),
                body=exchange.body,
                status=exchange.status,
                who=exchange.who,
            )
        )

    def _kept_path(self, api: str, path: str) -> str:
        """A fault may end a request before anybody looked at its token: an unknown one is never kept."""
        if api != "telegram" or any(f"/bot{token}/" in path for token in self._world.telegram.bots):
            return path
        return without_token(path)


def api_of(path: str) -> str | None:
    """Which API a path belongs to; None for the page and the control API."""
    return next((api for prefix, api in _APIS.items() if path.startswith(prefix)), None)


def _call_of(api: str, scope: Scope) -> str:
    if api == "telegram":
        match = _BOT_METHOD.match(scope["path"])
        return f"telegram.{match[1]}" if match else "telegram"
    found = find(ALL_ENDPOINTS, scope["method"], scope["raw_path"].decode("latin-1"))
    return found.endpoint.call if found else ""


async def _whole_body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever the connection says next, such as that it was closed."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
