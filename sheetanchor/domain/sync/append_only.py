"""The plan for a log: rows are found by key and only ever added.

What people do to a row that both sides know, editing or deleting it, is neither taken nor undone: a person
says whether it corrects the log or goes back.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.incremental import READS_TO_BELIEVE, RowPlanner, planned
from sheetanchor.domain.sync.merge import MergedRow, Verdict, between_programs, merge_cell, merge_row
from sheetanchor.domain.sync.outcomes import Conflict, Loss, TablePlan
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.schema import Table, Writer
from sheetanchor.domain.tables.values import Key, Value

#: How many reads the base says to have missed a row that a person wants back in the sheet.
WANTED_BACK = READS_TO_BELIEVE + 1


def plan_append_only(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """What to do so that both sides hold every row that was added on either."""
    return planned(_LogPlanner(sheet, base, local))


class _LogPlanner(RowPlanner):
    """Asks where a known row is another one, or is gone."""

    def merged(self, base: BaseRow | None, local: Row, sheet: SheetRow) -> MergedRow:
        """A row that stands on both sides."""
        read_only = self.sheet.unwritable(sheet.cells)
        rule = partial(_merge_logged, others_wrote=self.sheet.others_wrote)
        return merge_row(self.sheet.table, base, local.values, sheet, read_only, rule=rule)

    def believe_gone(self, base: BaseRow, local: Row) -> None:
        """A row that people deleted stays here until a person has decided."""
        if base.missing >= WANTED_BACK:
            self.insert(local)
        elif not self.sheet.table.deletions.from_sheet:
            super().believe_gone(base, local)
        else:
            if base.missing < READS_TO_BELIEVE:
                self.agreed.append(replace(base, missing=READS_TO_BELIEVE))
            table = self.sheet.table.name
            self.ask(Conflict(table, local.key, None, Loss.LOG_CHANGED, None, local.values, None), local)


def _merge_logged(
    table: Table,
    field: str,
    base: BaseCell | None,
    local: Value,
    sheet: SheetRow,
    *,
    is_computed: bool,
    others_wrote: bool,
) -> Verdict:
    """As everywhere where nothing that was known changes; where it does, a person is asked.

    Of a column of programs too where another program has written, for it changes known rows as little.
    """
    remote, column = sheet.values[field], table.by_field[field]
    before = column.default if base is None else base.value
    is_filled = base is None and before in (local, remote)
    is_programs = column.writer is Writer.LOCAL and not (is_computed or others_wrote)
    if local == remote or is_filled or is_programs or _is_formula_still(base, is_computed=is_computed):
        merge = between_programs(merge_cell) if others_wrote else merge_cell
        return merge(table, field, base, local, sheet, is_computed=is_computed)
    if remote == before:
        # Only a person changes a known row here, so that the log has to follow.
        return Verdict(None, Loss.NOT_WRITABLE) if is_computed else Verdict(Source.LOCAL)
    if base is None:
        return Verdict(None, Loss.NEVER_AGREED)
    return Verdict(None, Loss.LOG_CHANGED if local == before else Loss.BOTH_CHANGED)


def _is_formula_still(base: BaseCell | None, *, is_computed: bool) -> bool:
    """What people's formulas compute changes without anybody changing the row."""
    return is_computed and (base is None or base.cell.is_formula)
