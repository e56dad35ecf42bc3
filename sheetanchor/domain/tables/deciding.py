"""What a strategy of a plugin's own is asked, and what it may answer.

It says who is right; the engine alone writes, and keeps what gave way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from sheetanchor.domain.tables.values import Key, Values


class Decision(Enum):
    """Whose value a cell is to have; the other one is kept as a conflict. ASK leaves both to a person."""

    TAKE_SHEET = "take the sheet's"
    TAKE_LOCAL = "take the local"
    ASK = "keep both and ask"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A row of which both sides changed the same cells, to different values.

    fields: those cells. base: what both last agreed on; a field that they never agreed on is absent.
    local and sheet: the whole row as either side has it, each value as its kind gives it.
    """

    table: str
    key: Key
    fields: frozenset[str]
    base: Values
    local: Values
    sheet: Values


#: A function of the row alone: no clock, no chance, no file, nothing remembered. It is called in the midst of
#: a pass, as often as the pass likes. One answer is for all fields; of a field left out a person is asked.
OwnStrategy = Callable[[Disputed], Decision | Mapping[str, Decision]]
