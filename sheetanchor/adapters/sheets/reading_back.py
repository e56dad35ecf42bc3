"""What is asked of a batch's answer, and what it says."""

from sheetanchor.adapters.sheets.batch import final_places
from sheetanchor.adapters.sheets.grids import decode_rows
from sheetanchor.adapters.sheets.images import NOTES_ID, Images
from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.adapters.sheets.ranges import rows_range, runs
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.ports.sheet import Overwritten, TabWrite, TabWritten

_HEADER = 0


class ReadBack:
    """The header row and the written rows of one TabWrite, where they stand after the whole batch."""

    def __init__(self, write: TabWrite, title: str) -> None:
        self._write = write
        self._title = title
        self._places = final_places(write)
        self._runs = runs((_HEADER, *self._places.updates, *self._places.inserts))

    def ranges(self) -> list[str]:
        """One A1 range per stretch of rows that follow each other."""
        return [rows_range(self._title, run, self._write.width) for run in self._runs]

    def written(self, spreadsheet: JsonObject, before: Overwritten) -> TabWritten:
        """The rows of the answer, each exactly as wide as asked.

        Raises OutcomeUnknownError where they are not those of this tab: it was renamed under way.
        """
        blocks = decode_rows(spreadsheet, self._write.sheet_id)
        rows: dict[int, tuple[Cell, ...]] = {}
        for run in self._runs:
            if run.start not in blocks:
                raise OutcomeUnknownError(
                    f"the batch was applied, but its answer does not hold row {run.start + 1} of tab "
                    f"{self._title!r}; was it renamed? The next pass reads what stands there."
                )
            block = blocks[run.start]
            rows.update({row: self._padded(block, row - run.start) for row in run})
        return TabWritten(
            header=rows[_HEADER],
            updates=tuple(rows[place] for place in self._places.updates),
            inserts=tuple(rows[place] for place in self._places.inserts),
            before=before,
        )

    def _padded(self, block: list[tuple[Cell, ...]], number: int) -> tuple[Cell, ...]:
        cells = block[number] if number < len(block) else ()
        missing = self._write.width - len(cells)
        return (*cells[: self._write.width], *[EMPTY] * missing)


class ImageReadBack:
    """The rows that a batch overwrote, as it copied them to the hidden tab."""

    def __init__(self, images: Images, title: str) -> None:
        self._images = images
        self._title = title

    def ranges(self) -> list[str]:
        """One A1 range, or none where nothing is overwritten."""
        images = self._images
        return [rows_range(self._title, images.rows, images.width)] if images.rows else []

    def overwritten(self, spreadsheet: JsonObject) -> tuple[Overwritten, ...]:
        """By write; raises OutcomeUnknownError where the answer does not hold the hidden tab's rows."""
        if not self._images.rows:
            return self._images.by_write(())
        blocks = decode_rows(spreadsheet, NOTES_ID)
        if self._images.rows.start not in blocks:
            raise OutcomeUnknownError(
                f"the batch was applied, but its answer does not hold tab {self._title!r}, where it "
                "copied what it overwrote. The next pass reads what stands there."
            )
        return self._images.by_write(blocks[self._images.rows.start])
