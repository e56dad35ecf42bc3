"""What a batch overwrites, as it copies it to the hidden tab first: the rows, and where they stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sheetanchor.adapters.sheets.batch import Request
from sheetanchor.domain.sync.fence import TOKENS, FenceStep, Kept
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.ports.sheet import Overwritten, TabWrite

NOTES_ID = 1_397_509_955
#: The grid row of the first token; the notice stands above it.
RING_ROW = 1
#: The grid row of the hidden tab below the ring of tokens.
IMAGES_ROW = RING_ROW + TOKENS
_LEAST_COLUMNS = 26
_SPARE_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class _Image:
    """A row to copy; width None where it is copied as wide as its tab is at that moment."""

    sheet_id: int
    place: int
    width: int | None


class Images:
    """The rows that a batch overwrites or deletes, side by side with the batch's token in the hidden tab.

    Columns from A on hold the values, as many as the widest tab has and some more, should any be inserted
    meanwhile; the next one the token: a row whose token is gone was written over since, or cut off.
    """

    def __init__(self, writes: Sequence[TabWrite], step: FenceStep) -> None:
        self._writes = writes
        self._token = step.after.token
        self._images = [
            _Image(write.sheet_id, place, None if write.column_count else write.width)
            for write in writes
            for place in (*(update.place for update in write.updates), *write.deletes)
        ]
        widths = (max(write.width, write.column_count) for write in writes)
        self._mark = max(widths, default=0) + _SPARE_COLUMNS
        self.kept: Kept = step.kept_before.following(len(self._images), max(self._mark + 1, _LEAST_COLUMNS))

    @property
    def rows(self) -> range:
        """The grid rows of the hidden tab, none where nothing is overwritten."""
        start = IMAGES_ROW + self.kept.start
        return range(start, start + len(self._images))

    @property
    def width(self) -> int:
        """How many columns have to be read back."""
        return self._mark

    def requests(self) -> Iterator[Request]:
        """The copies, in rows that hold nothing else: one for each stretch of rows that follow each other.

        Values alone, so that formulas do not shift. The tokens come last, for a copy may reach as far.
        """
        block = box(NOTES_ID, IMAGES_ROW + self.kept.start, self.kept.stop - self.kept.start, None)
        yield {"updateCells": {"range": block, "fields": "userEnteredValue"}}
        for start, rows in self._stretches():
            first = self._images[start]
            source = box(first.sheet_id, first.place, rows, first.width)
            yield {
                "copyPaste": {
                    "source": source,
                    "destination": box(NOTES_ID, self.rows.start + start, rows, 1),
                    "pasteType": "PASTE_VALUES",
                }
            }
        marks = {**block, "startColumnIndex": self._mark, "endColumnIndex": self._mark + 1}
        token = {"userEnteredValue": {"stringValue": self._token}}
        yield {"repeatCell": {"range": marks, "cell": token, "fields": "userEnteredValue"}}

    def in_tab(self, notes: Tab) -> tuple[Overwritten, ...] | None:
        """What the hidden tab still holds of them, by write; None where not all of it."""
        rows = [notes.rows[row] if row < len(notes.rows) else () for row in self.rows]
        is_whole = all(notes.cell(row, self._mark).value == self._token for row in self.rows)
        return self.by_write(rows) if is_whole else None

    def by_write(self, rows: Sequence[tuple[Cell, ...]]) -> tuple[Overwritten, ...]:
        """The copied rows by the write that they belong to; blank ones at the end may be missing."""
        images = iter([*rows, *[()] * (len(self._images) - len(rows))])
        return tuple(self._of_write(write, images) for write in self._writes)

    def _of_write(self, write: TabWrite, images: Iterator[tuple[Cell, ...]]) -> Overwritten:
        count = len(write.updates)
        rows = [self._plain(next(images)) for _ in range(count + len(write.deletes))]
        filled = (column + 1 for row in rows for column, cell in enumerate(row) if cell != EMPTY)
        width = max([write.width, *filled])
        padded = [(*row[:width], *[EMPTY] * (width - len(row))) for row in rows]
        return Overwritten(tuple(padded[:count]), tuple(padded[count:]))

    def _plain(self, cells: Sequence[Cell]) -> list[Cell]:
        return [Cell(cell.value, error=cell.error) for cell in cells[: self._mark]]

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """The number of the first row of each, and of how many rows it is."""
        start = 0
        for number in range(1, len(self._images) + 1):
            if number == len(self._images) or self._images[number] != _next(self._images[number - 1]):
                yield start, number - start
                start = number


def box(sheet_id: int, row: int, rows: int, width: int | None) -> dict[str, int]:
    """A GridRange from column A on; all columns without a width."""
    columns = {} if width is None else {"startColumnIndex": 0, "endColumnIndex": width}
    return {"sheetId": sheet_id, "startRowIndex": row, "endRowIndex": row + rows, **columns}


def _next(image: _Image) -> _Image:
    return replace(image, place=image.place + 1)
