"""The plan for a table with a strategy of its plugin's own.

Rows are found by key and merged cell by cell. Where both sides changed one cell the plugin's function
decides; it is asked nothing else, and can do no more than choose: see docs/decisions/0014.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.incremental import RowPlanner, planned
from sheetanchor.domain.sync.merge import CellRule, MergedRow, Verdict, merge_row, rule_of
from sheetanchor.domain.sync.orders import asking
from sheetanchor.domain.sync.outcomes import Complaint, Loss, TablePlan
from sheetanchor.domain.tables.deciding import Decision, Disputed, OwnStrategy
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_key
from sheetanchor.domain.tables.values import Key, Value, Values

_WINNERS = {
    Decision.TAKE_SHEET: Source.SHEETS,
    Decision.TAKE_LOCAL: Source.LOCAL,
    Decision.ASK: None,
}
_SHOWN = 200


def plan_own(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """What to do so that both sides agree, or wait where the function says so or fails."""
    return planned(_OwnPlanner(sheet, base, local))


class _OwnPlanner(RowPlanner):
    """Asks the plugin where a person would be asked."""

    def merged(self, base: BaseRow | None, local: Row, sheet: SheetRow) -> MergedRow:
        """A row that stands on both sides."""
        read_only = self.sheet.unwritable(sheet.cells)
        merge = partial(
            merge_row,
            self._open_table,
            base,
            local.values,
            sheet,
            read_only,
            pinned=local.pinned,
            derived=self.sheet.derived.get(sheet.key),
        )
        others_wrote = self.sheet.others_wrote
        rule = rule_of(self._open_table, base, local.values, sheet, others_wrote=others_wrote)
        left_open = merge(rule=rule)
        losses = {
            each.field: each.loss
            for each in left_open.conflicts
            if each.winner is None and each.field is not None and each.loss in _DISPUTED
        }
        if not losses:
            return left_open
        disputed = _disputed(self.sheet.table, base, local, sheet, losses)
        return merge(rule=_by(self._answered(disputed, losses), rule))

    @cached_property
    def _open_table(self) -> Table:
        """The table with nothing decided."""
        return asking(self.sheet.table)

    def _answered(self, disputed: Disputed, losses: Mapping[str, Loss]) -> Mapping[str, Verdict]:
        table = self.sheet.table
        assert table.decide is not None  # noqa: S101 - else another planner works on the table
        answer = _answer(table.decide, disputed)
        if answer.fault is None:
            return {name: Verdict(_WINNERS[answer.of(name)], loss) for name, loss in losses.items()}
        self.complaints.append(Complaint(disputed.key, _complaint(table, disputed, answer.fault)))
        return {name: Verdict(None, Loss.UNDECIDED) for name in losses}


_DISPUTED = (Loss.BOTH_CHANGED, Loss.NEVER_AGREED)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the function said, or what is wrong with that."""

    decisions: Mapping[str, Decision]
    fault: str | None = None

    def of(self, field: str) -> Decision:
        return self.decisions.get(field, Decision.ASK)


def _disputed(
    table: Table, base: BaseRow | None, local: Row, sheet: SheetRow, fields: Mapping[str, Loss]
) -> Disputed:
    agreed = {} if base is None else {name: cell.value for name, cell in base.cells.items()}
    return Disputed(
        table=table.name,
        key=local.key,
        fields=frozenset(fields),
        base=_read_only(agreed),
        local=_read_only(local.values),
        sheet=_read_only(sheet.values),
    )


def _read_only(values: Values) -> Values:
    """A copy: what the function does to it is done to nothing else."""
    return MappingProxyType(dict(values))


def _answer(decide: OwnStrategy, disputed: Disputed) -> _Answer:
    try:
        answer = decide(disputed)
        if isinstance(answer, Decision):
            return _Answer(dict.fromkeys(disputed.fields, answer))
        decisions = dict(answer)
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and the complaint names it
        return _Answer({}, f"failed with {type(error).__name__}: {error}")
    if decisions.keys() <= disputed.fields and all(isinstance(each, Decision) for each in decisions.values()):
        return _Answer(decisions)
    return _Answer({}, f"gave {decisions!r}, which is no Decision of the fields {sorted(disputed.fields)}")


def _complaint(table: Table, disputed: Disputed, fault: str) -> str:
    flat = " ".join(fault.split())
    shown = flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
    plugin = f" of plugin {table.plugin!r}" if table.plugin else ""
    return (
        f"table {table.name!r}, row {shown_key(table, disputed.key)}: the strategy {_name(table.decide)}"
        f"{plugin} {shown}. Both sides are left as they are and a person is asked; mend the plugin and it "
        "decides, or settle it with `sheetanchor conflicts`."
    )


def _name(decide: OwnStrategy | None) -> str:
    return f"{getattr(decide, '__module__', '?')}.{getattr(decide, '__qualname__', repr(decide))}"


def _by(verdicts: Mapping[str, Verdict], others: CellRule) -> CellRule:
    """The rule of the merge for all cells but these."""

    def rule(
        table: Table, field: str, base: BaseCell | None, local: Value, sheet: SheetRow, *, is_computed: bool
    ) -> Verdict:
        known = verdicts.get(field)
        return known or others(table, field, base, local, sheet, is_computed=is_computed)

    return rule
