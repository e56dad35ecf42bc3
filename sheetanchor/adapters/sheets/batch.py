"""A TabWrite as requests of spreadsheets.batchUpdate, and where its rows stand afterwards."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sheetanchor.adapters.sheets.cells import encode_value
from sheetanchor.adapters.sheets.ranges import runs
from sheetanchor.domain.sync.errors import Act, Suspect, WriteRefusedError
from sheetanchor.domain.tables.cells import Written
from sheetanchor.ports.sheet import RowInsertion, TabWrite

Request = dict[str, Any]

_HEADER = 0


@dataclass(frozen=True, slots=True)
class RowRequest:
    """A request, and the rows that it is about: those at fault where it is refused."""

    request: Request
    rows: tuple[Suspect, ...]


def requests_for(write: TabWrite) -> list[Request]:
    """Updates, then inserts from the bottom up, then deletes from the bottom up.

    So that every place still means what it meant when it was decided on.
    """
    return [each.request for each in row_requests(write, 0)]


def row_requests(write: TabWrite, number: int) -> list[RowRequest]:
    """The same with the rows that each is about; number: of the write in its batch.

    Raises WriteRefusedError for a value that no cell can hold.
    """
    return [
        *_updates(write, number),
        *_room(write, number),
        *_inserts(write, number),
        *_deletes(write, number),
    ]


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


def _updates(write: TabWrite, number: int) -> Iterator[RowRequest]:
    for each, update in enumerate(write.updates):
        yield from _cells(write.sheet_id, update.place, update.cells, Suspect(number, Act.UPDATE, each))


def _cells(sheet_id: int, row: int, cells: Mapping[int, Written], suspect: Suspect) -> Iterator[RowRequest]:
    """One request per stretch of cells side by side, so that no cell between them is touched."""
    for run in runs(cells):
        request = {
            "updateCells": {
                "rows": [{"values": [_encoded(cells[column], column, suspect) for column in run]}],
                "fields": "userEnteredValue",
                "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": run.start},
            }
        }
        yield RowRequest(request, tuple(replace(suspect, column=column) for column in run))


def _encoded(value: Written, column: int, suspect: Suspect) -> Request:
    try:
        return encode_value(value)
    except WriteRefusedError as error:
        raise WriteRefusedError(error.reason, suspects=[replace(suspect, column=column)]) from error


def _room(write: TabWrite, number: int) -> Iterator[RowRequest]:
    """Rows at the end of the grid where it is too short.

    A row can be inserted only before one that exists, and inserting is what takes over formats. Google
    refuses to delete all rows that are not frozen, so that one blank row has to stay beside the header.
    """
    before_last = max((insert.before for insert in write.inserts), default=0)
    kept = write.row_count + len(write.inserts) - len(write.deletes)
    length = max(before_last + 1 - write.row_count, _HEADER + 2 - kept if write.deletes else 0)
    if length > 0:
        request = {"appendDimension": {"sheetId": write.sheet_id, "dimension": "ROWS", "length": length}}
        rows = [Suspect(number, Act.INSERT, each) for each in range(len(write.inserts))]
        yield RowRequest(request, (*rows, *_deleted(write, number)))


def _inserts(write: TabWrite, number: int) -> Iterator[RowRequest]:
    """Rows for one place are inserted at once and keep their order."""
    ordered = sorted(enumerate(write.inserts), key=_before, reverse=True)
    for place, group in groupby(ordered, key=_before):
        rows = [(Suspect(number, Act.INSERT, each), insert) for each, insert in group]
        request = {
            "insertDimension": {
                "range": _rows(write.sheet_id, range(place, place + len(rows))),
                "inheritFromBefore": place - 1 > _HEADER,
            }
        }
        yield RowRequest(request, tuple(suspect for suspect, _ in rows))
        for below, (suspect, insert) in enumerate(rows):
            yield from _cells(write.sheet_id, place + below, insert.cells, suspect)


def _before(numbered: tuple[int, RowInsertion]) -> int:
    return numbered[1].before


def _deletes(write: TabWrite, number: int) -> Iterator[RowRequest]:
    moves = _Moves(write)
    rows = {
        moves.after_inserts(place): suspect
        for place, suspect in zip(write.deletes, _deleted(write, number), strict=True)
    }
    for run in reversed(runs(rows)):
        request = {"deleteDimension": {"range": _rows(write.sheet_id, run)}}
        yield RowRequest(request, tuple(rows[place] for place in run))


def _deleted(write: TabWrite, number: int) -> list[Suspect]:
    return [Suspect(number, Act.DELETE, each) for each in range(len(write.deletes))]


def _rows(sheet_id: int, rows: range) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": rows.start, "endIndex": rows.stop}
