"""What has to hold once a program was started again and came to rest. Each check yields sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sheetanchor import Table
from sheetanchor.bot.container import Container
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.services.sync import facts
from tests.crashes.ledger import Written, cells_of
from tests.crashes.program import declared
from tests.crashes.shop import Shop, integrity

Rows = Mapping[str, Mapping[Key, Values]]
_ALL = 1000


def synced() -> Sequence[Table]:
    """The tables that have a tab."""
    return [table for table in declared().values() if not table.is_local]


def rows_of(container: Container) -> Rows:
    """All that the replica holds, in local tables as well."""
    replica = container.replica()
    return {
        name: {key: dict(row.values) for key, row in replica.snapshot(name).items()} for name in declared()
    }


def waiting_writes(container: Container) -> set[Written]:
    """What the program wrote and the sheet has still to learn, cell by cell."""
    with container.replica().transaction() as tx:
        return {
            cell
            for table in synced()
            for key, row in tx.rows(table.name).items()
            if row.is_pending
            for cell in cells_of(table, row.values)
            if not _is_agreed(tx.base(table.name).get(key), cell)
        }


def replaced_cells(container: Container) -> set[Written]:
    """What the program replaced by them, having seen it agreed."""
    with container.replica().transaction() as tx:
        return {
            Written(cell.table, cell.key, cell.field, base.cells[cell.field].value)
            for table in synced()
            for key, row in tx.rows(table.name).items()
            if row.is_pending and (base := tx.base(table.name).get(key)) is not None
            for cell in cells_of(table, row.values)
            if cell.field in base.cells and not _is_agreed(base, cell)
        }


def deleted_rows(container: Container) -> list[tuple[Table, Values]]:
    """What the program deleted and the sheet has still to learn."""
    with container.replica().transaction() as tx:
        return [
            (table, {name: cell.value for name, cell in base.cells.items()})
            for table in synced()
            if not table.is_whole
            for key, base in tx.base(table.name).items()
            if key not in tx.rows(table.name)
        ]


def violations(shop: Shop, *containers: Container) -> Iterator[str]:
    """All promises that are broken. containers: of all programs at the spreadsheet."""
    for container in containers:
        yield from _unfinished(container)
        yield from _different(shop, container)
        if (found := integrity(container.replica().database.path)) != "ok":
            yield f"the file is damaged: {found}"
    yield from _changed(shop)
    known = {cell for container in containers for cell in _there(container) | _kept(container)}
    yield from (f"lost: {cell}" for cell in shop.ledger.written - shop.ledger.replaced - known)


def _unfinished(container: Container) -> Iterator[str]:
    replica = container.replica()
    for fact in (facts.INTENT, facts.DEBTS, facts.REFUSALS):
        if replica.state(fact) is not None:
            yield f"{fact} is left: {replica.state(fact)}"
    yield from (f"paused: {why}" for why in replica.pauses().values())
    for table in synced():
        yield from (f"held: {cell.message()}" for cell in replica.held(table.name))
        for key, row in replica.snapshot(table.name).items():
            if row.status is not SyncStatus.SYNCED:
                yield f"{table.name} {key} is {row.status.value}"


def _different(shop: Shop, container: Container) -> Iterator[str]:
    rows = rows_of(container)
    for table in synced():
        sheet = dict(_keyed(shop, table))
        for key in sheet.keys() | rows[table.name].keys():
            if sheet.get(key) != rows[table.name].get(key):
                yield f"{table.name} {key}: sheet {sheet.get(key)}, replica {rows[table.name].get(key)}"


def _changed(shop: Shop) -> Iterator[str]:
    """What is wrong with the spreadsheet alone."""
    for table in synced():
        counts = Counter(key for key, _ in _keyed(shop, table))
        yield from (f"{table.name} {key} stands there {n} times" for key, n in counts.items() if n > 1)
        gone = {key for name, key in shop.ledger.gone if name == table.name}
        yield from (f"{table.name} {key} was deleted and stands there" for key in gone & counts.keys())
        if shop.foreign(table.name) != shop.ledger.foreign[table.name]:
            yield f"foreign cells of {table.name} moved: {shop.foreign(table.name)}"


def _keyed(shop: Shop, table: Table) -> list[tuple[Key, Values]]:
    rows = enumerate(shop.meanings(table.name))
    return [((place,) if table.is_whole else table.key_of(values), values) for place, values in rows]


def _there(container: Container) -> set[Written]:
    return {
        cell
        for name, rows in rows_of(container).items()
        for values in rows.values()
        for cell in cells_of(declared()[name], values)
    }


def _kept(container: Container) -> set[Written]:
    """What is kept in conflicts."""
    conflicts = [kept.conflict for kept in container.replica().conflicts(_ALL)]
    return {
        Written(each.table, None if declared()[each.table].is_whole else each.key, name, value)
        for each in conflicts
        for side in (each.sheet, each.local)
        for name, value in (side or {}).items()
    }


def _is_agreed(base: BaseRow | None, cell: Written) -> bool:
    return base is not None and cell.field in base.cells and base.cells[cell.field].value == cell.value
