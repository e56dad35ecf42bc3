"""Field masks: `sheets(properties.title,data/rowData)`, with `.` or `/` between levels."""

import re
from collections.abc import Mapping

from sheetanchor.sandbox.errors import InvalidArgument, bad_field
from sheetanchor.sandbox.json_text import JsonObject

_TOKEN = re.compile(r"[A-Za-z0-9_]+|\*|[(),./]")


class Mask:
    """Which keys of an object are meant; `names` None means all of it."""

    def __init__(self, names: dict[str, "Mask"] | None = None) -> None:
        self.names = names

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.names is None

    def wants(self, key: str) -> bool:
        """Whether that key is meant, in whole or in part."""
        return self.names is None or key in self.names

    def inside(self, key: str) -> "Mask":
        """What is meant of that key's value."""
        return ALL if self.names is None else self.names[key]

    def reaches(self, *path: str) -> bool:
        """Whether the value at that path is meant, in whole or in part."""
        mask = self
        for key in path:
            if not mask.wants(key):
                return False
            mask = mask.inside(key)
        return True

    def pick(self, value: JsonObject) -> JsonObject:
        """The object with only the keys that are meant; lists are gone through item by item."""
        if self.names is None:
            return value
        return {key: _picked(item, self.names[key]) for key, item in value.items() if key in self.names}


ALL = Mask()


def _picked(value: object, mask: Mask) -> object:
    if isinstance(value, list):
        return [_picked(item, mask) for item in value]
    return mask.pick(value) if isinstance(value, dict) else value


def parse_mask(text: str) -> Mask:
    """The mask of a `fields` parameter; raises InvalidArgument for a text that is none."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text.replace(" ", ""):
        raise _invalid(text)
    mask, rest = _list(tokens, text)
    if rest:
        raise _invalid(text)
    return mask


def _list(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    merged: Mask | None = None
    while True:
        mask, tokens = _path(tokens, text)
        merged = mask if merged is None else _union(merged, mask)
        if not tokens or tokens[0] != ",":
            return merged, tokens
        tokens = tokens[1:]


def _path(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    if not tokens or tokens[0] in "(),./":
        raise _invalid(text)
    name, rest = tokens[0], tokens[1:]
    inner = ALL
    if rest and rest[0] in "./":
        inner, rest = _path(rest[1:], text)
    elif rest and rest[0] == "(":
        inner, rest = _list(rest[1:], text)
        if not rest or rest[0] != ")":
            raise _invalid(text)
        rest = rest[1:]
    return (ALL if name == "*" else Mask({name: inner})), rest


def _union(first: Mask, second: Mask) -> Mask:
    if first.names is None or second.names is None:
        return ALL
    names = dict(first.names)
    for key, mask in second.names.items():
        names[key] = _union(names[key], mask) if key in names else mask
    return Mask(names)


def _invalid(text: str) -> InvalidArgument:
    return bad_field("fields", f"Error expanding 'fields' parameter. Invalid field mask '{text}'.")


def merged_by_mask(old: Mapping[str, object], new: Mapping[str, object], mask: Mask) -> JsonObject:
    """`old` with the meant keys taken from `new`: one that `new` has not is cleared."""
    if mask.names is None:
        return dict(new)
    result = dict(old)
    for key, inner in mask.names.items():
        value = _merged_value(old.get(key), new.get(key), inner)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def _merged_value(old: object, new: object, mask: Mask) -> object:
    if mask.is_all:
        return new
    before = old if isinstance(old, dict) else {}
    return merged_by_mask(before, new if isinstance(new, dict) else {}, mask) or None
