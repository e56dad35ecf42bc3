"""Attaching the page to the sandbox's application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from nicegui import ui
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from sheetanchor.sandbox.page.files import file_route
from sheetanchor.sandbox.page.live import Live
from sheetanchor.sandbox.page.screen import build_screen
from sheetanchor.sandbox.world import World

_LIVE = "sheetanchor.sandbox.page.live"
_FAVICON = Path(__file__).parent / "favicon.svg"


def mount(app: Starlette, world: World) -> None:
    """Serve the page at every path that has no route yet; call it last.

    NiceGUI is one per process: of applications with a page, only one may be served at a time.
    """
    inner, live = _nicegui(), Live(world)
    app.router.routes.append(file_route(world))
    app.mount("/", _OfWorld(inner, live))
    around = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(outer: Starlette) -> AsyncIterator[object]:
        async with around(outer) as state, inner.router.lifespan_context(inner):
            with live.listening():
                yield state

    app.router.lifespan_context = lifespan  # type: ignore[assignment]  # a mounted application's own never runs


class _OfWorld:
    """Tells the one page of the process which world a request is about."""

    def __init__(self, app: ASGIApp, live: Live) -> None:
        self._app = app
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[_LIVE] = self._live
        await self._app(scope, receive, send)


def _page(request: Request) -> None:
    build_screen(request.scope[_LIVE])


@cache
def _nicegui() -> FastAPI:
    app = FastAPI(openapi_url=None)
    ui.run_with(
        app,
        root=_page,
        title="Sheetanchor sandbox",
        favicon=_FAVICON,
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=10.0,
    )
    return app
