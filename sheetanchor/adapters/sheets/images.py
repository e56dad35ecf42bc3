"""What a batch overwrites, as it copies it to the hidden tab first: the rows, and where they stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from sheetanchor.adapters.sheets.batch import Request
from sheetanchor.adapters.sheets.cells import ERROR_TEXTS
from sheetanchor.domain.sync.fence import TOKENS, FenceStep, Kept
from sheetanchor.domain.sync.formulas import unshifted
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
_ALL_THAT_IS_COPIED = "userEnteredValue,userEnteredFormat,dataValidation"


@dataclass(frozen=True, slots=True)
class _Image:
    """A row to copy; width None where it is copied as wide as its tab is at that moment."""

    sheet_id: int
    place: int
    width: int | None


class Images:
    """The rows that a batch overwrites or deletes, side by side with the batch's token in the hidden tab.

    Columns from A on hold the rows with formulas and formats, as many as the widest tab has and some more,
    should any be inserted meanwhile; as many again the values; the next one the token: a row whose token is
    gone was written over since, or cut off. Formulas shift when they are copied, by rows alone, as they stay
    in their columns.
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
        self._values = max(widths, default=0) + _SPARE_COLUMNS
        self._mark = 2 * self._values
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

        Formulas come before values, and the tokens last, for a copy may reach as far.
        """
        block = box(NOTES_ID, IMAGES_ROW + self.kept.start, self.kept.stop - self.kept.start, None)
        yield {"updateCells": {"range": block, "fields": _ALL_THAT_IS_COPIED}}
        pastes = (("PASTE_FORMULA", 0), ("PASTE_FORMAT", 0), ("PASTE_VALUES", self._values))
        for paste, column in pastes:
            for start, rows in self._stretches():
                first = self._images[start]
                corner = {"startColumnIndex": column, "endColumnIndex": column + 1}
                yield {
                    "copyPaste": {
                        "source": box(first.sheet_id, first.place, rows, first.width),
                        "destination": {**box(NOTES_ID, self.rows.start + start, rows, None), **corner},
                        "pasteType": paste,
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
        padded = [*rows, *[()] * (len(self._images) - len(rows))]
        images = iter([self._image(number, cells) for number, cells in enumerate(padded)])
        return tuple(self._of_write(write, images) for write in self._writes)

    def _of_write(self, write: TabWrite, images: Iterator[list[Cell]]) -> Overwritten:
        count = len(write.updates)
        rows = [next(images) for _ in range(count + len(write.deletes))]
        filled = (column + 1 for row in rows for column, cell in enumerate(row) if not cell.is_empty)
        width = max([write.width, *filled])
        padded = [(*row[:width], *[EMPTY] * (width - len(row))) for row in rows]
        return Overwritten(tuple(padded[:count]), tuple(padded[count:]))

    def _image(self, number: int, cells: Sequence[Cell]) -> list[Cell]:
        """A copied row as it stood in its tab."""
        formulas, values = cells[: self._values], cells[self._values : self._mark]
        shift = self.rows[number] - self._images[number].place
        return [_told(*each, shift) for each in zip_longest(formulas, values, fillvalue=EMPTY)]

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


def _told(copied: Cell, value: Cell, shift: int) -> Cell:
    """What stood in a cell; a value that nobody entered spills out of another copy."""
    shown = Cell() if value.is_formula else Cell(value.value, error=value.error)
    if copied.formula is None or shown.value == copied.formula:
        # Text that looks like a formula stays text, whatever a copy makes of it.
        return replace(shown, format=copied.format)
    if shown.value in ERROR_TEXTS:
        # Errors are copied as the text that they show.
        shown = Cell(error=str(shown.value))
    formula = unshifted(copied.formula, shift)
    return replace(shown, format=copied.format, is_formula=True, formula=formula)


def _next(image: _Image) -> _Image:
    return replace(image, place=image.place + 1)
