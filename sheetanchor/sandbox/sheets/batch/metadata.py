"""Developer metadata requests."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import merged_by_mask
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.grid_ranges import integer
from sheetanchor.sandbox.sheets.metadata import looked_up, placed, printed_metadata


@request("createDeveloperMetadata")
def _create(batch: Batch, arguments: JsonObject) -> JsonObject:
    sent = arguments.get("developerMetadata", {})
    if not sent.get("metadataKey"):
        raise InvalidArgument("developerMetadata.metadataKey must be set.")
    if sent.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise InvalidArgument("developerMetadata.visibility must be set.")
    metadata_id = integer(sent, "metadataId") or batch.ids.number()
    if any(entry["metadataId"] == metadata_id for entry in batch.book.metadata):
        raise InvalidArgument(f"Developer metadata with id {metadata_id} already exists.")
    entry = {"metadataId": metadata_id, "metadataKey": sent["metadataKey"]}
    if sent.get("metadataValue"):
        entry["metadataValue"] = sent["metadataValue"]
    entry["location"] = placed(batch.book, sent.get("location", {}))
    entry["visibility"] = sent["visibility"]
    batch.book.metadata.append(entry)
    batch.changed(None, None, "properties")
    return {"createDeveloperMetadata": {"developerMetadata": printed_metadata(entry)}}


@request("updateDeveloperMetadata")
def _update(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask, sent = fields_of(arguments), arguments.get("developerMetadata", {})
    found = _matching(batch, arguments)
    for entry in found:
        updated = merged_by_mask(entry, sent, mask)
        updated["location"] = placed(batch.book, updated.get("location", {}))
        metadata_id = entry["metadataId"]
        entry.clear()
        entry.update({**updated, "metadataId": metadata_id})
    batch.changed(None, None, "properties")
    return {"updateDeveloperMetadata": {"developerMetadata": [printed_metadata(entry) for entry in found]}}


@request("deleteDeveloperMetadata")
def _delete(batch: Batch, arguments: JsonObject) -> JsonObject:
    lookup = arguments.get("dataFilter", {}).get("developerMetadataLookup", {})
    found = looked_up(batch.book, lookup)
    for entry in found:
        batch.book.metadata.remove(entry)
    batch.changed(None, None, "properties")
    deleted = [printed_metadata(entry) for entry in found]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": deleted} if deleted else {}}


def _matching(batch: Batch, arguments: JsonObject) -> list[JsonObject]:
    found: list[JsonObject] = []
    for data_filter in arguments.get("dataFilters", []):
        for entry in looked_up(batch.book, data_filter.get("developerMetadataLookup", {})):
            if entry not in found:
                found.append(entry)
    if not found:
        raise InvalidArgument("No developer metadata matches the data filters.")
    return found
