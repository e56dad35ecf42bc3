"""What a pass would do, for people to read before they allow it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Key, Value, Values


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that would be done to one row; detail: the values concerned, as people type them."""

    what: str
    row: str
    detail: str


@dataclass(frozen=True, slots=True)
class TablePreview:
    """One table. paused: why nothing can be done to it, allowed or not. waived: what would be allowed."""

    table: str
    paused: str | None
    waived: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All tables. hash: what allows exactly this, and nothing that changes after it."""

    hash: str
    tables: tuple[TablePreview, ...]


def preview_of(
    table: Table, plan: TablePlan | None, paused: str | None, local: Mapping[Key, Row]
) -> TablePreview:
    """What a plan does to a table; plan None where it is paused."""
    if plan is None:
        return TablePreview(table.name, paused, None, ())
    return TablePreview(table.name, None, plan.waived, tuple(_steps(table, plan, local)))


def _steps(table: Table, plan: TablePlan, local: Mapping[Key, Row]) -> Iterator[Step]:
    for stored in plan.store:
        if stored.from_sheet:
            before = local[stored.key].values if stored.key in local else {}
            changed = {
                name: value for name, value in stored.values.items() if before.get(name, _NONE) != value
            }
            yield _step(table, "take from the sheet", stored.key, changed)
    for key in plan.drop:
        yield _step(table, "delete here", key, local[key].values if key in local else {})
    for update in plan.updates:
        yield _step(table, "write to the sheet", update.key, update.values)
    for insert in plan.inserts:
        yield _step(table, "add to the sheet", insert.key, insert.values)
    for delete in plan.deletes:
        yield _step(table, "delete in the sheet", delete.key, {})
    for conflict in plan.conflicts:
        values = conflict.local if conflict.local is not None else conflict.sheet or {}
        what = "ask about" if conflict.winner is None else "keep as a conflict"
        yield _step(table, what, conflict.key, values)


_NONE = object()


def _step(table: Table, what: str, key: Key, values: Values) -> Step:
    return Step(
        what, shown_key(table, key), ", ".join(_part(table, name, value) for name, value in values.items())
    )


def _part(table: Table, field: str, value: Value) -> str:
    return f"{shown_header(table, field)} {shown_value(table, field, value)}"
