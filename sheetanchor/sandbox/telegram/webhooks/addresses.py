"""The internet as the sandbox knows it: public addresses, and what stands behind them on this machine."""

from urllib.parse import SplitResult, urlsplit

from sheetanchor.sandbox.telegram.errors import PersonError

_PORTS = {"https": 443, "http": 80}


class PublicAddresses:
    """Stands for the reverse proxies that hold the certificates; nothing else can be reached."""

    def __init__(self) -> None:
        self._local: dict[tuple[str, int], str] = {}

    def expose(self, public: str, local: str) -> None:
        """Send on what comes to `https://host[:port]` to `http://address:port`, with the same path.

        Raises PersonError for what is no such pair.
        """
        outside, inside = urlsplit(public), urlsplit(local)
        if outside.scheme != "https" or inside.scheme != "http" or not outside.hostname or not inside.netloc:
            raise PersonError("say a public https://host and the http://address:port behind it")
        self._local[_place(outside)] = f"http://{inside.netloc}"

    def behind(self, url: str) -> str | None:
        """Where a public address leads, path and query included; None where nothing stands there."""
        parts = urlsplit(url)
        local = self._local.get(_place(parts))
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return None if local is None else f"{local}{path}"


def port_of(parts: SplitResult) -> int:
    """The port of an address, the scheme's own where it names none; raises ValueError for a bad one."""
    return parts.port or _PORTS[parts.scheme]


def _place(parts: SplitResult) -> tuple[str, int]:
    return str(parts.hostname), port_of(parts)
