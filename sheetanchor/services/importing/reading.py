"""What a tab of another program says about a table of ours."""

from dataclasses import dataclass

from sheetanchor.domain.sync.decode import decode
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.importing.variants import OtherColumn, Variant, variant_of


@dataclass(frozen=True, slots=True)
class OldTab:
    """rows: those that could be read, with every field of ours. unread: the cells that hold rows back.

    products: columns that may be of products which the settings do not name; then no row is read.
    """

    table: Table
    rows: tuple[Values, ...] = ()
    unread: tuple[HeldCell, ...] = ()
    missing: tuple[str, ...] = ()
    others: tuple[OtherColumn, ...] = ()
    faults: tuple[str, ...] = ()
    products: tuple[OtherColumn, ...] = ()


def read_old_tab(table: Table, tab: Tab | None) -> OldTab:
    """Read all that can be; nothing is guessed."""
    if tab is None:
        return OldTab(table, faults=(f"there is no tab {table.tab!r}",))
    variant = variant_of(table, tab)
    if variant.faults or variant.products:
        return OldTab(
            table,
            missing=variant.missing,
            others=variant.others,
            faults=variant.faults,
            products=variant.products,
        )
    return _read(table, tab, variant)


def _read(table: Table, tab: Tab, variant: Variant) -> OldTab:
    decoded = decode(variant.table, tab, {})
    blank = {column.field: column.default for column in table.columns}
    return OldTab(
        table=table,
        rows=tuple({**blank, **row.values} for row in decoded.rows),
        unread=decoded.held,
        missing=variant.missing,
        others=variant.others,
    )
