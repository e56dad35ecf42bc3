"""The foot of the page: the calls to the APIs, and buttons that make Google fail."""

import re
from collections.abc import Iterable
from itertools import islice

from nicegui.element import Element

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.page.switches import Switch
from sheetanchor.sandbox.recorder import RecordedRequest
from sheetanchor.sandbox.world import World

_SHOWN = 200
_LABELS = {"sheets": "Sheets", "drive": "Drive", "telegram": "Telegram", "token": "Sign-in"}
_ERRORS = 400
_TOKEN = re.compile(r"/bot[^/]+/")


class LogPanel(Element, component="log_panel.js"):
    """Emits `flip` with the name of a switch."""

    def __init__(self, world: World, switches: list[Switch]) -> None:
        super().__init__()
        self._world = world
        self._switches = {switch.name: switch for switch in switches}
        self._newest: RecordedRequest | None = None
        self._seen: list[JsonObject] = []
        self.props["log"] = self._log()
        self.on("flip", lambda event: self._flip(event.args))

    def look(self) -> None:
        """Show what has come since the last look."""
        requests = self._world.recorder.requests
        newest = requests[-1] if requests else None
        if newest is not self._newest or self._seen != self._faults():
            self._newest = newest
            self.props["log"] = self._log()
            self.update()

    def _flip(self, name: str) -> None:
        self._switches[name].flip(self._world.faults)
        self.look()

    def _log(self) -> JsonObject:
        recorder = self._world.recorder
        counts = recorder.by_api()
        self._seen = self._faults()
        return {
            "counts": [
                {"name": name, "label": label, "count": counts.get(name, 0)}
                for name, label in _LABELS.items()
            ],
            "calls": list(_calls(islice(reversed(recorder.requests), _SHOWN), sum(counts.values()))),
            "faults": self._seen,
        }

    def _faults(self) -> list[JsonObject]:
        return [
            {
                "name": one.name,
                "label": one.label,
                "hint": one.hint,
                "on": one.is_on(self._world.faults),
                "met": one.met,
            }
            for one in self._switches.values()
        ]


def _calls(newest_first: Iterable[RecordedRequest], count: int) -> Iterable[JsonObject]:
    for at, request in enumerate(newest_first):
        query = f"?{request.query}" if request.query else ""
        yield {
            "number": count - at,
            "at": request.at.isoformat(),
            "api": request.api,
            "call": request.call.removeprefix("telegram."),
            "path": f"{request.method} {_TOKEN.sub('/bot…/', request.path)}{query}",
            "status": request.status,
            "ok": 0 < request.status < _ERRORS,
        }
