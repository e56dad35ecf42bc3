from pathlib import Path

import pytest

from sheetanchor.adapters.sqlite.location import database_path
from sheetanchor.domain.errors import OperatorError


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ("sqlite:////var/lib/sheetanchor/replica.db", "/var/lib/sheetanchor/replica.db"),
        ("sqlite+pysqlite:////var/replica.db", "/var/replica.db"),
        ("/var/with space/100%/ré?plica.db", "/var/with space/100%/ré?plica.db"),
        (Path("/var/replica.db"), "/var/replica.db"),
    ],
)
def test_a_url_and_a_path_both_name_a_file(given: str | Path, file: str) -> None:
    assert database_path(given) == Path(file)


def test_a_relative_name_is_meant_from_where_the_program_was_started() -> None:
    assert database_path("sqlite:///replica.db") == database_path("replica.db") == Path.cwd() / "replica.db"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", ":memory:", ""])
def test_a_database_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(OperatorError, match="needs a file"):
        database_path(url)


@pytest.mark.parametrize("url", ["postgresql://user:secret@host/db", "sqlite://host/file.db"])
def test_a_url_of_something_else_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(OperatorError, match="not of SQLite") as caught:
        database_path(url)
    assert "secret" not in str(caught.value)


def test_a_url_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(OperatorError, match="cannot be read"):
        database_path("://")
