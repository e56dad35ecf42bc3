"""Starts processes at once: everything is imported already, each one is a fork that does one job.

Run as `python -m tests.crashes.forks`. An order is a line of JSON: `{"start": …}` or `{"wait": PID}`; the
answer is one line as well: how the process stands.
"""

import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from sheetanchor.cli.exits import status_of
from sheetanchor.domain.errors import SheetanchorError
from tests.crashes.jobs import JOBS
from tests.crashes.points import Points, watch_requests, watch_statements
from tests.crashes.program import Place, account, declared, opened

_FAULT = 99


def _serve() -> None:
    children: set[int] = set()
    try:
        for line in sys.stdin:
            order = json.loads(line)
            child = order["wait"] if "wait" in order else _fork(order["start"])
            children.add(child)
            end = _end(child)
            if end[0] != "stopped":
                children.discard(child)
            sys.stdout.write(json.dumps([child, *end]) + "\n")
            sys.stdout.flush()
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)


def _fork(order: dict[str, Any]) -> int:
    assert threading.active_count() == 1, "a fork takes no threads along"
    account(Place.loaded(order["place"]).key)
    child = os.fork()
    if child == 0:
        try:
            status = _work(order)
        except BaseException:  # noqa: BLE001 - whatever it is must not get back into the server
            traceback.print_exc()
            status = _FAULT
        os._exit(status)
    return child


def _end(child: int) -> tuple[str, int]:
    """Wait until it exits, is killed or is stopped."""
    _, status = os.waitpid(child, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        return "stopped", os.WSTOPSIG(status)
    if os.WIFSIGNALED(status):
        return "killed", os.WTERMSIG(status)
    return "exited", os.WEXITSTATUS(status)


def _work(order: dict[str, Any]) -> int:
    report = os.open(order["report"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    points = Points(report, order["at"], signal.Signals(order["signal"]))
    watch_statements(points)
    watch_requests(points)
    try:
        with opened(Place.loaded(order["place"])) as container:
            answer, status = JOBS[order["job"]](container), 0
            Path(order["answer"]).write_text(str(answer))
    except SheetanchorError as error:
        Path(order["answer"]).write_text(str(error))
        status = status_of(error)
    points.reach("the end")
    return status


if __name__ == "__main__":
    declared()
    _serve()
