"""A request's parameters, whether they came in the query, a form, a multipart body or JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_WORDS = frozenset({"1", "true", "yes"})


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Parameters:
    """Texts by name; objects and arrays are kept as JSON, as Telegram itself does."""

    texts: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter as it came; empty where it did not."""
        return self.texts.get(name, "")

    def flag(self, name: str) -> bool:
        """True for 1, true and yes."""
        return self.text(name).lower() in _WORDS

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; the default where it is missing or none, as Telegram takes it."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def array(self, name: str) -> list[object] | None:
        """A JSON array; None where it is missing or something else, as Telegram takes it."""
        value = self._json(name)
        return value if isinstance(value, list) else None

    def json_object(self, name: str) -> JsonObject:
        """A JSON object; empty where it is missing. Raises BotApiError for anything else."""
        value = self._json(name) if self.text(name) else {}
        if not isinstance(value, dict):
            raise bad_request(f"Object expected as {name.replace('_', ' ')}")
        return value

    def _json(self, name: str) -> object:
        try:
            return json.loads(self.text(name) or "null")
        except ValueError:
            return None


def read_parameters(query: Iterable[tuple[str, str]], content_type: str, body: bytes) -> Parameters:
    """Raises BotApiError for a JSON body that is none; what is in the body wins over the query."""
    texts, kind = dict(query), content_type.partition(";")[0].strip().lower()
    if kind == _JSON and body.strip():
        return Parameters(texts | _json_texts(body))
    if kind == _FORM:
        return Parameters(texts | dict(parse_qsl(body.decode(), keep_blank_values=True)))
    if kind == _MULTIPART:
        more, uploads = _multipart(content_type, body)
        return Parameters(texts | more, uploads)
    return Parameters(texts)


def _json_texts(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("Can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("Object expected")
    return {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    texts: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name, filename = _parameter(part, "name"), part.get_filename()
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        if filename is None:
            texts[name] = content.decode()
        else:
            uploads[name] = Upload(filename, part.get_content_type(), content)
    return texts, uploads


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "", "content-disposition")
    return value if isinstance(value, str) else ""
