"""One request to an API, taken apart for the function that answers it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from starlette.datastructures import QueryParams

from sheetanchor.sandbox.errors import InvalidArgument, invalid_value
from sheetanchor.sandbox.json_text import JsonObject, parse, scalar

if TYPE_CHECKING:
    from sheetanchor.sandbox.world import World

Word = TypeVar("Word", bound=StrEnum)
_ENUM_TYPES = {
    "Render": "ValueRenderOption",
    "DateRender": "DateTimeRenderOption",
    "MajorDimension": "Dimension",
    "InputOption": "ValueInputOption",
    "InsertOption": "InsertDataOption",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is not JSON with status 200."""

    content: bytes
    content_type: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Call:
    """`path` holds the decoded parts of the path by name; `who` is the account of the token."""

    world: "World"
    path: dict[str, str]
    query: QueryParams
    body: bytes
    who: str
    content_type: str = ""

    def json(self) -> JsonObject:
        """The body, an empty one as {}; keys with null are left out, as not set. Raises InvalidArgument."""
        if not self.body.strip():
            return {}
        try:
            value = parse(self.body)
        except ValueError as problem:
            raise InvalidArgument(f"Invalid JSON payload received. {problem}") from None
        if not isinstance(value, dict):
            raise InvalidArgument("Invalid JSON payload received. Expected an object.")
        return without_nulls(value)

    def flag(self, name: str) -> bool:
        """A boolean parameter, false when missing."""
        return self.query.get(name, "").lower() == "true"


def without_nulls(value: JsonObject) -> JsonObject:
    """The object with null keys left out at every depth; nulls inside lists stay."""
    return {key: _cleaned(item) for key, item in value.items() if item is not None}


def _cleaned(value: object) -> object:
    if isinstance(value, dict):
        return without_nulls(value)
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def chosen(word: str | None, kind: type[Word], field: str, default: Word) -> Word:
    """The member of an enumeration; raises the 400 of an unknown word."""
    if not word or word.endswith("_UNSPECIFIED"):
        return default
    try:
        return kind(word)
    except ValueError:
        name = _ENUM_TYPES.get(kind.__name__, kind.__name__)
        raise invalid_value(field, f"google.apps.sheets.v4.{name}", scalar(word)) from None
