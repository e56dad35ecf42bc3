"""spreadsheets.batchUpdate: all requests in order, or none of them."""

import logging

from sheetanchor.sandbox.call import Call
from sheetanchor.sandbox.errors import InvalidArgument, bad_field, unknown_name
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import Mask, parse_mask
from sheetanchor.sandbox.sheets.batch import (  # noqa: F401  # importing them fills the table of requests
    cells,
    copying,
    dimensions,
    groups,
    metadata,
    named_ranges,
    ranges,
    tabs,
)
from sheetanchor.sandbox.sheets.batch.context import REQUESTS, Batch
from sheetanchor.sandbox.sheets.fields import BATCH_ANSWER, check_fields
from sheetanchor.sandbox.sheets.resource import book_resource
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_logger = logging.getLogger(__name__)


def batch_update(call: Call) -> JsonObject:
    """The call; with includeSpreadsheetInResponse the answer holds the state after the last request."""
    book = call.world.spreadsheet(call.path["spreadsheetId"])
    body = call.json()
    requests = _checked(body)
    mask = parse_mask(call.query["fields"]) if call.query.get("fields") else Mask()
    check_fields(mask, BATCH_ANSWER)
    with book.edit("api") as edit:
        batch = Batch(book, edit, call.who)
        replies = [_done(batch, at, request) for at, request in enumerate(requests)]
        answer: JsonObject = {"spreadsheetId": book.spreadsheet_id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = _updated(book, body, mask)
    return mask.pick(answer)


def _checked(body: JsonObject) -> list[tuple[str, JsonObject]]:
    requests = body.get("requests")
    if not requests or not isinstance(requests, list):
        raise InvalidArgument("Must specify at least one request.")
    return [_kind(at, request) for at, request in enumerate(requests)]


def _kind(at: int, request: object) -> tuple[str, JsonObject]:
    where = f"requests[{at}]"
    if not isinstance(request, dict):
        raise bad_field(
            where, f"Invalid value at '{where}' (type.googleapis.com/google.apps.sheets.v4.Request)"
        )
    for kind in request:
        if kind not in REQUESTS:
            raise unknown_name(kind, where)
    if len(request) != 1:
        raise InvalidArgument(f"Invalid {where}: Must set exactly one kind of request.")
    kind, arguments = next(iter(request.items()))
    if not isinstance(arguments, dict):
        raise bad_field(f"{where}.{kind}", f"Invalid value at '{where}.{kind}'")
    return kind, arguments


def _done(batch: Batch, at: int, request: tuple[str, JsonObject]) -> JsonObject:
    kind, arguments = request
    try:
        return REQUESTS[kind](batch, arguments)
    except InvalidArgument as problem:
        raise problem.prefixed(f"Invalid requests[{at}].{kind}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        # A field of another type than it has. Google says 400, and a client must not try that again.
        _logger.warning("requests[%d].%s could not be understood", at, kind, exc_info=problem)
        raise bad_field(f"requests[{at}].{kind}", f"Invalid value at 'requests[{at}].{kind}'") from problem


def _updated(book: Spreadsheet, body: JsonObject, mask: Mask) -> JsonObject:
    inner = mask.inside("updatedSpreadsheet") if mask.wants("updatedSpreadsheet") else Mask({})
    asked = body.get("responseRanges", [])
    return book_resource(book, inner, asked, grid_data=bool(body.get("responseIncludeGridData")))
