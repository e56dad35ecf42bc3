"""Rows in the order of their keys, in a mapping that nobody can change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from sheetanchor.domain.tables.values import Key

_Keyed = TypeVar("_Keyed")


def in_key_order(rows: Mapping[Key, _Keyed]) -> Mapping[Key, _Keyed]:
    """Sorted by the values of the keys, not by the text that SQLite keeps of them."""
    return MappingProxyType({key: rows[key] for key in sorted(rows, key=_sortable)})


def _sortable(key: Key) -> tuple[Any, ...]:
    return key
