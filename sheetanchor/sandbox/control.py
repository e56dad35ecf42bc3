"""The control API under /_sandbox: looking at what was asked, and setting the world up from outside."""

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from sheetanchor.sandbox.recorder import RecordedRequest
from sheetanchor.sandbox.world import World


def control_routes(world: World) -> Mount:
    """All routes of the control API."""
    control = _Control(world)
    return Mount(
        "/_sandbox",
        routes=[
            Route("/requests", control.requests, methods=["GET"]),
            Route("/requests", control.forget_requests, methods=["DELETE"]),
            Route("/clock", control.clock, methods=["GET", "POST"]),
            Route("/spreadsheets", control.spreadsheets, methods=["GET"]),
            Route("/type", control.type_cell, methods=["POST"]),
        ],
    )


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def requests(self, request: Request) -> Response:
        """The last requests, oldest first, with counts by API and by call; `?call=` takes a name's start."""
        recorder = self._world.recorder
        shown = [_shown(entry) for entry in recorder.calls(request.query_params.get("call", ""))]
        return JSONResponse(
            {
                "requests": shown,
                "byApi": dict(recorder.by_api()),
                "byCall": dict(recorder.by_call()),
            }
        )

    async def forget_requests(self, _: Request) -> Response:
        """Begin a new list."""
        self._world.recorder.reset()
        return Response(status_code=204)

    async def clock(self, request: Request) -> Response:
        """GET the time; POST {"set": ISO time with zone}, {"advanceSeconds": n} or {"run": true}."""
        clock = self._world.clock
        if request.method == "POST":
            body = await request.json()
            if "set" in body:
                clock.set(datetime.fromisoformat(body["set"]))
            if "advanceSeconds" in body:
                clock.advance(timedelta(seconds=body["advanceSeconds"]))
            if body.get("run"):
                clock.run()
        return JSONResponse({"now": clock().isoformat()})

    async def spreadsheets(self, _: Request) -> Response:
        """Ids and titles of all files."""
        books = self._world.spreadsheets.values()
        return JSONResponse([{"id": book.spreadsheet_id, "title": book.title} for book in books])

    async def type_cell(self, request: Request) -> Response:
        """A person types: POST {"spreadsheetId", "sheet": title, "cell": "B2", "text"}."""
        body = await request.json()
        sheet = self._world.spreadsheet(body["spreadsheetId"])[body["sheet"]]
        sheet.type_at(body["cell"], body["text"])
        return JSONResponse({"shown": sheet.shown_at(body["cell"])})


def _shown(entry: RecordedRequest) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "api": entry.api,
        "call": entry.call,
        "method": entry.method,
        "path": entry.path,
        "query": entry.query,
        "body": entry.body.decode("utf-8", "replace"),
        "status": entry.status,
        "who": entry.who,
    }
