"""Signing in with a real key at a token endpoint that a test speaks for."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from google.auth.exceptions import RefreshError

from sheetanchor.adapters.sheets.credentials import service_account_from_file, service_account_from_info
from sheetanchor.adapters.sheets.errors import sign_in_failure
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.sync.errors import CredentialError, ServiceUnavailableError
from tests.unit.adapters.sheets.fake_time import FakeTime
from tests.unit.adapters.sheets.wire import Answer, Wire, answered, cut, fault, refused_url, text

TOKEN = answered(200, {"access_token": "secret", "expires_in": 3600, "token_type": "Bearer"})
VERSION = answered(200, {"version": "7"})


@pytest.fixture(scope="module")
def key() -> dict[str, str]:
    private = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "type": "service_account",
        "private_key_id": "test",
        "private_key": pem.decode(),
        "client_email": "test@test.invalid",
        "token_uri": "http://unused.invalid/token",
    }


@contextmanager
def signing_in(key: dict[str, str], *answers: Answer) -> Iterator[tuple[GoogleSheet, Wire, FakeTime]]:
    with Wire(*answers).serving() as wire, sheet_at(key, wire.url) as (sheet, time):
        yield sheet, wire, time


@contextmanager
def sheet_at(key: dict[str, str], url: str) -> Iterator[tuple[GoogleSheet, FakeTime]]:
    time = FakeTime()
    sheet = GoogleSheet(
        "ID",
        service_account_from_info({**key, "token_uri": f"{url}/token"}),
        base_url=url,
        sleep=time.sleep,
        monotonic=time.monotonic,
        random=lambda: 1.0,
    )
    yield sheet, time
    sheet.close()


def test_the_token_is_asked_for_once_with_the_least_scopes(key: dict[str, str]) -> None:
    with signing_in(key, TOKEN, VERSION, VERSION) as (sheet, wire, _):
        assert (sheet.version(), sheet.version()) == ("7", "7")
        token, *rest = wire.requests
        assertion = parse_qs(token.partition(b"\r\n\r\n")[2].decode())["assertion"][0]
        assert token.startswith(b"POST /token ")
        assert all(b"uthorization: Bearer secret" in request for request in rest)
        assert claims(assertion)["scope"] == (
            "https://www.googleapis.com/auth/spreadsheets "
            "https://www.googleapis.com/auth/drive.metadata.readonly"
        )


def test_an_expired_token_is_renewed_without_a_word(key: dict[str, str]) -> None:
    with signing_in(key, TOKEN, fault(401, "Expired"), TOKEN, VERSION) as (sheet, _, time):
        assert sheet.version() == "7"
        assert time.sleeps == []


def test_a_key_that_is_refused_is_the_operators_to_mend(key: dict[str, str]) -> None:
    refused = answered(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})
    with signing_in(key, refused) as (sheet, _, time):
        with pytest.raises(CredentialError, match=r"Invalid JWT Signature.*clock of this machine"):
            sheet.version()
        assert time.sleeps == []


@pytest.mark.parametrize("answer", [cut, text(200, "<html>Sign in to this network</html>")])
def test_a_sign_in_without_answer_is_tried_again(key: dict[str, str], answer: Answer) -> None:
    with signing_in(key, answer, TOKEN, VERSION) as (sheet, _, time):
        assert sheet.version() == "7"
        assert time.sleeps == [1]


def test_a_sign_in_that_cannot_be_reached_is_an_outage(key: dict[str, str]) -> None:
    with sheet_at(key, refused_url()) as (sheet, _), pytest.raises(ServiceUnavailableError, match="sign-in"):
        sheet.version()


def test_a_sign_in_that_is_out_of_order_is_an_outage() -> None:
    error = RefreshError("Internal error", retryable=True)  # type: ignore[no-untyped-call]
    assert isinstance(sign_in_failure(error), ServiceUnavailableError)


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"no json", b"{}", b'{"type": "service_account"}', b"\xff"]
)
def test_a_file_that_is_no_key_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "account.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CredentialError, match=r"account\.json"):
        service_account_from_file(path)


def test_a_file_gives_the_address_to_share_with(tmp_path: Path, key: dict[str, str]) -> None:
    path = tmp_path / "account.json"
    path.write_text(json.dumps(key))
    assert service_account_from_file(path).email == key["client_email"]


def test_json_that_is_no_key_is_refused(key: dict[str, str]) -> None:
    with pytest.raises(CredentialError, match="does not hold"):
        service_account_from_info({**key, "private_key": "none"})


def claims(assertion: str) -> dict[str, str]:
    part = assertion.split(".")[1]
    found: dict[str, str] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found
