"""The OAuth 2 token endpoint, and service accounts that sign in at it."""

import base64
import binascii
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.json_text import JsonObject, render
from sheetanchor.sandbox.tokens import Tokens

_JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_JWT_PARTS = 3
_KEY_BITS = 2048
_OWNER_ONLY = 0o600


class _RefusedGrantError(Exception):
    """The grant is not one: the answer is 400 invalid_grant."""


def token(call: Call) -> JsonObject | Answer:
    """Give out an access token; an assertion's signature is checked if its account's key is known."""
    form = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
    tokens = call.world.tokens
    try:
        who = _asserted(form.get("assertion", ""), tokens) if form.get("grant_type") == _JWT_GRANT else None
    except _RefusedGrantError as problem:
        body = {"error": "invalid_grant", "error_description": str(problem)}
        return Answer(render(body), "application/json; charset=utf-8", 400)
    seconds = int(tokens.lifetime.total_seconds())
    return {"access_token": tokens.issue(who), "expires_in": seconds, "token_type": "Bearer"}


def write_service_account(path: Path, base_url: str, tokens: Tokens) -> None:
    """Write a service account's key file, readable by its owner only, whose token_uri is this server."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=_KEY_BITS)
    tokens.public_keys[tokens.account] = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "project_id": "sandbox",
        "private_key_id": "sandbox",
        "private_key": pem.decode(),
        "client_email": tokens.account,
        "client_id": "100000000000000000000",
        "token_uri": f"{base_url}/token",
        "universe_domain": "googleapis.com",
    }
    path.touch(mode=_OWNER_ONLY)
    path.write_text(json.dumps(account, indent=2) + "\n", encoding="utf-8")


def _asserted(assertion: str, tokens: Tokens) -> str:
    parts = assertion.split(".")
    if len(parts) != _JWT_PARTS:
        raise _RefusedGrantError("Bad Request: the assertion is no JWT.")
    claims = _decoded(parts[1])
    issuer = claims.get("iss")
    if not isinstance(issuer, str):
        raise _RefusedGrantError("Invalid JWT: iss is missing.")
    known = tokens.public_keys.get(issuer)
    if known is not None:
        _verify(known, f"{parts[0]}.{parts[1]}".encode(), _unpadded(parts[2]))
    return issuer


def _verify(public_key: bytes, signed: bytes, signature: bytes) -> None:
    key = serialization.load_pem_public_key(public_key)
    if not isinstance(key, rsa.RSAPublicKey):
        raise _RefusedGrantError("Invalid JWT: the key is no RSA key.")
    try:
        key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise _RefusedGrantError("Invalid JWT Signature.") from None


def _decoded(part: str) -> dict[str, Any]:
    try:
        claims = json.loads(_unpadded(part))
    except ValueError:
        raise _RefusedGrantError("Invalid JWT: the claims are no JSON.") from None
    if not isinstance(claims, dict):
        raise _RefusedGrantError("Invalid JWT: the claims are no object.")
    return claims


def _unpadded(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        raise _RefusedGrantError("Invalid JWT: not base64url.") from None
