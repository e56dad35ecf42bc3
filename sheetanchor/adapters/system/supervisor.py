"""systemd as the supervisor: what it says in the environment, and what it is told over its socket."""

import logging
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sheetanchor.domain.errors import OperatorError
from sheetanchor.ports.supervisor import Supervisor

_LOG = logging.getLogger(__name__)
_MICROSECONDS = 1_000_000
_SEND_SECONDS = 1.0


class WatchdogSettingError(OperatorError):
    """What the environment says of the watchdog cannot be read."""


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """What systemd said at the start.

    notify_socket: where it listens, None where nobody does. watchdog: the seconds after which it ends a
    program that gives no sign of life, None for never.
    """

    notify_socket: str | None = None
    watchdog: float | None = None


def service_manager(environment: Mapping[str, str], pid: int) -> ServiceManager:
    """From NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID; a watchdog for another process is none.

    Raises WatchdogSettingError.
    """
    notify_socket = environment.get("NOTIFY_SOCKET") or None
    wanted = environment.get("WATCHDOG_USEC", "")
    if notify_socket is None or not wanted or environment.get("WATCHDOG_PID", str(pid)) != str(pid):
        return ServiceManager(notify_socket)
    if not wanted.isdecimal() or not int(wanted):
        raise WatchdogSettingError(
            f"WATCHDOG_USEC is {wanted!r}, no number of microseconds; systemd sets it from WatchdogSec of "
            "the unit. Nothing was started."
        )
    return ServiceManager(notify_socket, int(wanted) / _MICROSECONDS)


class SystemdSupervisor(Supervisor):
    """is_syncing: asked at every sign of life; one that is not given is the way to be started anew."""

    def __init__(self, notify_socket: str | None, is_syncing: Callable[[], bool]) -> None:
        self._notify_socket = notify_socket
        self._is_syncing = is_syncing

    def ready(self) -> None:
        """The unit counts as started."""
        self._tell("READY=1")

    def alive(self) -> None:
        """The watchdog begins to count anew, if the sync loop lives as well."""
        if self._is_syncing():
            self._tell("WATCHDOG=1")
        elif self._notify_socket is not None:
            _LOG.error("the sync loop hangs, so systemd is given no sign of life and starts the program anew")

    def stopping(self) -> None:
        """The unit counts as ending."""
        self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        if self._notify_socket is None:
            return
        try:
            _send(self._notify_socket, state)
        except OSError as error:
            _LOG.warning("systemd could not be told %s: %s", state, error)


def _send(name: str, state: str) -> None:
    """One datagram. A name that begins with @ is of the abstract kind, which has no file."""
    address = "\0" + name[1:] if name.startswith("@") else name
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        # A service manager that does not read must not stop the event loop.
        sender.settimeout(_SEND_SECONDS)
        sender.sendto(state.encode(), address)
