"""What `--json` prints."""

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import click


def echo_json(found: object) -> None:
    """Print dataclasses, lists and mappings of them; instants in ISO form, other values as text."""
    click.echo(json.dumps(found, default=_plain, indent=2, ensure_ascii=False))


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever JSON does not know
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else str(value)
