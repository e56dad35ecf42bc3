"""The plan for a table whose rows are found by key and merged cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.encode import encoded
from sheetanchor.domain.sync.merge import MergedRow, merge_row, rule_of
from sheetanchor.domain.sync.outcomes import (
    Complaint,
    Conflict,
    Loss,
    RowDelete,
    RowInsert,
    RowUpdate,
    StoreRow,
    TablePlan,
)
from sheetanchor.domain.sync.problems import KEY_COMPUTED, HeldCell
from sheetanchor.domain.sync.rekeyed import NewKey, new_keys
from sheetanchor.domain.sync.tab import address
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Key, Values

#: How many complete reads have to miss a row before its deletion is believed.
READS_TO_BELIEVE = 2


def plan_incremental(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """What to do so that both sides agree, from one consistent read of base, replica and tab."""
    return planned(RowPlanner(sheet, base, local))


def planned(planner: "RowPlanner") -> TablePlan:
    """What a planner decides of every row that either side or the base knows."""
    sheet, base, local = planner.sheet, planner.base, planner.local
    proposed = {proposal.old: proposal for proposal in new_keys(sheet, base, local)}
    new = {proposal.row.key for proposal in proposed.values()}
    for key in _keys_in_order(sheet, base, local):
        if key in sheet.held_keys:
            planner.keep(key)
        elif key in proposed:
            planner.propose(proposed[key])
        elif key not in new:
            planner.decide(key)
    return planner.plan()


def _keys_in_order(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> list[Key]:
    return list(dict.fromkeys((*sheet.by_key, *local, *base)))


@dataclass
class RowPlanner:
    """Collects the outcomes of one table.

    Other strategies change what is decided where a row differs: `merged` and `believe_gone`.
    """

    sheet: DecodedTab
    base: Mapping[Key, BaseRow]
    local: Mapping[Key, Row]
    store: list[StoreRow] = field(default_factory=list)
    drop: list[Key] = field(default_factory=list)
    agreed: list[BaseRow] = field(default_factory=list)
    forget: list[Key] = field(default_factory=list)
    updates: list[RowUpdate] = field(default_factory=list)
    inserts: list[RowInsert] = field(default_factory=list)
    deletes: list[RowDelete] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    held: list[HeldCell] = field(default_factory=list)
    unsaid: list[Key] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    is_incomplete: bool = False

    def keep(self, key: Key) -> None:
        """Leave a held row as it is; it stands there, so no read has missed it."""
        self.unsaid.append(key)
        base = self.base.get(key)
        if base is not None and base.missing:
            self.agreed.append(replace(base, missing=0))

    def propose(self, new_key: NewKey) -> None:
        """Leave a row whose key seems to be another one now, and the row of that key, to a person.

        What was written here meanwhile goes when that is settled, and not before.
        """
        self.keep(new_key.old)
        local = self.local[new_key.old]
        self.ask(new_key.conflict(self.sheet, local), local)

    def ask(self, conflict: Conflict, local: Row) -> None:
        """Leave a row as it is here and as it is, or is not, in the sheet, until a person has decided."""
        self.conflicts.append(conflict)
        waiting = StoreRow(
            local.key, local.values, from_sheet=False, is_pending=False, awaits=True, pinned=local.pinned
        )
        if waiting.status is not local.status:
            self.store.append(waiting)

    def merged(self, base: BaseRow | None, local: Row, sheet: SheetRow) -> MergedRow:
        """A row that stands on both sides."""
        read_only = self.sheet.unwritable(sheet.cells)
        table, ours = self.sheet.table, local.values
        rule = rule_of(table, base, ours, sheet, others_wrote=self.sheet.others_wrote)
        derived = self.sheet.derived.get(sheet.key)
        return merge_row(table, base, ours, sheet, read_only, pinned=local.pinned, derived=derived, rule=rule)

    def believe_gone(self, base: BaseRow, local: Row) -> None:
        """A row that both sides had and that reads enough did not find in the sheet."""
        if self._is_unedited(base, local) and self.sheet.table.deletions.from_sheet:
            self.drop.append(local.key)
            self.forget.append(local.key)
        else:
            self.insert(local)
            if base.missing < READS_TO_BELIEVE:
                # The base stays until the row is back: somebody else may bring it back as well.
                self.agreed.append(replace(base, missing=READS_TO_BELIEVE))
                self._deletion_lost(local.key, None, local.values, Source.LOCAL)

    def decide(self, key: Key) -> None:
        """Decide one row by who holds it."""
        base, local, sheet = self.base.get(key), self.local.get(key), self.sheet.by_key.get(key)
        if sheet is not None and local is not None:
            self._merge(base, local, sheet)
        elif sheet is not None:
            self._only_in_sheet(base, sheet)
        elif local is not None:
            self._only_local(base, local)
        else:
            self.forget.append(key)

    def plan(self) -> TablePlan:
        """Everything decided, as one value."""
        return TablePlan(
            table=self.sheet.table.name,
            sheet_id=self.sheet.tab.sheet_id,
            columns=self.sheet.columns,
            store=tuple(self.store),
            drop=tuple(self.drop),
            base=tuple(self.agreed),
            forget=tuple(self.forget),
            updates=tuple(self.updates),
            inserts=tuple(self.inserts),
            deletes=tuple(self.deletes),
            conflicts=tuple(self.conflicts),
            held=(*self.sheet.held, *self.held),
            unsaid=tuple(self.unsaid),
            complaints=tuple(self.complaints),
            is_incomplete=self.is_incomplete,
        )

    def _merge(self, base: BaseRow | None, local: Row, sheet: SheetRow) -> None:
        merged = self.merged(base, local, sheet)
        self.conflicts.extend(merged.conflicts)
        agreed = BaseRow(sheet.key, merged.agreed, self.sheet.table.fingerprint)
        if agreed != base:
            self.agreed.append(agreed)
        if merged.to_sheet:
            self._update(sheet, merged)
        self._store(local, merged, sheet)

    def _store(self, local: Row, merged: MergedRow, sheet: SheetRow) -> None:
        places = {name: address(sheet.place, self.sheet.columns[name]) for name in merged.pinned}
        row = StoreRow(
            key=local.key,
            values=merged.values,
            from_sheet=merged.values != local.values,
            is_pending=bool(merged.to_sheet),
            awaits=merged.awaits,
            pinned={name: replace(pin, address=places[name]) for name, pin in merged.pinned.items()},
        )
        if row.from_sheet or row.status is not local.status or row.pinned != local.pinned:
            self.store.append(row)

    def _update(self, sheet: SheetRow, merged: MergedRow) -> None:
        values = {name: merged.values[name] for name in sorted(merged.to_sheet)}
        cells = encoded(self.sheet, values, sheet.place)
        self.updates.append(RowUpdate(sheet.key, sheet.place, values, cells))

    def _only_in_sheet(self, base: BaseRow | None, sheet: SheetRow) -> None:
        if base is None:
            self._take(sheet)
        elif self._is_as_agreed(base, sheet) and self.sheet.table.deletions.from_local:
            self.deletes.append(RowDelete(sheet.key, sheet.place))
        else:
            self._take(sheet)
            self._deletion_lost(sheet.key, sheet.values, None, Source.SHEETS)

    def _take(self, sheet: SheetRow) -> None:
        self.store.append(StoreRow(sheet.key, sheet.values, from_sheet=True, is_pending=False))
        cells = {name: BaseCell(sheet.values[name], sheet.cells[name]) for name in sheet.values}
        self.agreed.append(BaseRow(sheet.key, cells, self.sheet.table.fingerprint))

    def _only_local(self, base: BaseRow | None, local: Row) -> None:
        if base is None:
            self.insert(local)
        elif self.sheet.keys_in_doubt:
            self.unsaid.append(local.key)
        elif base.missing + 1 < READS_TO_BELIEVE:
            self.agreed.append(replace(base, missing=base.missing + 1))
            self.unsaid.append(local.key)
            self.is_incomplete = True
        else:
            self.believe_gone(base, local)

    def insert(self, local: Row) -> None:
        """Have a row of ours in the sheet, below the others."""
        computed = next((name for name in self.sheet.table.key if name in self.sheet.read_only), None)
        if computed is not None:
            self._hold_without_key(local, computed)
            return
        before = self.sheet.end
        cells = encoded(self.sheet, local.values, before - 1)
        self.inserts.append(RowInsert(local.key, before, local.values, cells))
        if not local.is_pending:
            self.store.append(
                StoreRow(local.key, local.values, from_sheet=False, is_pending=True, pinned=local.pinned)
            )

    def _hold_without_key(self, local: Row, name: str) -> None:
        column, place = self.sheet.columns[name], self.sheet.end
        self.held.append(
            HeldCell(
                table=self.sheet.table.name,
                tab=self.sheet.tab.title,
                address=address(place, column),
                row=place + 1,
                header=self.sheet.table.by_field[name].header,
                shown="",
                reason=KEY_COMPUTED,
                key=local.key,
            )
        )

    def _deletion_lost(self, key: Key, sheet: Values | None, local: Values | None, winner: Source) -> None:
        table = self.sheet.table.name
        self.conflicts.append(Conflict(table, key, None, Loss.DELETED_AND_EDITED, sheet, local, winner))

    def _is_as_agreed(self, base: BaseRow, sheet: SheetRow) -> bool:
        return all(
            name in base.cells and base.cells[name].value == value for name, value in sheet.values.items()
        )

    def _is_unedited(self, base: BaseRow, local: Row) -> bool:
        return all(
            name in base.cells and base.cells[name].value == value for name, value in local.values.items()
        )
