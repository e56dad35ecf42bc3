"""The tests' end: processes that are started, killed, stopped and waited for."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.crashes.program import Place
from tests.e2e.demo import clean_environment

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Child:
    """How a process stands. how: exited, killed or stopped, and by which status or signal.

    points: those that it has reached. answer: None where it was not done.
    """

    pid: int
    how: tuple[str, int]
    points: tuple[str, ...]
    answer: str | None


KILLED = ("killed", signal.SIGKILL.value)
STOPPED = ("stopped", signal.SIGSTOP.value)
DONE = ("exited", 0)


class Children:
    """Starts one after the other; each gets files of its own for its points and its answer."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server
        self._numbers = count(1)
        self._files: dict[int, Path] = {}

    def start(
        self, job: str, place: Place, at: int | None = None, number: signal.Signals = signal.SIGKILL
    ) -> Child:
        """Run a job until it is done, or until point `at`, where the process gets the signal."""
        files = place.folder / f"child {next(self._numbers)}"
        order = {
            "job": job,
            "place": place.dumped(),
            "at": at,
            "signal": number.value,
            "report": f"{files}.points",
            "answer": f"{files}.answer",
        }
        return self._child(self._ask({"start": order}), files)

    def wake(self, child: Child) -> Child:
        """Let a stopped one go on to its end."""
        os.kill(child.pid, signal.SIGCONT)
        return self._wait(child)

    def kill(self, child: Child) -> Child:
        """Kill a stopped one where it stands."""
        os.kill(child.pid, signal.SIGKILL)
        return self._wait(child)

    def _wait(self, child: Child) -> Child:
        return self._child(self._ask({"wait": child.pid}), self._files[child.pid])

    def _child(self, told: tuple[int, str, int], files: Path) -> Child:
        pid, what, number = told
        self._files[pid] = files
        answer = Path(f"{files}.answer")
        points = Path(f"{files}.points").read_text().splitlines()
        return Child(pid, (what, number), tuple(points), answer.read_text() if answer.exists() else None)

    def _ask(self, order: dict[str, Any]) -> tuple[int, str, int]:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        pid, what, number = json.loads(self._server.stdout.readline())
        return pid, what, number


@contextmanager
def starting_children() -> Iterator[Children]:
    """A server of forks, until the block ends; then those that are stopped are killed."""
    command = [sys.executable, "-m", "tests.crashes.forks"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=clean_environment(),
    ) as server:
        yield Children(server)
        assert server.stdin is not None
        server.stdin.close()
        assert server.wait(30) == 0
