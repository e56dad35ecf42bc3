"""People who answer the questions of a program: `conflicts keep-sheet` and `conflicts keep-local`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sheetanchor import Table
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.schema import ValueRefusedError
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.property.sync.ledger import Ledger
from tests.property.sync.local_changes import told
from tests.property.sync.page import Meaning
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene

#: How many of the newest conflicts a person looks at.
_LOOKED_AT = 12


def answer_one(program: Program, scene: Scene, a: int, b: int) -> None:
    """One conflict, be it decided already; one that cannot be settled so stays as it is."""
    newest = program.replica.conflicts(_LOOKED_AT)
    if newest:
        _answer(program, scene, newest[a % len(newest)], is_sheet=bool(b % 2))


def answer_all(program: Program, scene: Scene) -> bool:
    """All that wait, in either way; whether there were any."""
    waiting = program.replica.conflicts(10_000, only_open=True)
    for kept in waiting:
        is_waiting = program.replica.conflict(kept.number).is_waiting
        if is_waiting and kept.conflict.loss not in (Loss.REKEYED, Loss.OVERWRITTEN):
            _answer(program, scene, kept, is_sheet=bool(kept.number % 2))
    return bool(waiting)


def _answer(program: Program, scene: Scene, kept: KeptConflict, *, is_sheet: bool) -> None:
    conflicts = Conflicts(program.tables, program.replica, scene.clock, FakeWake(scene.clock))
    keep = conflicts.keep_sheet if is_sheet else conflicts.keep_local
    conflict = kept.conflict
    try:
        with _said(program, scene, conflict):
            if conflict.loss is Loss.REKEYED:
                keep(kept.number)
                _tell_new_key(scene.ledger, program.table(conflict.table), conflict)
            else:
                with told(program, scene):
                    keep(kept.number)
    except (CannotKeepError, ValueRefusedError):
        pass


def _tell_new_key(ledger: Ledger, table: Table, conflict: Conflict) -> None:
    ledger.rekeyed(conflict.key[0], (conflict.sheet or {})[table.key[0]])


@contextmanager
def _said(program: Program, scene: Scene, conflict: Conflict) -> Iterator[None]:
    """What loses becomes the base because a person who saw both said so, wherever it stood."""
    name, known = conflict.table, len(program.faults)
    for side in (conflict.sheet, conflict.local):
        for field, value in (side or {}).items():
            program.held.setdefault((name, conflict.key, field), set()).add(value)
            scene.stood[name, conflict.key[0], field].add(value)
    yield
    table = program.table(name)
    if table.is_whole:
        scene.ledger.is_replaced = True
        del program.faults[known:]
        base = program.base(table).values()
        agreed = tuple(tuple(row.cells[field].value for field in table.by_field) for row in base)
        program.lists.setdefault(name, set()).add(agreed)
        scene.lists[name].add(agreed)


def asked(program: Program, table: Table) -> set[Meaning]:
    """The keys of rows of which a person was asked and has not answered; of a list that is all of them."""
    conflicts = _open(program, table)
    if table.is_whole and conflicts:
        return {key[0] for key in program.rows(table)}
    return {conflict.key[0] for conflict in conflicts}


def is_asked(
    program: Program,
    table: Table,
    key: Meaning,
    theirs: Mapping[str, Meaning] | None,
    ours: Mapping[str, Meaning] | None,
) -> bool:
    """Whether a person was asked about all in which two rows differ."""
    about = {conflict.field for conflict in _open(program, table) if conflict.key[0] == key}
    if None in about or not about:
        return bool(about)
    if theirs is None or ours is None:
        return False
    return {name for name, value in theirs.items() if ours[name] != value} <= about


def _open(program: Program, table: Table) -> list[Conflict]:
    waiting = (kept.conflict for kept in program.replica.conflicts(10_000, only_open=True))
    return [conflict for conflict in waiting if conflict.table == table.name]
