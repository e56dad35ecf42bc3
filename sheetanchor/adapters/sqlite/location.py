"""Which file a database URL means."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from sheetanchor.domain.errors import OperatorError


def database_path(url_or_path: str | Path) -> Path:
    """The file of a path or of a URL such as `sqlite:///sheetanchor.db`; raises OperatorError for others."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return _file(str(url_or_path))
    try:
        url = make_url(url_or_path)
    except ArgumentError as error:
        raise OperatorError("the database URL cannot be read; write sqlite:///path/to/file.db") from error
    if url.get_backend_name() != "sqlite" or url.host:
        raise OperatorError(
            f"the database URL {url.render_as_string()!r} is not of SQLite; write sqlite:///path/to/file.db"
        )
    return _file(url.database or "")


def _file(name: str) -> Path:
    if name in ("", ":memory:"):
        raise OperatorError("the replica needs a file, for what is pending must survive; name one")
    return Path(name).absolute()
