"""Stands before the APIs: reads each request whole, and writes down what came and what was answered."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sheetanchor.sandbox.recorder import RecordedRequest
from sheetanchor.sandbox.world import World

_APIS = {
    "/v4/": "sheets",
    "/drive/": "drive",
    "/upload/drive/": "drive",
    "/token": "token",
    "/bot": "telegram",
    "/file/bot": "telegram",
}


def api_of(path: str) -> str | None:
    """Which API a path belongs to; None for the page and the control API."""
    return next((api for prefix, api in _APIS.items() if path.startswith(prefix)), None)


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
        body = await _whole_body(receive)
        status = 0

        async def remember(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, _replayed(body, receive), remember)
        finally:
            self._record(api, scope, body, status)

    def _record(self, api: str, scope: Scope, body: bytes, status: int) -> None:
        state = scope["state"]
        self._world.recorder.add(
            RecordedRequest(
                at=self._world.now(),
                api=api,
                call=state.get("call", ""),
                method=scope["method"],
                path=scope["path"],
                query=scope["query_string"].decode("latin-1"),
                body=body,
                status=status,
                who=state.get("who", ""),
            )
        )


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
