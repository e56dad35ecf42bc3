"""What has to hold once a program was started again and came to rest. Each check yields sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sheetanchor import Table
from sheetanchor.bot.container import Container
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.services.sync import facts
from tests.crashes.ledger import Written, cells_of
from tests.crashes.program import declared, synced
from tests.crashes.shop import Shop, integrity

Rows = Mapping[str, Mapping[Key, Values]]
_ALL = 1000


def rows_of(container: Container) -> Rows:
    """All that the replica holds, in local tables as well."""
    replica = container.replica()
    return {
        name: {key: dict(row.values) for key, row in replica.snapshot(name).items()} for name in declared()
    }


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
