"""The engine's hidden tab and its fence: requests that go before the writing, and what is read from them.

The tab keeps a ring of the tokens of batches that were applied, and below it a ring of the rows that they
overwrote. The fence is a named range over the rows of the last batch, as wide as the tab, so that the next
one finds its place without a look into the tab.
"""

import re
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any

from sheetanchor.adapters.sheets.batch import Request
from sheetanchor.adapters.sheets.images import IMAGES_ROW, NOTES_ID, RING_ROW, Images, box
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.domain.sync.fence import ROWS, TOKENS, Fence, FenceStep, Kept
from sheetanchor.domain.sync.tab import Tab

NOTES_TITLE = "_sheetanchor"
FENCE_MASK = "namedRanges(namedRangeId,name,range(startRowIndex,endRowIndex,endColumnIndex))"

#: The number of the fence, then each numbered table with the highest number given in it. Names of tables
#: hold no capitals.
_FENCE_NAME = re.compile(r"sheetanchor_([0-9]{1,15})((?:_ID_[a-z][a-z0-9_]{0,62}_[0-9]{1,15})*)")
_GIVEN = "_ID_"
_WHAT_IT_IS = "sheetanchor keeps notes of its writing here; please leave this tab alone."


def read_fence(spreadsheet: JsonObject) -> Fence | None:
    """The fence with the highest number among the named ranges."""
    found = [
        Fence(int(match[1]), str(named["namedRangeId"]), _highest(match[2]), _kept(named.get("range", {})))
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


def _kept(found: JsonObject) -> Kept:
    """What a named range covers; a person may have deleted rows under it."""
    start, stop = (int(found.get(edge, 0)) - IMAGES_ROW for edge in ("startRowIndex", "endRowIndex"))
    return Kept(max(start, 0), max(stop, 0), int(found.get("endColumnIndex", 0)))


def ring_row(number: int) -> int:
    """The grid row of the token of a fence."""
    return RING_ROW + number % TOKENS


def noted_in(notes: Tab, number: int) -> str | None:
    """The token that stands there."""
    value = notes.cell(ring_row(number), 0).value
    return None if value is None else str(value)


def free_title(taken: Collection[str]) -> str:
    """A title for the hidden tab; it is found by its id, so that a person's tab may have the usual one."""
    folded = {title.casefold() for title in taken}
    titles = (NOTES_TITLE if number == 1 else f"{NOTES_TITLE} {number}" for number in count(1))
    return next(title for title in titles if title.casefold() not in folded)


def opening_requests(images: Images, step: FenceStep, *, new_title: str | None) -> list[Request]:
    """The fence moved, the token noted, and every row that is overwritten or deleted copied first.

    new_title: of the hidden tab where it has to be made, None where it is there.
    """
    return [*_fall(step), *_tab(images.kept, step, new_title), *_rise(images.kept, step), *images.requests()]


def _fall(step: FenceStep) -> Iterator[Request]:
    if step.before is not None:
        yield {"deleteNamedRange": {"namedRangeId": step.before.token}}


def _tab(kept: Kept, step: FenceStep, new_title: str | None) -> Iterator[Request]:
    """The tab as large as it has to be; columns are never taken away, for older rows may need them."""
    rows = IMAGES_ROW + max(ROWS, step.kept_before.stop, kept.stop)
    size = {"rowCount": rows, "columnCount": kept.width}
    properties: dict[str, Any] = {"sheetId": NOTES_ID, "gridProperties": size}
    if new_title is None:
        fields = "gridProperties.rowCount,gridProperties.columnCount"
        yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    else:
        yield {"addSheet": {"properties": {**properties, "title": new_title, "hidden": True}}}
        yield _text(0, _WHAT_IT_IS)


def _rise(kept: Kept, step: FenceStep) -> Iterator[Request]:
    named = {
        "namedRangeId": step.after.token,
        "name": fence_name(step.after),
        "range": box(NOTES_ID, IMAGES_ROW + kept.start, kept.stop - kept.start, kept.width),
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
