"""What the sheet refuses for good, piece by piece, and where people find it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.debts import CellDebt, Debt
from sheetanchor.domain.sync.decode import readable_columns
from sheetanchor.domain.sync.outcomes import RowUpdate, TablePlan
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_value
from sheetanchor.domain.tables.values import Key
from sheetanchor.services.sync.compose import OwingTab
from sheetanchor.services.sync.digest import digest

_FIRST_ROW = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """What can be sent apart: a row, one debt, or all of a full-replace table with what is owed in it."""

    table: str
    key: Key | None = None
    debt: Debt | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a unit is to be written, in which version; any of it differs where it is another thing to try.

    columns: those that are written; none where a row is deleted.
    """

    place: int
    columns: frozenset[int]
    version: str

    @property
    def column(self) -> int:
        """The first one."""
        return min(self.columns, default=0)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A unit that was refused as it stood in this version; edited again it is tried again.

    place: the row at fault where that is not where the unit stands. column: the cell at fault, None where
    none was named.
    """

    table: str
    key: Key | None
    version: str
    message: str
    debt: Debt | None = None
    place: int | None = None
    column: int | None = None

    @property
    def unit(self) -> Unit:
        """What was refused."""
        return Unit(self.table, self.key, self.debt)


@dataclass(frozen=True, slots=True)
class Offer:
    """All that one table has to send: plan None where it only pays debts."""

    table: Table
    plan: TablePlan | None
    owing: OwingTab
    rows: Mapping[Key, Row]

    def spots(self) -> dict[Unit, Spot]:
        """Every unit of it."""
        if self.table.is_whole:
            has_any = bool(self.owing.debts) or (self.plan is not None and self.plan.has_push)
            version = digest([(key, row.version) for key, row in self.rows.items()])
            return {Unit(self.table.name): Spot(_FIRST_ROW, frozenset(), version)} if has_any else {}
        return dict((*self._rows(), *self._debts()))

    def only(self, units: Iterable[Unit]) -> "Offer":
        """The part of it that these units are.

        An owed cell into which a change of ours goes is no debt any more: it goes along.
        """
        kept = set(units)
        if self.table.is_whole:
            return self if kept else replace(self, plan=_nothing_of(self.plan), owing=_unpaid(self.owing))
        plan = _nothing_of(self.plan)
        if plan is not None and self.plan is not None:
            plan = replace(
                plan,
                updates=tuple(each for each in self.plan.updates if self._unit(each.key) in kept),
                inserts=tuple(each for each in self.plan.inserts if self._unit(each.key) in kept),
                deletes=tuple(each for each in self.plan.deletes if self._unit(each.key) in kept),
            )
        written = {
            (each.place, column) for each in ([] if plan is None else plan.updates) for column in each.cells
        }
        owing = replace(
            self.owing,
            cells=tuple(
                (place, column, debt)
                for place, column, debt in self.owing.cells
                if self._owed(debt) in kept or (place, column) in written
            ),
            rows=tuple(debt for debt in self.owing.rows if self._owed(debt) in kept),
            scraps=tuple((place, debt) for place, debt in self.owing.scraps if self._owed(debt) in kept),
        )
        return replace(self, plan=plan, owing=owing)

    def _rows(self) -> Iterator[tuple[Unit, Spot]]:
        if self.plan is None:
            return
        for update in self.plan.updates:
            yield self._unit(update.key), self._spot(update.key, update.place, update.cells)
        for insert in self.plan.inserts:
            yield self._unit(insert.key), self._spot(insert.key, insert.before, insert.cells)
        for delete in self.plan.deletes:
            yield self._unit(delete.key), self._spot(delete.key, delete.place, ())

    def _debts(self) -> Iterator[tuple[Unit, Spot]]:
        for place, column, cell in self.owing.cells:
            yield self._owed(cell), Spot(place, frozenset({column}), "")
        for row in self.owing.rows:
            yield self._owed(row), Spot(row.place, frozenset(range(len(row.line))), "")
        for place, scrap in self.owing.scraps:
            yield self._owed(scrap), Spot(place, frozenset(), "")

    def _unit(self, key: Key) -> Unit:
        return Unit(self.table.name, key)

    def _owed(self, debt: Debt) -> Unit:
        return Unit(self.table.name, debt=debt)

    def _spot(self, key: Key, place: int, columns: Iterable[int]) -> Spot:
        version = str(self.rows[key].version) if key in self.rows else "gone"
        return Spot(place, frozenset(columns), version)


def held_by(refusal: Refusal, offer: Offer, spot: Spot) -> HeldCell:
    """For the list of problems: where the unit stands or would stand, and what the sheet says."""
    tab, columns = offer.owing.tab, readable_columns(offer.table, offer.owing.tab)
    place = spot.place if refusal.place is None else refusal.place
    column = spot.column if refusal.column is None else refusal.column
    named = {column: offer.table.by_field[field].header for field, column in columns.items()}
    return HeldCell(
        table=offer.table.name,
        tab=tab.title,
        address=address(place, column),
        row=place + 1,
        header=named.get(column, tab.cell(0, column).shown()),
        shown=tab.cell(place, column).shown(),
        reason=_reason(refusal, offer, column),
        key=refusal.key if refusal.debt is None else _key_at(offer.table, tab, columns, place),
        is_refused=True,
    )


def _reason(refusal: Refusal, offer: Offer, column: int) -> str:
    debt = refusal.debt
    if isinstance(debt, CellDebt):
        was, ours = Cell(debt.owed).shown(), Cell(debt.wrote).shown()
        return (
            f"the program wrote {ours!r} over {was!r}, which it had not seen, and the sheet refuses to have "
            f"that put back: {refusal.message}"
        )
    updates = [] if offer.plan is None else offer.plan.updates
    update = next((each for each in updates if each.key == refusal.key), None)
    what = "what the program wants to write" if update is None else _written(offer, update, column)
    return f"the sheet refuses {what}: {refusal.message}"


def _written(offer: Offer, update: RowUpdate, column: int) -> str:
    columns = {} if offer.plan is None else offer.plan.columns
    fields = [field for field in update.values if columns.get(field) == column]
    shown = [repr(shown_value(offer.table, field, update.values[field])) for field in fields]
    return f"{shown[0]} of the program" if shown else "what the program wants to write"


def _key_at(table: Table, tab: Tab, columns: Mapping[str, int], place: int) -> Key | None:
    """The key of a row of the tab, None where it cannot be read."""
    if not table.key or any(field not in columns for field in table.key):
        return None
    try:
        return tuple(table.by_field[field].kind.read(tab.cell(place, columns[field])) for field in table.key)
    except CellRefusedError:
        return None


def _nothing_of(plan: TablePlan | None) -> TablePlan | None:
    return None if plan is None else replace(plan, updates=(), inserts=(), deletes=())


def _unpaid(owing: OwingTab) -> OwingTab:
    return replace(owing, cells=(), rows=(), scraps=())
