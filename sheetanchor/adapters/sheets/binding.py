"""Which tab is meant: the one with the id once it is known, else the one with the title."""

from collections.abc import Iterable, Mapping, Sequence

from sheetanchor.adapters.sheets.grids import TabProperties
from sheetanchor.ports.sheet import TabRef


def bound_by_id_or_title(
    refs: Sequence[TabRef], tabs: Iterable[TabProperties]
) -> Mapping[str, TabProperties | None]:
    """The tab of every table, None where there is none.

    A tab whose id is gone was deleted; one made anew under its title takes its place, unless that is another
    table's tab by its id.
    """
    by_id = {tab.sheet_id: tab for tab in tabs}
    taken = {ref.sheet_id for ref in refs if ref.sheet_id in by_id}
    free = {tab.title: tab for tab in by_id.values() if tab.sheet_id not in taken}
    return {ref.table: by_id[ref.sheet_id] if ref.sheet_id in by_id else free.get(ref.title) for ref in refs}


def namesakes(
    refs: Sequence[TabRef], bound: Mapping[str, TabProperties | None], tabs: Iterable[TabProperties]
) -> Mapping[str, int]:
    """By table the id of a tab that has its title, where its own is another one."""
    by_title = {tab.title: tab.sheet_id for tab in tabs}
    renamed = [ref for ref in refs if (tab := bound[ref.table]) is not None and tab.title != ref.title]
    return {ref.table: by_title[ref.title] for ref in renamed if ref.title in by_title}
