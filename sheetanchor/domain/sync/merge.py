"""The three-way merge of one row, cell by cell.

The idea is that of diff3: whoever differs from what both last agreed on has changed it. See docs/sync.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import SheetRow
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Policy, Table, Writer
from sheetanchor.domain.tables.values import Value, Values


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row after the merge.

    values: what the replica is to hold. agreed: cells that are now the base. to_sheet: fields that the sheet
    has still to learn. conflicts: where both sides had changed one cell.
    """

    values: Values
    agreed: Mapping[str, BaseCell]
    to_sheet: frozenset[str]
    conflicts: tuple[Conflict, ...]

    @property
    def awaits(self) -> bool:
        """Whether a cell waits for a person's decision."""
        return any(conflict.winner is None for conflict in self.conflicts)


def merge_row(
    table: Table,
    base: BaseRow | None,
    local: Values,
    sheet: SheetRow,
    read_only: frozenset[str] = frozenset(),
) -> MergedRow:
    """Merge a row that stands on both sides.

    read_only: fields of this row that people compute by formulas. Where there is no base yet, what a blank
    cell means is what both held before: two other values that differ are a collision.
    """
    cells = {} if base is None else base.cells
    values: dict[str, Value] = {}
    agreed: dict[str, BaseCell] = {}
    to_sheet: set[str] = set()
    conflicts: list[Conflict] = []
    for column in table.columns:
        field = column.field
        is_computed = field in read_only
        verdict = _merge_cell(table, field, cells.get(field), local[field], sheet, is_computed=is_computed)
        is_taken = verdict.winner is Source.SHEETS and local[field] != sheet.values[field]
        # Equal is not the same: of an hour that comes twice a sheet cannot say which, the program can.
        values[field] = sheet.values[field] if is_taken else local[field]
        if verdict.winner is Source.SHEETS:
            agreed[field] = BaseCell(values[field], sheet.cells[field])
        elif field in cells:
            agreed[field] = cells[field]
        if verdict.winner is Source.LOCAL:
            to_sheet.add(field)
        if verdict.loss is not None:
            conflicts.append(_conflict(table, field, verdict, local, sheet))
    return MergedRow(values, agreed, frozenset(to_sheet), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Verdict:
    winner: Source | None
    loss: Loss | None = None


def _merge_cell(
    table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
) -> _Verdict:
    column, remote = table.by_field[field], sheet.values[field]
    before = column.default if base is None else base.value
    if local == remote:
        return _Verdict(Source.SHEETS)
    if local == before:
        return _sheet_changed(column, is_computed=is_computed)
    if is_computed and base is None and sheet.cells[field].is_empty:
        return _Verdict(None, Loss.NOT_WRITABLE)
    if is_computed or column.writer is Writer.SHEET:
        return _Verdict(Source.SHEETS, Loss.NOT_WRITABLE)
    if remote == before:
        return _Verdict(Source.LOCAL)
    loss = Loss.NEVER_AGREED if base is None else Loss.BOTH_CHANGED
    return _Verdict(_winner(table, field), loss)


def _sheet_changed(column: Column, *, is_computed: bool) -> _Verdict:
    if column.writer is Writer.LOCAL and not is_computed:
        return _Verdict(Source.LOCAL, Loss.NOT_WRITABLE)
    return _Verdict(Source.SHEETS)


def _winner(table: Table, field: str) -> Source | None:
    if table.by_field[field].writer is Writer.LOCAL:
        return Source.LOCAL
    winners = {Policy.SHEET_WINS: Source.SHEETS, Policy.LOCAL_WINS: Source.LOCAL, Policy.ASK: None}
    return winners[table.policy_of(field)]


def _conflict(table: Table, field: str, verdict: _Verdict, local: Values, sheet: SheetRow) -> Conflict:
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
