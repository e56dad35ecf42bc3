"""JSON as Google prints it: two spaces, `"key": value`, whole doubles as integers, one newline at the end."""

import struct
from collections.abc import Sequence
from json import loads
from json.encoder import encode_basestring
from typing import Any

JsonObject = dict[str, Any]
Scalar = str | float | bool | None

_EXACT_INTEGERS = 2**53
_FLOAT32_DIGITS = range(1, 10)
_SCALARS = {str, int, float, bool, type(None)}
_WORDS = {True: "true", False: "false", None: "null"}


def number(value: float) -> int | float:
    """A double as it appears in an answer: 2.0 is the JSON number 2."""
    if value.is_integer() and abs(value) <= _EXACT_INTEGERS:
        return int(value)
    return value


def float32(value: float) -> int | float:
    """A proto `float`, such as a colour's component, rounded and printed with the fewest digits."""
    packed = struct.pack("f", value)
    for digits in _FLOAT32_DIGITS:
        short = float(f"{value:.{digits}g}")
        if struct.pack("f", short) == packed:
            return number(short)
    return number(value)


def render(value: object) -> bytes:
    """The body of an answer, UTF-8, nothing escaped that JSON does not require."""
    parts: list[str] = []
    _write(value, "\n", parts)
    parts.append("\n")
    return "".join(parts).encode()


def parse(body: bytes) -> object:
    """The value of a request's body; raises ValueError where it is not JSON."""
    return loads(body)


def scalar(value: Scalar) -> str:
    """One JSON value that is neither object nor array."""
    if type(value) is str:
        return encode_basestring(value)
    if type(value) is float:
        return repr(number(value))
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    return encode_basestring(value) if isinstance(value, str) else repr(int(value))


def _write(value: object, newline: str, parts: list[str]) -> None:
    """Goes by exact types where it can: a sheet's values are written a hundred thousand at a time."""
    if isinstance(value, dict):
        _write_object(value, newline, parts)
    elif isinstance(value, list | tuple):
        _write_array(value, newline, parts)
    else:
        parts.append(scalar(value))  # type: ignore[arg-type]  # only scalars are left


def _write_object(value: dict[str, object], newline: str, parts: list[str]) -> None:
    if not value:
        parts.append("{}")
        return
    inner = newline + "  "
    lead = "{" + inner
    for key, item in value.items():
        parts.append(f"{lead}{encode_basestring(key)}: ")
        _write(item, inner, parts)
        lead = "," + inner
    parts.append(newline + "}")


def _write_array(value: Sequence[object], newline: str, parts: list[str]) -> None:
    if not value:
        parts.append("[]")
        return
    inner = newline + "  "
    if _SCALARS.issuperset(map(type, value)):
        joined = ("," + inner).join(map(scalar, value))  # type: ignore[arg-type]  # all are scalars
        parts.append(f"[{inner}{joined}{newline}]")
        return
    lead = "[" + inner
    for item in value:
        parts.append(lead)
        _write(item, inner, parts)
        lead = "," + inner
    parts.append(newline + "]")
