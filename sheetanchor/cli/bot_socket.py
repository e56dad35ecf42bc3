"""The socket in the state directory on which a running bot does what commands beside it ask.

One command at a time: its words come as a line of JSON, and what it would have printed goes back as another.
Whoever may enter the directory may ask.
"""

import json
import os
import socket
import socketserver
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from threading import Thread

from sheetanchor.domain.errors import RemoteError

_SUFFIX = ".sock"
_SILENT = (
    "the running bot ended before it had answered; whether the command was done, `sheetanchor status` and "
    "`sheetanchor history` tell"
)


class BotSilentError(RemoteError):
    """The running bot ended before it had answered a command."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words behind `sheetanchor`, and how wide the terminal is."""

    arguments: Sequence[str]
    columns: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What the command printed on either stream, and the status that it ended with."""

    status: int
    output: str
    errors: str


def ask(database: Path, asked: Asked) -> Answered | None:
    """Have the bot that works on this replica do a command; None where none listens.

    Raises BotSilentError.
    """
    with ExitStack() as stack:
        line = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        try:
            line.connect(stack.enter_context(_reachable(database)))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        return Answered(**json.loads(_answer(line, asked)))


def _answer(line: socket.socket, asked: Asked) -> str:
    try:
        with line.makefile("rw", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(asked)) + "\n")
            stream.flush()
            answer = stream.readline()
    except ConnectionError as error:
        raise BotSilentError(_SILENT) from error
    if not answer:
        raise BotSilentError(_SILENT)
    return answer


@contextmanager
def listening(database: Path, run: Callable[[Asked], int]) -> Iterator[None]:
    """Do what commands ask, on a thread. run: a command, which prints and gives its status.

    To be called by whoever holds the lock of the replica, so that an old socket is nobody's any more.
    """
    _socket_of(database).unlink(missing_ok=True)
    with _reachable(database) as path, _Listener(path, _Conversation) as listener:
        listener.run = run
        _socket_of(database).chmod(0o600)
        Thread(target=listener.serve_forever, name="commands", daemon=True).start()
        try:
            yield
        finally:
            listener.shutdown()
            _socket_of(database).unlink(missing_ok=True)


class _Listener(socketserver.UnixStreamServer):
    """One conversation after the other."""

    run: Callable[[Asked], int]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Listener)  # noqa: S101 - it is made for that one alone
        given = json.loads(self.rfile.readline())
        answered = _captured(self.server.run, Asked(**given))
        self.wfile.write(json.dumps(asdict(answered)).encode() + b"\n")


def _captured(run: Callable[[Asked], int], asked: Asked) -> Answered:
    """Nothing else in a bot prints: its log has a stream of its own."""
    output, errors = StringIO(), StringIO()
    with redirect_stdout(output), redirect_stderr(errors):
        status = run(asked)
    return Answered(status, output.getvalue(), errors.getvalue())


def _socket_of(database: Path) -> Path:
    return database.with_name(database.name + _SUFFIX)


@contextmanager
def _reachable(database: Path) -> Iterator[str]:
    """The socket by way of its opened directory: a path of a socket is 107 bytes at most."""
    place = _socket_of(database)
    directory = os.open(place.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{directory}/{place.name}"
    finally:
        os.close(directory)
