"""What was changed since a conflict was decided, so that another decision does not overwrite it unseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.changes import Change, as_of
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.shown import shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Value, Values
from sheetanchor.services.sync.conflict_ways import COMMANDS
from sheetanchor.services.sync.digest import digest
from sheetanchor.services.sync.settlement import CannotKeepError, Settlement

_MOMENT = "%Y-%m-%d %H:%M:%S %Z"


class ChangedSinceError(CannotKeepError):
    """What the conflict is about is by now neither of its sides; nothing was changed.

    found: what stands there, for people. over: to be named by whoever wants just that overwritten.
    """

    def __init__(self, settlement: Settlement, found: str, over: str) -> None:
        command = f"sheetanchor conflicts {COMMANDS[settlement.winner]} {settlement.kept.number}"
        super().__init__(settlement.kept, f"{found}; `{command} --over {over}` writes over it all the same")
        self.found = found
        self.over = over


def require_known(settlement: Settlement, history: Sequence[Change], over: str | None) -> None:
    """Raise ChangedSinceError where a decision would overwrite what is neither side of its conflict.

    history: of the row, or of all rows of a list, the newest first. over: what may be overwritten, as an
    earlier error named it.
    """
    if not _writes(settlement):
        return
    newer = _in_list(settlement, history) if settlement.table.is_whole else _in_row(settlement, history)
    if newer is not None and newer.over != over:
        raise ChangedSinceError(settlement, newer.found, newer.over)


@dataclass(frozen=True, slots=True)
class _Newer:
    found: str
    over: str


def _writes(settlement: Settlement) -> bool:
    """One that waits is settled by moving the base: what was changed since becomes a conflict again."""
    kept = settlement.kept
    is_overwritten = kept.conflict.loss is Loss.OVERWRITTEN
    if settlement.table.is_whole and (is_overwritten or kept.conflict.loss is Loss.NOT_WRITABLE):
        return False
    return not kept.is_waiting or (is_overwritten and settlement.winner is Source.SHEETS)


def _in_row(settlement: Settlement, history: Sequence[Change]) -> _Newer | None:
    table, key, field = settlement.table, settlement.key, settlement.kept.conflict.field
    row = settlement.tx.row(table.name, key)
    sides = [settlement.values_of(side) for side in (settlement.loser, settlement.winner)]
    if row is None and field is not None:
        return None
    pinned = frozenset() if row is None else row.pinned.keys()
    fields = [field] if field is not None else _compared(settlement, sides, pinned)
    now = _cut(None if row is None else row.values, fields)
    if now in [_cut(side, fields) for side in sides]:
        return None
    found = f"row {shown_key(table, key)} of tab {table.tab!r} was changed since, {_words(settlement, now)}"
    return _Newer(f"{found}{_when(history, fields)}", digest(now))


def _compared(settlement: Settlement, sides: Iterable[Values | None], pinned: Iterable[str]) -> list[str]:
    """What the program computes is nobody's edit, unless somebody typed over it."""
    known = dict.fromkeys(name for side in sides for name in side or ())
    by_field, kept = settlement.table.by_field, frozenset(pinned)
    return [name for name in known if not by_field[name].derived or name in kept]


def _cut(values: Values | None, fields: Iterable[str]) -> dict[str, Value] | None:
    return None if values is None else {name: values[name] for name in fields if name in values}


def _words(settlement: Settlement, now: Mapping[str, Value] | None) -> str:
    if now is None:
        return "it is gone"
    before, table = settlement.values_of(settlement.loser) or {}, settlement.table
    changed = [name for name in now if name not in before or before[name] != now[name]]
    return ", ".join(
        f"{shown_header(table, name)} is {shown_value(table, name, now[name])!r} now" for name in changed
    )


def _when(history: Iterable[Change], fields: Sequence[str]) -> str:
    for change in history:
        if _cut(change.before, fields) != _cut(change.after, fields):
            side = "in the sheet" if change.side is Source.SHEETS else "by the program"
            return f" ({side}, {change.at:{_MOMENT}})"
    return ""


def _in_list(settlement: Settlement, history: Sequence[Change]) -> _Newer | None:
    tab, rows = settlement.table.tab, settlement.tx.rows(settlement.table.name)
    now = {key: dict(row.values) for key, row in rows.items()}
    then = as_of(now, history, settlement.kept.at)
    if now in [settlement.with_side(then, side) for side in (settlement.loser, settlement.winner)]:
        return None
    when = f" at {history[0].at:{_MOMENT}}" if history else ""
    return _Newer(f"the list of tab {tab!r} was changed since, the last time{when}", digest(now))
