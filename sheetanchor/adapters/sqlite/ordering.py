"""Rows in the order of their keys, in a mapping that nobody can change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from sheetanchor.domain.tables.values import Key

_Keyed = TypeVar("_Keyed")


def in_key_order(rows: Mapping[Key, _Keyed]) -> Mapping[Key, _Keyed]:
    """Sorted by the values of the keys, not by the text that SQLite keeps of them."""
    return MappingProxyType({key: rows[key] for key in sorted(rows, key=_sortable)})


def with_changes(rows: Mapping[Key, _Keyed], changes: Mapping[Key, _Keyed | None]) -> Mapping[Key, _Keyed]:
    """Rows in order after changes, of which None takes a row away; those given stay as they are.

    Sorts only where a new key belongs between old ones: most new rows come last.
    """
    after = dict(rows)
    last = next(reversed(after), None)
    for key, row in changes.items():
        if row is None:
            after.pop(key, None)
        else:
            after[key] = row
    added = [key for key in after.keys() & changes.keys() if key not in rows]
    is_between = last is not None and any(_sortable(key) < _sortable(last) for key in added)
    return in_key_order(after) if len(added) > 1 or is_between else MappingProxyType(after)


def _sortable(key: Key) -> tuple[Any, ...]:
    return key
