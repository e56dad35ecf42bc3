"""Named ranges."""

import re

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import merged_by_mask
from sheetanchor.sandbox.sheets.a1 import parse_range
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.resource import printed_entry

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}\Z")
_RESERVED = {"true", "false"}


@request("addNamedRange")
def _add_named_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    sent = arguments.get("namedRange", {})
    name = sent.get("name", "")
    _check_name(batch, name)
    batch.area(sent.get("range", {}))
    named_id = sent.get("namedRangeId") or str(batch.ids.number())
    if any(entry["namedRangeId"] == named_id for entry in batch.book.named_ranges):
        raise InvalidArgument(f"Duplicate NamedRange id: {named_id}")
    entry = {"namedRangeId": named_id, "name": name, "range": dict(sent["range"])}
    batch.book.named_ranges.append(entry)
    batch.changed(None, None, "names")
    return {"addNamedRange": {"namedRange": printed_entry(entry)}}


@request("updateNamedRange")
def _update_named_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = fields_of(arguments)
    sent = arguments.get("namedRange", {})
    entry = _found(batch, sent.get("namedRangeId", ""))
    if mask.wants("name"):
        _check_name(batch, sent.get("name", ""), but=entry)
    updated = {**merged_by_mask(entry, sent, mask), "namedRangeId": entry["namedRangeId"]}
    batch.area(updated.get("range", {}))
    entry.update(updated)
    batch.changed(None, None, "names")
    return {}


@request("deleteNamedRange")
def _delete_named_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    batch.book.named_ranges.remove(_found(batch, arguments.get("namedRangeId", "")))
    batch.changed(None, None, "names")
    return {}


def _found(batch: Batch, named_id: str) -> JsonObject:
    for entry in batch.book.named_ranges:
        if entry["namedRangeId"] == named_id:
            return entry
    raise InvalidArgument(f"No NamedRange with id: {named_id}")


def _check_name(batch: Batch, name: str, *, but: JsonObject | None = None) -> None:
    if not _NAME.match(name) or name.lower() in _RESERVED or parse_range(name) is not None:
        raise InvalidArgument(f"The name '{name}' is not a valid named range name.")
    others = (entry["name"].lower() for entry in batch.book.named_ranges if entry is not but)
    if name.lower() in others:
        raise InvalidArgument(
            f"Cannot add named range with name: {name}, a named range with that name already exists."
        )
