"""What settles a conflict: the sides that can be kept, and what is to be typed where none can."""

from collections.abc import Iterator, Mapping

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_key, shown_value

#: What the command is called that keeps a side.
COMMANDS: Mapping[Source, str] = {Source.SHEETS: "keep-sheet", Source.LOCAL: "keep-local"}


def objection(table: Table, kept: KeptConflict, side: Source) -> str | None:
    """Why keeping a side would change nothing or cannot be, whatever the rows are by now; None if it can."""
    return next(_objections(table, kept, side), None)


def open_sides(table: Table, kept: KeptConflict) -> tuple[Source, ...]:
    """The sides that can be kept."""
    return tuple(side for side in COMMANDS if objection(table, kept, side) is None)


def ways(table: Table, kept: KeptConflict) -> tuple[str, ...]:
    """A command or an edit each; none where it is settled for good."""
    by_hand = edits(table, kept)
    commands = tuple(_command(table, kept, side) for side in open_sides(table, kept))
    return (*commands, *by_hand) if kept.conflict.loss is Loss.REKEYED else (*by_hand, *commands)


def edits(table: Table, kept: KeptConflict) -> tuple[str, ...]:
    """What people can type into the sheet to settle what waits there, or what the program may not write."""
    conflict = kept.conflict
    place = table.tab if conflict.address is None else f"{table.tab}!{conflict.address}"
    if conflict.loss is Loss.NOT_WRITABLE and conflict.winner is not Source.LOCAL:
        fill = ", or fill the formula of its column down to it" if kept.is_waiting else ""
        return (f"type {_value(table, kept)} into {place}{fill}: the program may not write there",)
    if conflict.loss is Loss.REKEYED and kept.is_waiting:
        return (f"typing {shown_key(table, conflict.key)} into {place} again keeps the old key",)
    if conflict.loss is Loss.OVERWRITTEN and kept.is_waiting and (conflict.typed or "").startswith("="):
        return (f"typing it into {place} again",)
    return ()


def new_key(table: Table, kept: KeptConflict) -> str:
    """The key that a row seems to have been given, as people see it."""
    values = kept.conflict.sheet or {}
    return " ".join(shown_value(table, field, values.get(field)) for field in table.key)


def _objections(table: Table, kept: KeptConflict, side: Source) -> Iterator[str]:
    conflict = kept.conflict
    if conflict.loss is Loss.COLLIDED:
        yield "both rows are kept, each under a key of its own"
    if conflict.loss is Loss.REKEYED and not kept.is_waiting:
        yield "its rows are two by now, each with a key of its own"
    if conflict.loss is Loss.REKEYED and side is Source.LOCAL:
        old = shown_key(table, conflict.key)
        yield f"type the key {old} into {conflict.address} of tab {table.tab!r} again, then it ends by itself"
    if not kept.is_waiting and conflict.winner is side:
        yield "that side stands already"
    if conflict.loss is Loss.OVERWRITTEN and side is Source.SHEETS and not conflict.sheet:
        yield "no value of it is known; type it into the sheet"
    if conflict.loss is Loss.NOT_WRITABLE and side is Source.LOCAL:
        yield "the program may not write this cell; change it in the sheet"
    wanted = conflict.sheet if side is Source.SHEETS else conflict.local
    may_delete = table.is_whole or table.deletions.from_local
    if not kept.is_waiting and wanted is None and not may_delete:
        yield "programs may not delete rows of this table; delete the row in the sheet"


def _value(table: Table, kept: KeptConflict) -> str:
    conflict = kept.conflict
    local = conflict.local or {}
    return ", ".join(f"{shown_value(table, name, local[name])!r}" for name in local)


def _command(table: Table, kept: KeptConflict, side: Source) -> str:
    command = f"`sheetanchor conflicts {COMMANDS[side]} {kept.number}`"
    said = _SAID.get((kept.conflict.loss, side)) if kept.is_waiting else None
    if said is None:
        return command
    row = shown_key(table, kept.conflict.key)
    return f"{command} {said.format(row=row, key=new_key(table, kept))}"


_SAID = {
    (Loss.REKEYED, Source.SHEETS): "gives row {row} the key {key} here as well",
    (Loss.OVERWRITTEN, Source.SHEETS): "writes it again",
    (Loss.OVERWRITTEN, Source.LOCAL): "leaves all as it is now",
    (Loss.NOT_WRITABLE, Source.SHEETS): "takes what stands in the sheet",
}
