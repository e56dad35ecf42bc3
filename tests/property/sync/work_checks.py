"""What has to hold for money once nobody acts any more."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sheetanchor.domain.tables.rows import Row, SyncStatus
from tests.property.sync.answers import asked
from tests.property.sync.ledger import PEOPLE
from tests.property.sync.page import Meaning, Page, Unread
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene
from tests.property.sync.work import GRANTS, WORK, computed, due


def work_violations(scene: Scene, programs: Sequence[Program], *, is_mended: bool) -> Iterator[str]:
    """All promises about work, pay and grants that are broken."""
    # Two replicas know of each other's spending only once they have read the sheet, and so does a backup; and
    # they take for typed what the other one paid.
    is_alone = len(programs) == 1 and not programs[0].is_restored
    for program in programs:
        for page in scene.pages:
            if page.table.name in (WORK.name, GRANTS.name):
                yield from _same(program, page, is_mended=is_mended)
        if WORK.name not in program.replica.pauses():
            for row in program.rows(WORK).values():
                yield from _paid(scene, program, row, is_alone=is_alone)
    if is_alone:
        yield from _spent_once(programs[0])
    if is_mended and not any(program.is_restored or program.resynced for program in programs):
        yield from _each_has_its_number(scene)


def _same(program: Program, page: Page, *, is_mended: bool) -> Iterator[str]:
    table, (field,) = page.table, page.table.key
    if table.name in program.replica.pauses():
        return
    waiting: set[Meaning] = set() if is_mended else asked(program, table)
    theirs = {row[field]: row for row in page.rows()}
    waiting |= {key for key, row in theirs.items() if any(isinstance(each, Unread) for each in row.values())}
    ours: dict[Meaning, Row] = {key[0]: row for key, row in program.rows(table).items()}
    for key in (theirs.keys() | ours.keys()) - waiting:
        values = dict(ours[key].values) if key in ours else None
        if theirs.get(key) != values:
            yield f"{program.name}: {table.name} {key} differs: sheet {theirs.get(key)}, replica {values}"
        elif ours[key].status is not SyncStatus.SYNCED:
            yield f"{program.name}: {table.name} {key} is {ours[key].status.value}"


def _paid(scene: Scene, program: Program, row: Row, *, is_alone: bool) -> Iterator[str]:
    if computed(row) != due(row.values):
        yield f"{program.name}: work {row.key} has {computed(row)} for {due(row.values)}: {dict(row.values)}"
    pays = {each.value for each in scene.ledger.edits if each.who == PEOPLE and each.field == "pay"}
    if row.pinned and is_alone and row.values["pay"] not in pays:
        yield f"{program.name}: work {row.key} is pinned at {row.values['pay']}, which nobody typed"


def _spent_once(program: Program) -> Iterator[str]:
    rows = program.rows(WORK).values()
    spent = Counter(row.values["grant_id"] for row in rows if row.values["grant_id"] is not None)
    for grant, times in spent.items():
        if times > 1:
            yield f"{program.name}: grant {grant} is spent {times} times"
    for row in rows:
        known = program.rows(GRANTS).get((row.values["grant_id"],))
        if known is not None and known.values["spent_on"] != row.key[0]:
            yield f"{program.name}: grant {known.key} does not know that work {row.key} spent it"


def _each_has_its_number(scene: Scene) -> Iterator[str]:
    """Of rows that were given one number each has one of its own in the end."""
    page = next(page for page in scene.pages if page.table.name == WORK.name)
    present, gone = (
        {page.key(place) for place in page.places()},
        {each.key for each in scene.ledger.deletions},
    )
    makers: dict[Meaning, set[str]] = defaultdict(set)
    for edit in scene.ledger.edits:
        if edit.table == WORK.name and edit.field == "work_id" and edit.who != PEOPLE:
            makers[edit.key].add(edit.who)
    also = scene.ledger.also
    for key, who in makers.items():
        heirs = {each for each in makers if each == key or key in also[each]}
        if len(heirs & present) < len(who) and not heirs & gone:
            yield f"fused: {len(who)} rows of work were given number {key}, and {heirs & present} are there"
