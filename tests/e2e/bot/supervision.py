"""systemd's end of the socket over which a program tells how it is."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SECONDS = 60.0


@dataclass
class Systemd:
    """name: what stands in NOTIFY_SOCKET. heard: what was told so far."""

    name: str
    listener: socket.socket
    heard: list[str] = field(default_factory=list)

    def variables(self, watchdog: float) -> dict[str, str]:
        """The environment of a unit with that WatchdogSec."""
        return {"NOTIFY_SOCKET": self.name, "WATCHDOG_USEC": str(int(watchdog * 1_000_000))}

    def hears(self, state: str, times: int = 1) -> None:
        """Wait until a state was told so often from now on."""
        left = times
        while left:
            told = self.listener.recv(100).decode()
            self.heard.append(told)
            left -= told == state


@contextmanager
def systemd_at(name: str) -> Iterator[Systemd]:
    """Listening at a path, or at a name of the abstract kind, which begins with @."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name[1:] if name.startswith("@") else name)
        listener.settimeout(SECONDS)
        yield Systemd(name, listener)
