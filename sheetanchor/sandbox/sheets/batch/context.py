"""What a request of a batch works on, and the table of all kinds of requests."""

from collections.abc import Callable
from dataclasses import dataclass

from sheetanchor.sandbox.changes import Kind
from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.ids import Ids
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import Mask, parse_mask
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Edit, Spreadsheet


@dataclass(frozen=True, slots=True)
class Batch:
    """The spreadsheet under edit and the account that edits it."""

    book: Spreadsheet
    edit: Edit
    who: str

    @property
    def ids(self) -> Ids:
        """Makes the ids of what the batch adds."""
        return self.book.world.ids

    def area(self, area: JsonObject) -> tuple[Sheet, GridRange]:
        """Tab and rectangle of a GridRange."""
        return self.book.area(area)

    def writable(self, area: JsonObject) -> tuple[Sheet, GridRange]:
        """The same; raises InvalidArgument where a protection keeps `who` out."""
        sheet, rectangle = self.book.area(area)
        check_writable(sheet, rectangle, self.who)
        return sheet, rectangle

    def changed(self, sheet: Sheet | None, area: GridRange | None, kind: Kind) -> None:
        """Note what the request did."""
        self.edit.changed(sheet, area, kind)


Request = Callable[[Batch, JsonObject], JsonObject]
"""Does one request and gives its reply, {} where there is nothing to say; raises InvalidArgument."""
REQUESTS: dict[str, Request] = {}


def request(kind: str) -> Callable[[Request], Request]:
    """Register a function as the one that does requests of that kind."""

    def register(function: Request) -> Request:
        REQUESTS[kind] = function
        return function

    return register


def fields_of(arguments: JsonObject) -> Mask:
    """The request's `fields`, which every update needs."""
    text = arguments.get("fields")
    if not text:
        raise InvalidArgument(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return parse_mask(text)
