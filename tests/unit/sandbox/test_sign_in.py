"""The token endpoint."""

import json
from pathlib import Path
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from google.auth import crypt, jwt

from sheetanchor.sandbox.faults.wire import Captured
from sheetanchor.sandbox.google import Wire, answer_google
from sheetanchor.sandbox.sign_in import write_service_account
from sheetanchor.sandbox.world import World

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def asked(world: World, **form: str) -> Captured:
    return answer_google(world, Wire("POST", "/token", b"", {}, urlencode(form).encode()))


def assertion(private_key: str, issuer: str) -> str:
    signer = crypt.RSASigner.from_string(private_key)  # type: ignore[no-untyped-call]  # untyped library
    token: bytes = jwt.encode(signer, {"iss": issuer, "exp": 1})  # type: ignore[no-untyped-call]
    return token.decode()


def account(world: World, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "account.json"
    write_service_account(path, "http://127.0.0.1:1", world.tokens)
    assert path.stat().st_mode & 0o077 == 0
    content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_a_service_account_is_known_by_the_signature_of_its_key(world: World, tmp_path: Path) -> None:
    key = account(world, tmp_path)
    answer = asked(world, grant_type=GRANT, assertion=assertion(key["private_key"], key["client_email"]))
    token = json.loads(answer.body)["access_token"]
    assert world.tokens.holder(f"Bearer {token}") == key["client_email"]


def test_another_key_under_the_same_name_is_an_invalid_grant(world: World, tmp_path: Path) -> None:
    key = account(world, tmp_path)
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    answer = asked(world, grant_type=GRANT, assertion=assertion(pem, key["client_email"]))
    assert (answer.status, json.loads(answer.body)["error"]) == (400, "invalid_grant")


def test_an_assertion_that_is_no_token_is_an_invalid_grant(world: World) -> None:
    answer = asked(world, grant_type=GRANT, assertion="nonsense")
    assert (answer.status, json.loads(answer.body)["error"]) == (400, "invalid_grant")


def test_a_request_without_a_token_is_not_let_in(world: World) -> None:
    answer = answer_google(world, Wire("GET", "/drive/v3/files", b"", {}, b""))
    assert (answer.status, json.loads(answer.body)["error"]["status"]) == (401, "UNAUTHENTICATED")
