"""Photos and documents of the chats, for the page alone: not calls of the API, so not in its log."""

import mimetypes
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sheetanchor.sandbox.telegram.errors import PersonError
from sheetanchor.sandbox.world import World

_PREFIX = "/_page/files"


def file_url(bot: str, path: str) -> str:
    """Where the page finds a file that a bot sent."""
    return f"{_PREFIX}/{bot}/{quote(path)}"


def file_route(world: World) -> Route:
    """Serves all bots' files."""
    return Route(f"{_PREFIX}/{{bot}}/{{path:path}}", _answering(world))


def _answering(world: World) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        try:
            content = world.telegram.file(path, bot=request.path_params["bot"])
        except PersonError as problem:
            return PlainTextResponse(str(problem), 404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        safe = kind if kind.startswith("image/") and kind != "image/svg+xml" else "application/octet-stream"
        return Response(content, media_type=safe)

    return answer
