"""JSON in which a number is a Decimal.

A double arrives as its shortest text and is never rounded on the way.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

JsonObject = Mapping[str, Any]


def parse_object(text: bytes) -> JsonObject:
    """The object that the text is; raises ValueError for anything else, half a text included."""
    parsed = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse_constant)
    if not isinstance(parsed, dict):
        raise ValueError(f"expected a JSON object, found {type(parsed).__name__}")  # noqa: TRY004 - bad text
    return parsed


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
