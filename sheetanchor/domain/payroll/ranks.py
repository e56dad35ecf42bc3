"""The ranks that monthly sales lead to, as the Ranks tab lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sheetanchor.domain.payroll.amount_ranges import (
    NO_UPPER_END,
    RangeWarning,
    max_amount_of,
    range_of,
    range_warnings,
)
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, parse_bonus_code
from sheetanchor.domain.payroll.errors import (
    AmountRefusedError,
    BadBonusCodeError,
    EmptyRankTableError,
    UnknownRankError,
)
from sheetanchor.domain.payroll.row_values import (
    optional_text,
    quantity,
    require_quantity,
    text,
)

_BONUS_FIELDS = ("bonus_1", "bonus_2", "bonus_3")


@dataclass(frozen=True, slots=True)
class Rank:
    """One row of Ranks; bonuses are the raw cells, blank and `none` included."""

    name: str
    min_amount: Decimal
    max_amount: Decimal | None
    emoji: str = ""
    bonuses: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        require_quantity("min_amount", self.min_amount)

    @property
    def drawable(self) -> tuple[BonusCode, ...]:
        """The codes a reward is drawn from, in column order, without blank, `none` and faulty cells."""
        return tuple(code for cell in self.bonuses if (code := _readable(cell)) is not None)

    @property
    def faulty(self) -> tuple["FaultyCode", ...]:
        """The cells that hold no known code, for the list of the sheet's problems (Rule 2.4)."""
        cells = enumerate(self.bonuses, start=1)
        return tuple(FaultyCode(self.name, f"bonus_{n}", cell) for n, cell in cells if _is_faulty(cell))

    @property
    def is_open_ended(self) -> bool:
        """Whether the Ranks screen shows `$min+` rather than a range (Rule 2.6)."""
        return self.max_amount is None or self.max_amount >= NO_UPPER_END


@dataclass(frozen=True, slots=True)
class FaultyCode:
    """A bonus cell that is never drawn: the rank, the field of the column, what the cell holds."""

    rank: str
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class RankTable:
    """All rows of Ranks, given in sheet order, kept lowest Min Amount first: no list of names (Rule 2.6)."""

    ranks: tuple[Rank, ...]
    warnings: tuple[RangeWarning, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "warnings", range_warnings(self.ranks))
        object.__setattr__(self, "ranks", tuple(sorted(self.ranks, key=lambda rank: rank.min_amount)))

    @property
    def lowest(self) -> Rank:
        """Where every month starts; raises EmptyRankTableError."""
        if not self.ranks:
            raise EmptyRankTableError
        return self.ranks[0]

    def rank_for(self, sales: Decimal) -> Rank:
        """The rank of these monthly sales, never below the lowest; raises EmptyRankTableError (Rule 2.6)."""
        if not sales.is_finite():
            raise AmountRefusedError("sales", sales)
        return range_of(self.ranks, sales) or self.lowest

    def named(self, name: str) -> Rank:
        """The rank of this name; raises UnknownRankError."""
        return self.ranks[self.position(name)]

    def position(self, name: str) -> int:
        """The place of a rank, 0 the lowest, so that two ranks can be compared; raises UnknownRankError."""
        for place, rank in enumerate(self.ranks):
            if rank.name == name:
                return place
        raise UnknownRankError(name)

    @property
    def faulty_codes(self) -> tuple[FaultyCode, ...]:
        """Every bonus cell that no reward can be drawn from although something stands in it (Rule 2.4)."""
        return tuple(fault for rank in self.ranks for fault in rank.faulty)


def rank_from_row(row: Mapping[str, object]) -> Rank:
    """Read rank_name, min_amount, max_amount, emoji, bonus_1..3 and text; raises UnreadableValueError.

    A faulty bonus code does not refuse the row: it is listed by `faulty` and never drawn.
    """
    return Rank(
        name=text(row, "rank_name"),
        min_amount=quantity(row, "min_amount"),
        max_amount=max_amount_of(row),
        emoji=optional_text(row, "emoji"),
        bonuses=tuple(optional_text(row, bonus) for bonus in _BONUS_FIELDS),
        text=optional_text(row, "text"),
    )


def rank_table_from_rows(rows: Iterable[Mapping[str, object]]) -> RankTable:
    """The table of all rows; one unreadable row raises, for a hole makes a wrong table."""
    return RankTable(tuple(rank_from_row(row) for row in rows))


def _readable(cell: str) -> BonusCode | None:
    return None if _is_faulty(cell) else parse_bonus_code(cell)


def _is_faulty(cell: str) -> bool:
    try:
        parse_bonus_code(cell)
    except BadBonusCodeError:
        return True
    return False
