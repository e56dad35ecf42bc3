"""The control API under /_sandbox: looking at what was asked, and setting the world up from outside."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.faults.latency import Latency
from sheetanchor.sandbox.faults.plan import Fault
from sheetanchor.sandbox.files.routes import FileRoutes
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.person import act
from sheetanchor.sandbox.recorder import RecordedRequest
from sheetanchor.sandbox.world import World, WorldState

_EDITS = {"before", "after"}
_FAULT_KEYS = {
    "kind",
    "call",
    "times",
    "skip",
    "probability",
    "status",
    "applied",
    "cut",
    "honest",
    "sheet",
    "rows",
    "cells",
    "retry_after",
}


def control_routes(world: World) -> Mount:
    """All routes of the control API; a body that does not fit is answered with 400 and a sentence."""
    control, files = _Control(world), FileRoutes(world)
    routes = [
        ("/requests", "GET", control.requests),
        ("/requests", "DELETE", control.forget_requests),
        ("/clock", "GET", control.clock),
        ("/clock", "POST", control.set_clock),
        ("/spreadsheets", "GET", control.spreadsheets),
        ("/spreadsheets", "POST", files.load),
        ("/spreadsheets/{name}", "GET", files.save),
        ("/person", "POST", control.person),
        ("/faults", "GET", control.faults),
        ("/faults", "POST", control.add_fault),
        ("/faults", "DELETE", control.clear_faults),
        ("/late", "POST", control.deliver_late),
        ("/quota", "POST", control.set_quota),
        ("/tokens/expire", "POST", control.expire_tokens),
        ("/snapshots/{name}", "PUT", control.take_snapshot),
        ("/snapshots/{name}/restore", "POST", control.restore_snapshot),
    ]
    return Mount(
        "/_sandbox", routes=[Route(path, _told(do), methods=[method]) for path, method, do in routes]
    )


def _told(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (KeyError, TypeError, ValueError, SandboxError) as problem:
            return JSONResponse({"error": f"{type(problem).__name__}: {problem}"}, 400)

    return answer


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world
        self._snapshots: dict[str, WorldState] = {}

    async def requests(self, request: Request) -> Response:
        """The last requests, oldest first, with counts by API and by call; `?call=` takes a name's start."""
        recorder = self._world.recorder
        shown = [_shown(entry) for entry in recorder.calls(request.query_params.get("call", ""))]
        counts = {"byApi": dict(recorder.by_api()), "byCall": dict(recorder.by_call())}
        return JSONResponse({"requests": shown, **counts})

    async def forget_requests(self, _: Request) -> Response:
        """Begin a new list."""
        self._world.recorder.reset()
        return Response(status_code=204)

    async def clock(self, _: Request) -> Response:
        """The world's time."""
        return JSONResponse({"now": self._world.now().isoformat()})

    async def set_clock(self, request: Request) -> Response:
        """Any of {"set": ISO time with zone}, {"advanceSeconds": n} and {"run": true}."""
        clock, body = self._world.clock, await request.json()
        if "set" in body:
            clock.set(datetime.fromisoformat(body["set"]))
        if "advanceSeconds" in body:
            clock.advance(timedelta(seconds=body["advanceSeconds"]))
        if body.get("run"):
            clock.run()
        return await self.clock(request)

    async def spreadsheets(self, _: Request) -> Response:
        """Ids and titles of all files."""
        books = self._world.spreadsheets.values()
        return JSONResponse([{"id": book.spreadsheet_id, "title": book.title} for book in books])

    async def person(self, request: Request) -> Response:
        """Somebody does something by hand; see `sandbox.person`."""
        act(self._world, await request.json())
        return Response(status_code=204)

    async def faults(self, _: Request) -> Response:
        """The faults still to come."""
        return JSONResponse([_shown_fault(fault) for fault in self._world.faults.pending])

    async def add_fault(self, request: Request) -> Response:
        """The fields of a Fault; `latency` as {"median", "p99", "least"}, an action as `edit`."""
        fault = self._world.faults.add(self._fault(await request.json()))
        return JSONResponse(_shown_fault(fault), 201)

    async def clear_faults(self, _: Request) -> Response:
        """Let nothing more go wrong."""
        self._world.faults.clear()
        return Response(status_code=204)

    async def deliver_late(self, _: Request) -> Response:
        """Let the late requests arrive."""
        return JSONResponse({"delivered": self._world.faults.deliver_late()})

    async def set_quota(self, request: Request) -> Response:
        """{"perUser": n, "perProject": n}, or {} to lift it."""
        body = await request.json()
        if body:
            self._world.quota.enforce(body.get("perUser", 60), body.get("perProject", 300))
        else:
            self._world.quota.lift()
        return Response(status_code=204)

    async def expire_tokens(self, _: Request) -> Response:
        """Answer 401 to all tokens issued so far."""
        self._world.tokens.revoke_issued()
        return Response(status_code=204)

    async def take_snapshot(self, request: Request) -> Response:
        """Remember all files under a name."""
        self._snapshots[request.path_params["name"]] = self._world.snapshot()
        return Response(status_code=204)

    async def restore_snapshot(self, request: Request) -> Response:
        """Go back to what is remembered under the name."""
        self._world.restore(self._snapshots[request.path_params["name"]])
        return Response(status_code=204)

    def _fault(self, body: JsonObject) -> Fault:
        unknown = body.keys() - _FAULT_KEYS - {"latency", "edit"}
        if unknown:
            raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
        fault = Fault(**{key: value for key, value in body.items() if key in _FAULT_KEYS})
        if "latency" in body:
            fault.latency = Latency(**body["latency"])
        if fault.kind in _EDITS:
            edit = body["edit"]
            fault.action = lambda: act(self._world, edit)
        return fault


def _shown_fault(fault: Fault) -> JsonObject:
    return {"met": fault.met, **{key: getattr(fault, key) for key in sorted(_FAULT_KEYS)}}


def _shown(entry: RecordedRequest) -> JsonObject:
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
