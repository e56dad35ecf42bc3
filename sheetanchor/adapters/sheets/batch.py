"""A TabWrite as requests of spreadsheets.batchUpdate, and where its rows stand afterwards."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sheetanchor.adapters.sheets.cells import encode_value
from sheetanchor.adapters.sheets.ranges import runs
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.ports.sheet import RowInsertion, TabWrite

Request = dict[str, Any]

_HEADER = 0


def requests_for(write: TabWrite) -> list[Request]:
    """Updates, then inserts from the bottom up, then deletes from the bottom up.

    So that every place still means what it meant when it was decided on.
    """
    return [*_updates(write), *_room(write), *_inserts(write), *_deletes(write)]


@dataclass(frozen=True, slots=True)
class FinalPlaces:
    """The 0-based grid rows of a TabWrite's rows once all of it is applied, in the order asked."""

    updates: tuple[int, ...]
    inserts: tuple[int, ...]


def final_places(write: TabWrite) -> FinalPlaces:
    """Where the written rows are found after the batch."""
    moves = _Moves(write)
    seen: Counter[int] = Counter()
    inserts: list[int] = []
    for insert in write.inserts:
        inserts.append(moves.of_inserted(insert.before) + seen[insert.before])
        seen[insert.before] += 1
    return FinalPlaces(tuple(moves.of_row(update.place) for update in write.updates), tuple(inserts))


class _Moves:
    """Where the rows of a tab go when rows are inserted and deleted."""

    def __init__(self, write: TabWrite) -> None:
        self._inserted = sorted(insert.before for insert in write.inserts)
        self._deleted = sorted(write.deletes)

    def after_inserts(self, place: int) -> int:
        """Where an existing row stands when all inserts are done and no delete."""
        return place + bisect_right(self._inserted, place)

    def of_row(self, place: int) -> int:
        """Where an existing row stands at last."""
        return self.after_inserts(place) - bisect_left(self._deleted, place)

    def of_inserted(self, before: int) -> int:
        """Where the first of the rows inserted before `before` stands at last."""
        return before + bisect_left(self._inserted, before) - bisect_left(self._deleted, before)


def _updates(write: TabWrite) -> Iterator[Request]:
    for update in write.updates:
        yield from _cells(write.sheet_id, update.place, update.cells)


def _cells(sheet_id: int, row: int, cells: Mapping[int, CellValue]) -> Iterator[Request]:
    """One request per stretch of cells side by side, so that no cell between them is touched."""
    for run in runs(cells):
        yield {
            "updateCells": {
                "rows": [{"values": [encode_value(cells[column]) for column in run]}],
                "fields": "userEnteredValue",
                "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": run.start},
            }
        }


def _room(write: TabWrite) -> Iterator[Request]:
    """Rows at the end of the grid where it is too short.

    A row can be inserted only before one that exists, and inserting is what takes over formats. Google
    refuses to delete all rows that are not frozen, so that one blank row has to stay beside the header.
    """
    before_last = max((insert.before for insert in write.inserts), default=0)
    kept = write.row_count + len(write.inserts) - len(write.deletes)
    length = max(before_last + 1 - write.row_count, _HEADER + 2 - kept if write.deletes else 0)
    if length > 0:
        yield {"appendDimension": {"sheetId": write.sheet_id, "dimension": "ROWS", "length": length}}


def _inserts(write: TabWrite) -> Iterator[Request]:
    """Rows for one place are inserted at once and keep their order."""
    ordered = sorted(write.inserts, key=_before, reverse=True)
    for place, group in groupby(ordered, key=_before):
        rows = list(group)
        yield {
            "insertDimension": {
                "range": _rows(write.sheet_id, range(place, place + len(rows))),
                "inheritFromBefore": place - 1 > _HEADER,
            }
        }
        for number, row in enumerate(rows):
            yield from _cells(write.sheet_id, place + number, row.cells)


def _before(insert: RowInsertion) -> int:
    return insert.before


def _deletes(write: TabWrite) -> Iterator[Request]:
    moves = _Moves(write)
    for run in reversed(runs(moves.after_inserts(place) for place in write.deletes)):
        yield {"deleteDimension": {"range": _rows(write.sheet_id, run)}}


def _rows(sheet_id: int, rows: range) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": rows.start, "endIndex": rows.stop}
