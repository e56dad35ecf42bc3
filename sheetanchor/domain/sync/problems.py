"""What a person has to mend in the spreadsheet: a cell, a row or a whole table, held back meanwhile."""

from dataclasses import dataclass
from enum import Enum

from sheetanchor.domain.errors import SheetContentError
from sheetanchor.domain.tables.values import Key


class Guard(Enum):
    """Why a whole table is paused."""

    TAB_MISSING = "tab missing"
    HEADER_MISSING = "header missing"
    HEADER_RENAMED = "header renamed"
    HEADER_DOUBLED = "header doubled"
    HEADERS_SWAPPED = "headers swapped"
    CUT_SHORT = "read cut short"
    EMPTIED = "table emptied"
    MANY_GONE = "many rows gone"
    MANY_CHANGED = "many cells changed"
    COLUMN_BLANKED = "column blanked"
    COLUMN_SHIFTED = "column shifted"
    ROW_UNREADABLE = "row unreadable"
    ROW_NOT_PUT_RIGHT = "row not put right"
    OLD_VERSION = "old version"
    OTHER_TAB = "other tab"
    OTHER_SPREADSHEET = "other spreadsheet"


_ALLOW = (
    "`sheetanchor sync --dry-run` shows the plan and its hash, and `sheetanchor sync --allow HASH` does it, "
    "if it was meant"
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Why a whole table is left alone. cell: the cell or range to look at, such as B1 or C2:C41.

    found: what is wrong with it. ends: what ends it, one way each. may_be_meant: whether a person may allow
    what it stopped.
    """

    table: str
    tab: str
    guard: Guard
    cell: str
    found: str
    ends: tuple[str, ...]
    may_be_meant: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """All that ends it: an edit or a command each."""
        return (*self.ends, _ALLOW) if self.may_be_meant else self.ends

    def finding(self) -> str:
        """Where and what, without what follows from it."""
        return f"{self.tab}!{self.cell} {self.found}"

    def message(self) -> str:
        """The sentences for people: where, what, what is left alone meanwhile, and what ends it."""
        return (
            f"table {self.table!r} is paused: {self.finding()}. Nothing of it was read or "
            "written; its last good rows stay in use, and what waits to be sent goes on waiting. To end it: "
            f"{'; or '.join(self.ways)}. Then it goes on by itself, at once with `sheetanchor sync`."
        )


class TablePausedError(SheetContentError):
    """A guard holds a whole table: nothing of it was read or written, the other tables went on."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(pause.message())
        self.pause = pause


#: Reasons that a cell is held for because people compute its column.
NOT_FILLED = "it is blank, a value is required, and formulas compute this column"
KEY_COMPUTED = "formulas compute this column, so the program cannot add its new row here"


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell that holds its row back. row is 1-based as people see it; key is None where it is unreadable.

    is_refused: nothing is wrong with what stands there, but the sheet does not let the program write there.
    """

    table: str
    tab: str
    address: str
    row: int
    header: str
    shown: str
    reason: str
    key: Key | None
    is_refused: bool = False

    @property
    def remedy(self) -> str:
        """What ends it."""
        if self.is_refused:
            return (
                f"lift the protection of {self.tab}!{self.address}, or whatever else the sheet says is wrong"
            )
        if self.reason == NOT_FILLED:
            above = self.address.replace(str(self.row), str(self.row - 1))
            return f"fill the formula of {self.tab}!{above} down to {self.address}, or type a value there"
        if self.reason == KEY_COMPUTED:
            column = self.address.removesuffix(str(self.row))
            return (
                f"put values in place of the formulas in {self.tab}!{column}:{column}, or add this row there "
                "by hand"
            )
        return f"mend {self.tab}!{self.address}"

    def finding(self) -> str:
        """Where, what and why, without what follows from it."""
        return f"{self.tab}!{self.address} ({self.header}) holds {self.shown!r}: {self.reason}"

    def message(self) -> str:
        """The sentence for people: where, what, why, and what stays meanwhile."""
        if self.is_refused:
            return (
                f"{self.finding()}. It waits, and nothing else waits for it; {self.remedy}. It is tried "
                "again at every full read, and at once by `sheetanchor sync`."
            )
        return f"{self.finding()}. {self._consequence()}"

    def _consequence(self) -> str:
        if self.reason == KEY_COMPUTED:
            return f"The new row waits here and is not in the sheet; {self.remedy}."
        mend = self.remedy if self.reason == NOT_FILLED else "mend the cell"
        return f"Row {self.row} is held back and its last good values stay in use; {mend}."
