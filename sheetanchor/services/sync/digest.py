"""A short hash of values, rows and plans: equal ones have equal hashes, in every process."""

import hashlib
import json
from collections.abc import Collection, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum

_LENGTH = 12


def digest(facts: object) -> str:
    """Twelve hexadecimal digits over dataclasses, mappings, sets, sequences and values of cells."""
    text = json.dumps(_plain(facts), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def _plain(fact: object) -> object:
    if fact is None or isinstance(fact, str):
        return fact
    if isinstance(fact, Enum):
        return ["enum", type(fact).__name__, fact.name]
    if is_dataclass(fact) and not isinstance(fact, type):
        return ["object", type(fact).__name__, *(_plain(getattr(fact, field.name)) for field in fields(fact))]
    return _many(fact) if isinstance(fact, Collection) else ["value", type(fact).__name__, str(fact)]


def _many(facts: Collection[object]) -> object:
    if isinstance(facts, Mapping):
        return ["mapping", *sorted(([_plain(key), _plain(facts[key])] for key in facts), key=json.dumps)]
    parts = [_plain(part) for part in facts]
    return ["set", *sorted(parts, key=json.dumps)] if isinstance(facts, Set) else ["list", *parts]
