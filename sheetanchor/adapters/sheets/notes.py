"""The engine's hidden tab and its fence: requests that go before the writing, and what is read from them.

The tab keeps a ring of the tokens of batches that were applied, and below it the rows that the last one
overwrote.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sheetanchor.adapters.sheets.batch import Request
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.domain.sync.fence import Fence, FenceStep
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.ports.sheet import Overwritten, TabWrite

NOTES_ID = 1_397_509_955
NOTES_TITLE = "_sheetanchor"
FENCE_MASK = "namedRanges(namedRangeId,name)"

#: The number of the fence, then each numbered table with the highest number given in it. Names of tables
#: hold no capitals.
_FENCE_NAME = re.compile(r"sheetanchor_([0-9]{1,15})((?:_ID_[a-z][a-z0-9_]{0,62}_[0-9]{1,15})*)")
_GIVEN = "_ID_"
_RING_ROW = 1
_RING = 50
IMAGES_ROW = _RING_ROW + _RING + 1
_LEAST_COLUMNS = 8
_WHAT_IT_IS = "sheetanchor keeps notes of its writing here; please leave this tab alone."


def read_fence(spreadsheet: JsonObject) -> Fence | None:
    """The fence with the highest number among the named ranges."""
    found = [
        Fence(int(match[1]), str(named["namedRangeId"]), _highest(match[2]))
        for named in spreadsheet.get("namedRanges", [])
        if (match := _FENCE_NAME.fullmatch(str(named.get("name", ""))))
    ]
    return max(found, key=lambda fence: fence.number, default=None)


def fence_name(fence: Fence) -> str:
    """The name of its named range, which says which numbers are taken."""
    given = (f"{_GIVEN}{table}_{number}" for table, number in sorted(fence.highest.items()))
    return f"sheetanchor_{fence.number}{''.join(given)}"


def _highest(given: str) -> dict[str, int]:
    pairs = (each.rpartition("_") for each in given.split(_GIVEN)[1:])
    return {table: int(number) for table, _, number in pairs}


def ring_row(number: int) -> int:
    """The grid row of the token of a fence."""
    return _RING_ROW + number % _RING


def free_title(taken: Collection[str]) -> str:
    """A title for the hidden tab; it is found by its id, so that a person's tab may have the usual one."""
    folded = {title.casefold() for title in taken}
    titles = (NOTES_TITLE if number == 1 else f"{NOTES_TITLE} {number}" for number in count(1))
    return next(title for title in titles if title.casefold() not in folded)


@dataclass(frozen=True, slots=True)
class _Image:
    sheet_id: int
    place: int
    width: int


def opening_requests(writes: Sequence[TabWrite], step: FenceStep, *, new_title: str | None) -> list[Request]:
    """The fence moved, the token noted, and every row that is overwritten or deleted copied first.

    new_title: of the hidden tab where it has to be made, None where it is there.
    """
    images = _images(writes)
    width = max((write.width for write in writes), default=1)
    size = {"rowCount": IMAGES_ROW + max(len(images), 1), "columnCount": max(width, _LEAST_COLUMNS)}
    return [*_fall(step), *_tab(size, new_title), *_rise(step), *_copies(images)]


def image_rows(writes: Sequence[TabWrite]) -> range:
    """The grid rows of the hidden tab that hold what the batch overwrote."""
    return range(IMAGES_ROW, IMAGES_ROW + len(_images(writes)))


def overwritten(writes: Sequence[TabWrite], rows: Sequence[tuple[Cell, ...]]) -> tuple[Overwritten, ...]:
    """The copied rows by the write that they belong to; blank ones at the end may be missing."""
    images = iter([*rows, *[()] * (len(_images(writes)) - len(rows))])
    return tuple(
        Overwritten(
            updates=tuple(_plain(next(images), write.width) for _ in write.updates),
            deletes=tuple(_plain(next(images), write.width) for _ in write.deletes),
        )
        for write in writes
    )


def _images(writes: Sequence[TabWrite]) -> list[_Image]:
    return [
        _Image(write.sheet_id, place, write.width)
        for write in writes
        for place in (*(update.place for update in write.updates), *write.deletes)
    ]


def _fall(step: FenceStep) -> Iterator[Request]:
    if step.before is not None:
        yield {"deleteNamedRange": {"namedRangeId": step.before.token}}


def _tab(size: dict[str, int], new_title: str | None) -> Iterator[Request]:
    properties: dict[str, Any] = {"sheetId": NOTES_ID, "gridProperties": size}
    if new_title is None:
        fields = "gridProperties.rowCount,gridProperties.columnCount"
        yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    else:
        yield {"addSheet": {"properties": {**properties, "title": new_title, "hidden": True}}}
        yield _text(0, _WHAT_IT_IS)


def _rise(step: FenceStep) -> Iterator[Request]:
    corner = {"sheetId": NOTES_ID, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0}
    named = {
        "namedRangeId": step.after.token,
        "name": fence_name(step.after),
        "range": {**corner, "endColumnIndex": 1},
    }
    yield {"addNamedRange": {"namedRange": named}}
    yield _text(ring_row(step.after.number), step.after.token)


def _text(row: int, text: str) -> Request:
    return {
        "updateCells": {
            "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
            "fields": "userEnteredValue",
            "start": {"sheetId": NOTES_ID, "rowIndex": row, "columnIndex": 0},
        }
    }


def _copies(images: Sequence[_Image]) -> Iterator[Request]:
    """One request per stretch of rows that follow each other; values alone, so that formulas do not shift.

    Each as wide as its own tab is written: another tab's grid may be narrower.
    """
    start = 0
    for number in range(1, len(images) + 1):
        if number < len(images) and images[number] == _next(images[number - 1]):
            continue
        first, rows = images[start], number - start
        yield {
            "copyPaste": {
                "source": _box(first.sheet_id, first.place, rows, first.width),
                "destination": _box(NOTES_ID, IMAGES_ROW + start, rows, first.width),
                "pasteType": "PASTE_VALUES",
            }
        }
        start = number


def _next(image: _Image) -> _Image:
    return replace(image, place=image.place + 1)


def _box(sheet_id: int, row: int, rows: int, width: int) -> dict[str, int]:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + rows,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }


def _plain(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    padded = [*cells[:width], *[EMPTY] * (width - len(cells))]
    return tuple(Cell(cell.value, error=cell.error) for cell in padded)
