"""What may stand in a cassette."""

import re
from pathlib import Path

import pytest

from tests.contract.cassettes import FOLDER, REPLAYED_HOST

RECORDERS = {"recorded_by: sandbox", "recorded_by: Google"}
CASSETTES = sorted(FOLDER.rglob("*.yaml"))
SECRETS = re.compile(
    r"(?i)authorization|bearer|ya29\.|eyJ[\w-]{10}|private_key|BEGIN [A-Z ]*PRIVATE|assertion=|access_token"
    r"|refresh_token|client_secret|gserviceaccount|bot\d+:[\w-]{20}|\b1[\w-]{43}\b"
)
HOSTS = re.compile(r"https?://([^/\s\"'\\]+)")


def test_there_are_cassettes() -> None:
    assert CASSETTES


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_the_first_line_says_who_recorded_it(path: Path) -> None:
    assert path.read_text().partition("\n")[0] in RECORDERS


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_no_secret_stands_in_it(path: Path) -> None:
    assert SECRETS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_no_request_names_the_host_it_went_to(path: Path) -> None:
    uris = [line for line in path.read_text().splitlines() if line.strip().startswith("uri:")]
    assert uris
    assert {host for uri in uris for host in HOSTS.findall(uri)} == {REPLAYED_HOST}
