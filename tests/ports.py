"""Ports that nobody listens on."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """One that was free a moment ago."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def has_ipv6() -> bool:
    """Whether this machine has the loopback address of version 6."""
    try:
        return bool(free_port("::1"))
    except OSError:
        return False
