"""What systemd is told, and what it said."""

import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from sheetanchor.adapters.system.supervisor import (
    ServiceManager,
    SystemdSupervisor,
    WatchdogSettingError,
    service_manager,
)

PID = 4711
SOCKET = "/run/systemd/notify"


@pytest.fixture(params=["a file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    """The name that stands in NOTIFY_SOCKET, and systemd's end."""
    name = str(tmp_path / "notify") if request.param == "a file" else f"@sheetanchor-{uuid4().hex}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name[1:] if name.startswith("@") else name)
        listener.settimeout(10)
        yield name, listener


def test_each_state_is_one_datagram(systemd: tuple[str, socket.socket]) -> None:
    name, listener = systemd
    supervisor = SystemdSupervisor(name, lambda: True)
    supervisor.ready()
    supervisor.alive()
    supervisor.stopping()
    assert [listener.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


def test_while_the_sync_loop_hangs_no_sign_of_life_is_given(
    systemd: tuple[str, socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    name, listener = systemd
    supervisor = SystemdSupervisor(name, lambda: False)
    supervisor.alive()
    supervisor.stopping()
    assert listener.recv(100) == b"STOPPING=1"
    assert "the sync loop hangs" in caplog.text


@pytest.mark.parametrize("is_syncing", [True, False])
def test_where_nobody_supervises_nothing_happens(caplog: pytest.LogCaptureFixture, is_syncing: bool) -> None:
    supervisor = SystemdSupervisor(None, lambda: is_syncing)
    supervisor.ready()
    supervisor.alive()
    supervisor.stopping()
    assert caplog.text == ""


@pytest.mark.parametrize("name", ["/nowhere/notify", "vsock:2:1234", "/" + "x" * 200])
def test_a_socket_that_nobody_reads_stops_nothing(name: str, caplog: pytest.LogCaptureFixture) -> None:
    SystemdSupervisor(name, lambda: True).ready()
    assert "systemd could not be told READY=1" in caplog.text


def test_the_watchdog_is_told_in_microseconds() -> None:
    told = {"NOTIFY_SOCKET": SOCKET, "WATCHDOG_USEC": "90000000"}
    assert service_manager(told, PID) == ServiceManager(SOCKET, 90.0)
    assert service_manager({**told, "WATCHDOG_PID": str(PID)}, PID) == ServiceManager(SOCKET, 90.0)


@pytest.mark.parametrize(
    "environment",
    [
        {"NOTIFY_SOCKET": SOCKET},
        {"NOTIFY_SOCKET": SOCKET, "WATCHDOG_USEC": ""},
        {"NOTIFY_SOCKET": SOCKET, "WATCHDOG_USEC": "90000000", "WATCHDOG_PID": "1"},
    ],
)
def test_a_watchdog_that_is_none_or_another_process_s_is_not_fed(environment: dict[str, str]) -> None:
    assert service_manager(environment, PID) == ServiceManager(SOCKET, None)


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"WATCHDOG_USEC": "90000000"}])
def test_without_a_socket_there_is_no_service_manager(environment: dict[str, str]) -> None:
    assert service_manager(environment, PID) == ServiceManager(None, None)


@pytest.mark.parametrize("wanted", ["soon", "-1", "0", "1.5"])
def test_a_watchdog_that_cannot_be_read_is_a_fault(wanted: str) -> None:
    with pytest.raises(WatchdogSettingError, match="WATCHDOG_USEC"):
        service_manager({"NOTIFY_SOCKET": SOCKET, "WATCHDOG_USEC": wanted}, PID)
