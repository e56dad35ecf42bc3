"""Another process on the same replica, told what to do line by line; for the tests of processes.

Run as `python -m tests.contract.replica_child PATH`. Commands are `put ID AMOUNT`, `hold ID AMOUNT` (written,
never committed), `read ID`, each answered by one line.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from tests.contract.sample_tables import TABLES, wage

_ROOT = Path(__file__).parents[2]


class ReplicaChild:
    """The parent's end of the conversation."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process

    def ask(self, command: str) -> str:
        """Send a command and wait for its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        self._process.kill()
        self._process.wait()


@contextmanager
def replica_child(path: Path) -> Iterator[ReplicaChild]:
    """A child with the replica open."""
    command = [sys.executable, "-m", "tests.contract.replica_child", str(path)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=_ROOT) as process:
        child = ReplicaChild(process)
        try:
            assert child.ask("hello") == "ready"
            yield child
        finally:
            child.kill()


def _answer(replica: SqliteReplica, command: list[str], held: ExitStack) -> str:
    match command:
        case ["put", employee_id, amount]:
            with replica.transaction() as tx:
                tx.put("wages", wage(int(employee_id), amount))
            return "done"
        case ["hold", employee_id, amount]:
            held.enter_context(replica.transaction()).put("wages", wage(int(employee_id), amount))
            return "held"
        case ["read", employee_id]:
            return str(replica.snapshot("wages")[int(employee_id),].values["wage"])
        case _:
            return "ready"


def _serve(path: str) -> None:
    replica = SqliteReplica(path, TABLES, FakeClock())
    with ExitStack() as held:
        for line in sys.stdin:
            sys.stdout.write(_answer(replica, line.split(), held) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _serve(sys.argv[1])
