"""What has to hold once nobody acts any more. Each check yields sentences, one per broken promise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetanchor import Table
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.services.sync import facts
from tests.property.sync.answers import asked, is_asked
from tests.property.sync.declarations import STAFF, STEPS
from tests.property.sync.ledger import PEOPLE, Edit, Ledger, TypedFormula
from tests.property.sync.page import Meaning, Unread
from tests.property.sync.people import Hand
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene
from tests.property.sync.work import GRANTS, WORK


@dataclass(frozen=True, slots=True)
class _World:
    """What the checks look at."""

    scene: Scene
    hands: Sequence[Hand]
    programs: Sequence[Program]

    @property
    def ledger(self) -> Ledger:
        return self.scene.ledger


def violations(
    scene: Scene, hands: Sequence[Hand], programs: Sequence[Program], *, is_mended: bool
) -> Iterator[str]:
    """All promises that are broken. is_mended: nothing is left that people were told to mend."""
    world = _World(scene, hands, programs)
    for program in programs:
        yield from program.faults
        yield from _converged(program, hands[0], hands[1], is_mended=is_mended)
        yield from _justified(world, program)
    if any(hand.is_away for hand in hands):
        return
    yield from _nothing_lost(world)
    yield from _nothing_fused(world)
    yield from _foreign_untouched(world)
    yield from _formulas_stand(world)
    yield from _once_each(world)
    if is_mended:
        yield from _there_or_deleted(world)


def _unknown(world: _World) -> set[str]:
    """Tables in which a person was asked to look, because nobody knows what a batch overwrote."""
    if not world.ledger.is_forgotten:
        return set()
    lost = (conflict for conflict in _conflicts(world) if conflict.loss is Loss.OVERWRITTEN)
    return {conflict.table for conflict in lost if not conflict.sheet and conflict.typed is None}


def _converged(program: Program, staff: Hand, steps: Hand, *, is_mended: bool) -> Iterator[str]:
    is_away = staff.is_away or steps.is_away
    is_away = is_away or (bool(program.replica.pauses()) and not is_mended)
    for name in (facts.INTENT,) if is_away else (facts.INTENT, facts.DEBTS):
        if program.replica.state(name) is not None:
            yield f"{program.name}: {name} is left: {program.replica.state(name)}"
    pauses = program.replica.pauses()
    if is_mended:
        yield from (f"{program.name}: paused for no reason: {why}" for why in pauses.values() if _is_odd(why))
    if STEPS.name not in pauses:
        theirs = steps.page.rows()
        ours = [dict(row.values) for row in program.rows(STEPS).values()]
        if theirs != ours and (is_mended or not asked(program, STEPS)):
            yield f"{program.name}: lists differ: sheet {theirs}, replica {ours}"
        yield from _settled(program, STEPS, set() if is_mended else asked(program, STEPS))
    if STAFF.name not in pauses:
        yield from _same_rows(program, staff, is_mended=is_mended)


def _is_odd(why: str) -> bool:
    """People have mended all that a pause can name, but for changes that look like an accident."""
    accidents = ("rows at once", "is blank now", "seems shifted", "is empty now", "broke off")
    return not any(said in why for said in accidents)


def _same_rows(program: Program, staff: Hand, *, is_mended: bool) -> Iterator[str]:
    rows = staff.page.rows()
    counts = Counter(row["employee_id"] for row in rows)
    is_doubtful = any(isinstance(key, Unread) or count > 1 for key, count in counts.items())
    held = {
        row["employee_id"]
        for row in rows
        if counts[row["employee_id"]] > 1 or any(isinstance(value, Unread) for value in row.values())
    }
    if is_mended and (held or program.replica.held(STAFF.name)):
        yield f"{program.name}: held after all was mended: {program.replica.held(STAFF.name)}"
    held |= _left_out(program) | (set() if is_mended else _proposed(program))
    waiting = set() if is_mended else asked(program, STAFF)
    theirs: dict[Meaning, dict[str, Meaning]]
    theirs = {row["employee_id"]: row for row in rows if row["employee_id"] not in held}
    ours: dict[Meaning, dict[str, Meaning]]
    ours = {key[0]: dict(row.values) for key, row in program.rows(STAFF).items() if key[0] not in held}
    for key in theirs.keys() | ours.keys():
        if is_doubtful and key not in theirs:
            held.add(key)
        elif theirs.get(key) != ours.get(key) and (
            is_mended or not is_asked(program, STAFF, key, theirs.get(key), ours.get(key))
        ):
            yield f"{program.name}: row {key} differs: sheet {theirs.get(key)}, replica {ours.get(key)}"
    yield from _settled(program, STAFF, held | waiting)


def _proposed(program: Program) -> set[Meaning]:
    """Rows that wait until a person has said whether they have got another key, by either."""
    waiting = (kept.conflict for kept in program.replica.conflicts(10_000, only_open=True))
    return {
        key
        for conflict in waiting
        if conflict.loss is Loss.REKEYED
        for key in (conflict.key[0], (conflict.sheet or {})["employee_id"])
    }


def _left_out(program: Program) -> set[Meaning]:
    """New rows in which a cell stays blank, for people's formulas fill its column."""
    waiting = (kept.conflict for kept in program.replica.conflicts(10_000, only_open=True))
    return {conflict.key[0] for conflict in waiting if conflict.loss is Loss.NOT_WRITABLE}


def _settled(program: Program, table: Table, held: set[Meaning]) -> Iterator[str]:
    for key, row in program.rows(table).items():
        if row.status is not SyncStatus.SYNCED and key[0] not in held:
            yield f"{program.name}: {table.name} {key} is {row.status.value}"


#: A row may go on under another number; what stands in it does not get lost with that.
_KEYS = frozenset({*STAFF.key, *WORK.key, *GRANTS.key})


def _nothing_lost(world: _World) -> Iterator[str]:
    final = _final(world)
    kept, unknown = _kept(world), _unknown(world)
    for edit in (edit for edit in world.ledger.edits if edit.table not in unknown):
        where = (edit.table, edit.field, edit.value)
        if edit.field in _KEYS:
            continue
        if where not in final and where not in kept and not world.ledger.is_over(edit):
            yield f"lost: {edit}"


def _final(world: _World) -> set[tuple[str, str, Meaning]]:
    """All values that stand on any side at the end."""
    found: set[tuple[str, str, Meaning]] = set()
    for hand in world.hands:
        for row in hand.page.rows():
            found.update((hand.page.table.name, name, value) for name, value in row.items())
        for name, column in hand.page.table.by_field.items():
            found.add((hand.page.table.name, name, Unread(None) if column.required else column.default))
    for program in world.programs:
        for table in program.tables:
            for held in program.rows(table).values():
                found.update((table.name, name, value) for name, value in held.values.items())
    return found


def _conflicts(world: _World) -> Iterator[Conflict]:
    for program in world.programs:
        yield from (kept.conflict for kept in program.replica.conflicts(10_000))


def _kept(world: _World) -> set[tuple[str, str, Meaning]]:
    """All values that are kept in conflicts."""
    found: set[tuple[str, str, Meaning]] = {
        (conflict.table, name, value)
        for conflict in _conflicts(world)
        for side in (conflict.sheet, conflict.local)
        for name, value in (side or {}).items()
    }
    texts = _texts(world)
    edits = (typed.edit for typed in world.ledger.formulas if typed.text in texts)
    return found | {(edit.table, edit.field, edit.value) for edit in edits if edit is not None}


def _texts(world: _World) -> set[str | None]:
    """What is kept as it was typed."""
    return {conflict.typed for conflict in _conflicts(world)}


def _nothing_fused(world: _World) -> Iterator[str]:
    staff, steps = world.hands[:2]
    unknown = _unknown(world)
    rows = [*staff.page.rows(), *(each for program in world.programs for each in _replicas(program))]
    # What was copied, or read for the last time, may have been what a program wrote there by mistake.
    gone = {each.key for each in world.ledger.deletions} - {row["employee_id"] for row in staff.page.rows()}
    excused = staff.doubled | gone
    for row in () if STAFF.name in unknown else rows:
        key = row["employee_id"]
        for name, value in () if isinstance(key, Unread) or key in excused else row.items():
            known = world.ledger.values_of(STAFF.name, key, name)
            column = STAFF.by_field[name]
            if value not in known and value != column.default and not isinstance(value, Unread | None):
                yield f"fused: row {key} holds {name} {value}, which nobody ever gave it"
    for row in () if STEPS.name in unknown else steps.page.rows():
        if tuple(row.values()) not in world.ledger.pairs[STEPS.name]:
            yield f"fused: nobody ever meant the step {row}"


def _replicas(program: Program) -> Iterator[dict[str, Meaning]]:
    for row in program.rows(STAFF).values():
        yield dict(row.values)


def _foreign_untouched(world: _World) -> Iterator[str]:
    unknown = _unknown(world)
    for hand in (hand for hand in world.hands if hand.page.table.name not in unknown):
        found = hand.page.foreign()
        for what in found - hand.foreign - hand.adopted():
            yield f"foreign cell made, doubled or changed: {what}"
        for header, text in hand.foreign - found:
            if not _may_be_gone(world, hand, hand.beside.get(text, str(text).split(":")[0])):
                yield f"foreign cell gone: {header} {text}"


def _may_be_gone(world: _World, hand: Hand, name: str) -> bool:
    """A row that the program deleted takes along what people wrote beside it."""
    if hand.page.table.is_whole:
        return world.ledger.is_replaced
    keys = {each for key in hand.keys.ever(name) for each in (key, *world.ledger.also[key])}
    if keys & hand.doubled:
        # Of two rows with one key one may go: what it held is kept in a conflict.
        return True
    return any(deletion.who != PEOPLE and deletion.key in keys for deletion in world.ledger.deletions)


def _formulas_stand(world: _World) -> Iterator[str]:
    """Where the sheet shows what a formula showed that a person typed, the formula stands, or it is kept."""
    texts, unknown = _texts(world), _unknown(world)
    gone = {deletion.key for deletion in world.ledger.deletions}
    for typed in world.ledger.formulas:
        hand = next(hand for hand in world.hands if hand.page.table.name == typed.table)
        showing = [cell for line in hand.page.tab.lines() for cell in line if _shows(cell, typed)]
        edit = typed.edit
        is_over = edit is not None and (world.ledger.is_over(edit) or edit.key in gone)
        if not (is_over or typed.table in unknown or typed.text in texts):
            yield from (
                f"formula gone: {typed} where {cell} stands" for cell in showing if cell.formula != typed.text
            )


def _shows(cell: Cell, typed: TypedFormula) -> bool:
    error = typed.shows.text if isinstance(typed.shows, Unread) else None
    return error in (cell.error, cell.value) if error is not None else cell.value == typed.shows


def _once_each(world: _World) -> Iterator[str]:
    staff = world.hands[0]
    counts = Counter(row["employee_id"] for row in staff.page.rows())
    for key, times in counts.items():
        if times > 1 and not isinstance(key, Unread) and key not in staff.doubled:
            yield f"doubled: {times} rows with key {key}"


def _there_or_deleted(world: _World) -> Iterator[str]:
    is_paused = any(STAFF.name in program.replica.pauses() for program in world.programs)
    if is_paused or STAFF.name in _unknown(world):
        return
    present = {row["employee_id"] for row in world.hands[0].page.rows()}
    ledger = world.ledger
    edited = {edit.key: edit.order for edit in ledger.edits if edit.table == STAFF.name}
    deleted = {deletion.key: deletion.order for deletion in ledger.deletions}
    won = {conflict.key[0] for conflict in _conflicts(world) if conflict.loss is Loss.DELETED_AND_EDITED}
    for key, last in edited.items():
        if key is None or isinstance(key, Unread) or key in world.hands[0].keys.astray:
            continue
        is_renumbered = ledger.is_forgotten and any(key in others for others in ledger.also.values())
        if key not in present and key not in deleted and not is_renumbered:
            yield f"vanished: row {key}, and nobody deleted it"
        is_back = key in present and deleted.get(key, 0) > last and key not in won
        # Without its notes a program adds a row again of which it cannot know that it was there already.
        is_known = key not in world.hands[0].doubled and not ledger.is_forgotten
        if is_back and is_known and key not in world.scene.revived and not _has_twin(ledger, key):
            yield f"resurrected: row {key}"
    for key in present - edited.keys():
        yield f"invented: row {key}"


def _has_twin(ledger: Ledger, key: Meaning) -> bool:
    """Whether another one made a row of this number too, and did not delete it."""
    makers = _makers(ledger, key)
    deleters = {deletion.who for deletion in ledger.deletions if deletion.key == key}
    return len(makers) > 1 and bool(makers - deleters)


def _justified(world: _World, program: Program) -> Iterator[str]:
    for conflict in (kept.conflict for kept in program.replica.conflicts(10_000)):
        if conflict.table == STAFF.name and conflict.loss not in (Loss.NOT_WRITABLE, Loss.OVERWRITTEN):
            reason = _cell if conflict.field is not None else _OF_ROWS.get(conflict.loss, _row)
            # Without its notes a program may meet what it wrote itself as if others had, and in a copy too.
            is_own = (
                world.ledger.is_forgotten
                or program.asks_anew(conflict)
                or conflict.key[0] in world.hands[0].doubled
            )
            if not is_own and not reason(world, program.name, conflict):
                yield f"{program.name}: conflict though not both sides changed: {conflict}"


def _cell(world: _World, who: str, conflict: Conflict) -> bool:
    name = str(conflict.field)
    ours, theirs = (conflict.local or {}).get(name), (conflict.sheet or {}).get(name)
    mine, others = _edits(world.ledger, conflict, name, ours), _edits(world.ledger, conflict, name, theirs)
    if not any(edit.who == who for edit in mine) or not any(edit.who != who for edit in others):
        return False
    if len(mine) > 1 or len(others) > 1 or conflict.loss is Loss.NEVER_AGREED:
        # A row that was taken back as it should not have been added was never agreed, though people saw it.
        return True
    return not world.ledger.knew(STAFF.name, name, ours, theirs) and not world.ledger.knew(
        STAFF.name, name, theirs, ours
    )


def _edits(ledger: Ledger, conflict: Conflict, name: str, value: Meaning) -> list[Edit]:
    keys = {conflict.key[0], *ledger.also[conflict.key[0]]}
    return [
        edit
        for edit in ledger.edits
        if edit.table == STAFF.name and edit.field == name and edit.value == value and edit.key in keys
    ]


def _row(world: _World, who: str, conflict: Conflict) -> bool:
    """One side deleted the row, the other one edited it."""
    keys = {conflict.key[0], *world.ledger.also[conflict.key[0]]}
    deleters = {each.who for each in world.ledger.deletions if each.key in keys}
    editors = {edit.who for edit in world.ledger.edits if edit.table == STAFF.name and edit.key in keys}
    carries = world.programs[0].table(STAFF.name).deletions
    is_refused = not (carries.from_sheet if conflict.local is not None else carries.from_local)
    if is_refused:
        # A deletion that the table does not carry over is told of as well.
        return bool(deleters)
    if conflict.local is not None and len(world.programs) > 1:
        # Another program may have taken the row away by mistake, and put it back later.
        return who in editors
    if conflict.local is None:
        return who in deleters and bool(editors - {who})
    return bool(deleters - {who}) and who in editors


def _other_key(world: _World, who: str, conflict: Conflict) -> bool:
    """Somebody took the row's key away, and gave the other one."""
    del who
    new = (conflict.sheet or {})["employee_id"]
    given = {edit.key for edit in world.ledger.edits if edit.field == STAFF.key[0]}
    return conflict.key[0] in {each.key for each in world.ledger.deletions} and new in given


def _twins(world: _World, who: str, conflict: Conflict) -> bool:
    """Another one made a row of this number as well, be it gone by now."""
    makers, key = _makers(world.ledger, conflict.key[0]), conflict.key[0]
    return who in makers and (len(makers) > 1 or key in world.hands[0].doubled)


def _makers(ledger: Ledger, key: Meaning) -> set[str]:
    """Who made a row of this key."""
    return {edit.who for edit in ledger.edits if edit.key == key and edit.over is None}


_OF_ROWS = {Loss.REKEYED: _other_key, Loss.COLLIDED: _twins}
