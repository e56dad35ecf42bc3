"""The three-way merge of one row, cell by cell.

The idea is that of diff3: whoever differs from what both last agreed on has changed it. See docs/sync.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import SheetRow
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.pins import Pin, Pins, no_pins, typed_over
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Policy, Table, Writer
from sheetanchor.domain.tables.values import Value, Values


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row after the merge.

    values: what the replica is to hold. agreed: cells that are now the base. to_sheet: fields that the sheet
    has still to learn. conflicts: where both sides had changed one cell. pinned: derived cells typed over.
    """

    values: Values
    agreed: Mapping[str, BaseCell]
    to_sheet: frozenset[str]
    conflicts: tuple[Conflict, ...]
    pinned: Pins = field(default_factory=no_pins)

    @property
    def awaits(self) -> bool:
        """Whether a cell waits for a person's decision."""
        return any(conflict.winner is None for conflict in self.conflicts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose value a cell is to have, None where a person decides. loss: what that does to the other value."""

    winner: Source | None
    loss: Loss | None = None


class CellRule(Protocol):
    """Decides about one cell."""

    def __call__(
        self,
        table: Table,
        field: str,
        base: BaseCell | None,
        local: Value,
        sheet: SheetRow,
        *,
        is_computed: bool,
    ) -> Verdict:
        """is_computed: people compute the cell, so that the program does not write it."""


_WRITTEN = Verdict(Source.LOCAL)


def merge_cell(
    table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
) -> Verdict:
    """The rule of the three-way merge."""
    column, remote = table.by_field[field], sheet.values[field]
    before = column.default if base is None else base.value
    if local == remote:
        return Verdict(Source.SHEETS)
    if local == before:
        return _sheet_changed(column, is_computed=is_computed)
    if is_computed and base is None and sheet.cells[field].is_empty:
        return Verdict(None, Loss.NOT_WRITABLE)
    if is_computed or column.writer is Writer.SHEET:
        return Verdict(Source.SHEETS, Loss.NOT_WRITABLE)
    if remote == before:
        return Verdict(Source.LOCAL)
    loss = Loss.NEVER_AGREED if base is None else Loss.BOTH_CHANGED
    return Verdict(_winner(table, field), loss)


def merge_sent_cell(
    table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
) -> Verdict:
    """The rule for a row that was sent before a backup was restored, and that nobody here remembers.

    What is blank in the sheet was emptied there, and is no less than another value, until it was agreed on.
    """
    verdict = merge_cell(table, field, base, local, sheet, is_computed=is_computed)
    if base is not None or verdict.winner is not Source.LOCAL or table.by_field[field].derived:
        return verdict
    return Verdict(_winner(table, field), verdict.loss or Loss.NEVER_AGREED)


def between_programs(rule: CellRule) -> CellRule:
    """The rule where another program has written since the table was read last: see docs/decisions/0015.

    What differs in a column of programs is taken for its write, which a rule for one program would undo.
    People have no say there, so that none is asked.
    """

    def merge(
        table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
    ) -> Verdict:
        verdict = rule(table, field, base, local, sheet, is_computed=is_computed)
        column = table.by_field[field]
        if column.writer is not Writer.LOCAL or verdict.winner is not Source.LOCAL or verdict.loss is None:
            return verdict
        if verdict.loss is Loss.NOT_WRITABLE:
            return Verdict(Source.SHEETS)
        is_ours = column.derived or table.policy_of(field) is Policy.LOCAL_WINS
        return verdict if is_ours else Verdict(Source.SHEETS, verdict.loss)

    return merge


def rule_of(
    table: Table, base: BaseRow | None, local: Values, sheet: SheetRow, *, others_wrote: bool = False
) -> CellRule:
    """What decides about the cells of a row; one that the sheet knows by its identity was sent before.

    What an earlier pass left to a person has no base. Nor has a new column; then the base is of another form.
    others_wrote: whether another program has written since the table was read last.
    """
    is_left = base is None or base.fingerprint == table.fingerprint
    rule = merge_sent_cell if is_left and table.is_one_row(local, sheet.values) else merge_cell
    return between_programs(rule) if others_wrote else rule


def merge_row(
    table: Table,
    base: BaseRow | None,
    local: Values,
    sheet: SheetRow,
    read_only: frozenset[str] = frozenset(),
    *,
    pinned: Pins | None = None,
    derived: Values | None = None,
    rule: CellRule = merge_cell,
) -> MergedRow:
    """Merge a row that stands on both sides.

    read_only: fields of this row that people compute by formulas. pinned: derived cells that were typed over
    before. derived: what was agreed in derived cells of a row whose base was forgotten. rule: what decides
    about all other cells. Where there is no base yet, what a blank cell means is what both held before: two
    other values that differ are a collision.
    """
    known = {name: BaseCell(value, EMPTY) for name, value in (derived or {}).items()}
    cells = known if base is None else {**known, **base.cells}
    values: dict[str, Value] = {}
    agreed: dict[str, BaseCell] = {}
    to_sheet: set[str] = set()
    conflicts: list[Conflict] = []
    pins: dict[str, Pin] = {}
    for column in table.columns:
        name = column.field
        is_computed = name in read_only
        merge = _merge_derived if _is_pinnable(column) else rule
        verdict = merge(table, name, cells.get(name), local[name], sheet, is_computed=is_computed)
        is_taken = verdict.winner is Source.SHEETS and local[name] != sheet.values[name]
        # Equal is not the same: of an hour that comes twice a sheet cannot say which, the program can.
        values[name] = sheet.values[name] if is_taken else local[name]
        pin = _pin(column, verdict, (pinned or {}).get(name), local[name], sheet.values[name])
        if pin is not None:
            pins[name] = pin
        if verdict.winner is Source.SHEETS:
            agreed[name] = BaseCell(values[name], sheet.cells[name])
        elif name in cells:
            agreed[name] = cells[name]
        elif verdict == _WRITTEN and base is not None and base.fingerprint != table.fingerprint:
            # A new column: else a later pass could not tell a blank cell of it from one that was emptied.
            agreed[name] = BaseCell(sheet.values[name], sheet.cells[name])
        if verdict.winner is Source.LOCAL:
            to_sheet.add(name)
        if verdict.loss is not None:
            conflicts.append(_conflict(table, name, verdict, local, sheet))
    return MergedRow(values, agreed, frozenset(to_sheet), tuple(conflicts), pins)


def _is_pinnable(column: Column) -> bool:
    return column.derived and column.writer is not Writer.LOCAL


def _pin(column: Column, verdict: Verdict, pin: Pin | None, local: Value, remote: Value) -> Pin | None:
    if verdict.winner is not Source.SHEETS or not _is_pinnable(column):
        return None
    return pin if local == remote else typed_over(pin, local, remote)


def _merge_derived(
    table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
) -> Verdict:
    """A derived cell is no conflict: what a person typed stands, and the program can always compute its own.

    One that a person cleared is taken as blank, until the program has computed it anew.
    """
    del table
    remote, before = sheet.values[field], None if base is None else base.value
    if local == remote:
        return Verdict(Source.SHEETS)
    if remote is None and is_computed:
        return Verdict(None)
    if remote is None:
        is_cleared = before is not None and local == before
        return Verdict(Source.SHEETS if is_cleared else Source.LOCAL)
    return Verdict(Source.LOCAL if remote == before and not is_computed else Source.SHEETS)


def _sheet_changed(column: Column, *, is_computed: bool) -> Verdict:
    if column.writer is Writer.LOCAL and not is_computed:
        return Verdict(Source.LOCAL, Loss.NOT_WRITABLE)
    return Verdict(Source.SHEETS)


def _winner(table: Table, field: str) -> Source | None:
    if table.by_field[field].writer is Writer.LOCAL:
        return Source.LOCAL
    winners = {Policy.SHEET_WINS: Source.SHEETS, Policy.LOCAL_WINS: Source.LOCAL, Policy.ASK: None}
    return winners[table.policy_of(field)]


def _conflict(table: Table, field: str, verdict: Verdict, local: Values, sheet: SheetRow) -> Conflict:
    assert verdict.loss is not None  # noqa: S101 - narrowed by the caller
    return Conflict(
        table=table.name,
        key=sheet.key,
        field=field,
        loss=verdict.loss,
        sheet={field: sheet.values[field]},
        local={field: local[field]},
        winner=verdict.winner,
    )
