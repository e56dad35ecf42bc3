"""What a person had a program write, told to the ledger as the program's own writes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sheetanchor import Table
from sheetanchor.domain.tables.values import Key, Value, Values
from tests.property.sync.ledger import Ledger
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene


@contextmanager
def told(program: Program, scene: Scene) -> Iterator[None]:
    """Whatever is written to the program's tables meanwhile was meant so.

    A list that is again as both sides agreed on it is no change that the sheet would have to learn.
    """
    before = {table.name: _values(program, table) for table in program.tables}
    yield
    for table in program.tables:
        after = _values(program, table)
        if table.is_whole:
            agreed = [
                {name: cell.value for name, cell in row.cells.items()} for row in program.base(table).values()
            ]
            is_change = list(after.values()) != agreed
            _tell_list(program.name, table, scene.ledger, before[table.name], after, is_change=is_change)
        else:
            _tell_rows(program.name, table, scene.ledger, before[table.name], after)


def _values(program: Program, table: Table) -> Mapping[Key, Values]:
    return {key: row.values for key, row in program.rows(table).items()}


def _tell_rows(
    who: str, table: Table, ledger: Ledger, before: Mapping[Key, Values], after: Mapping[Key, Values]
) -> None:
    for key in before.keys() - after.keys():
        ledger.deleted(who, table.name, key[0], before[key])
    for key in after.keys() - before.keys():
        ledger.added(who, table.name, key[0], after[key])
    for key in after.keys() & before.keys():
        # What the program computes is nobody's own.
        names = [column.field for column in table.columns if not column.derived]
        for name, value in ((name, after[key][name]) for name in names):
            ledger.edited(who, table.name, key[0], name, value=value, over=before[key][name])


def _tell_list(
    who: str,
    table: Table,
    ledger: Ledger,
    before: Mapping[Key, Values],
    after: Mapping[Key, Values],
    *,
    is_change: bool,
) -> None:
    old: list[dict[str, Value]] = [dict(values) for values in before.values()]
    new: list[dict[str, Value]] = [dict(values) for values in after.values()]
    if old == new:
        return
    for row in old:
        if row not in new:
            ledger.replaced(table.name, row)
    for row in new if is_change else ():
        if row not in old:
            ledger.added(who, table.name, None, row)
    ledger.meant(table.name, new)
    ledger.is_replaced = True
