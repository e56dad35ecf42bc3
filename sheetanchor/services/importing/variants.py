"""The headers that a table's tab has had over time, and which of them a tab has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.services.importing.products import ProductColumns

#: Other names by table and field, squeezed; a header that differs by spaces or capitals alone needs none.
_OTHER_NAMES: Mapping[tuple[str, str], frozenset[str]] = {
    ("shifts", "worked_hours"): frozenset({"workedhours"}),
    ("shifts", "percent"): frozenset({"commissionpct", "commission%"}),
    ("shifts", "per_hour"): frozenset({"totalhourly"}),
}


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """A column that no field of ours stands for. filled: how many of its cells hold something."""

    address: str
    header: str
    filled: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A tab's own form of a table. table: its columns as they are called there, without those it lacks.

    missing: headers of ours that it lacks. faults: why nothing can be read, one sentence each. products: the
    other columns that may be of a product which the settings do not name.
    """

    table: Table
    missing: tuple[str, ...]
    others: tuple[OtherColumn, ...]
    faults: tuple[str, ...]
    products: tuple[OtherColumn, ...] = ()


def variant_of(table: Table, tab: Tab) -> Variant:
    """Which columns a tab has, wherever they stand and however they are spelled."""
    header = [str(cell.value or "") for cell in tab.rows[0]] if tab.rows else []
    found = {column.field: _places(table, column, header) for column in table.columns}
    present = [column for column in table.columns if len(found[column.field]) == 1]
    taken = {place for places in found.values() for place in places}
    others = {
        place: _other(tab, place, name) for place, name in enumerate(header) if _is_other(place, name, taken)
    }
    faults = _faults(table, found, header)
    called = [replace(column, header=header[found[column.field][0]]) for column in present]
    return Variant(
        table=table if faults else replace(table, columns=tuple(called)),
        missing=tuple(column.header for column in table.columns if not found[column.field]),
        others=tuple(others.values()),
        faults=faults,
        products=tuple(others[place] for place in ProductColumns(table, tab, found, others).unnamed()),
    )


def _places(table: Table, column: Column, header: Sequence[str]) -> list[int]:
    names = {_squeezed(column.header), *_OTHER_NAMES.get((table.name, column.field), ())}
    return [place for place, name in enumerate(header) if _squeezed(name) in names]


def _faults(table: Table, found: Mapping[str, Sequence[int]], header: Sequence[str]) -> tuple[str, ...]:
    lacking = [
        f"row 1 has no {column.header!r}, without which no row can be read"
        for column in table.columns
        if not found[column.field] and (column.required or column.field in table.key)
    ]
    doubled = [
        f"row 1 has {' and '.join(repr(header[place]) for place in places)}, which are one column"
        for places in found.values()
        if len(places) > 1
    ]
    return (*lacking, *doubled)


def _is_other(place: int, name: str, taken: set[int]) -> bool:
    return bool(name.strip()) and place not in taken


def _other(tab: Tab, place: int, name: str) -> OtherColumn:
    filled = sum(not tab.cell(row, place).is_empty for row in range(1, len(tab.rows)))
    return OtherColumn(address(0, place), name, filled)


def _squeezed(header: str) -> str:
    return "".join(header.split()).replace("_", "").casefold()
