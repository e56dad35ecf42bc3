"""All of the sandbox as one ASGI application."""

import importlib
from importlib.util import find_spec

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from sheetanchor.sandbox.control import control_routes
from sheetanchor.sandbox.front import Front
from sheetanchor.sandbox.google import GoogleApi
from sheetanchor.sandbox.telegram.routes import telegram_routes
from sheetanchor.sandbox.telegram.webhooks.delivery import delivering
from sheetanchor.sandbox.world import World

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_PAGE = "sheetanchor.sandbox.page"


def build_app(world: World, *, page: bool = True, telegram: bool = True) -> Starlette:
    """The APIs, the control API and, where nicegui is installed, the page for people; two can be left out."""
    google = GoogleApi(world).answer
    routes: list[BaseRoute] = [
        Route("/v4/{rest:path}", google, methods=_METHODS),
        Route("/drive/{rest:path}", google, methods=_METHODS),
        Route("/upload/drive/{rest:path}", google, methods=_METHODS),
        Route("/token", google, methods=["POST"]),
    ]
    if telegram:
        routes += telegram_routes(world)
    routes.append(control_routes(world))  # last: the Bot API has routes of its own below its prefix
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Front, world=world)],
        lifespan=lambda _: delivering(world.telegram, world.faults),
    )
    if page and find_spec("nicegui") and find_spec(_PAGE):
        importlib.import_module(_PAGE).mount(app, world)
    return app
