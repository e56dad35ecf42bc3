"""What follows from rows that came is done once, and made up for after a failure or a crash."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.history import RowHistory
from sheetanchor.services.sync.report import Outcome, PassReport
from sheetanchor.services.sync.status import StatusReader
from sheetanchor.services.tables import LocalTables
from tests.unit.services.sync.world import NOON, SETTINGS, World


class KilledError(BaseException):
    """The process ends here."""


class Program:
    """A program with a replica of either kind; its follow-up raises wages that end in .99 to $20."""

    def __init__(self, replica: Replica, office: World) -> None:
        self.office = office
        self.calls = 0
        self.failure: BaseException | None = None
        self.start(replica)

    def start(self, replica: Replica) -> None:
        """As a new process."""
        office = self.office
        self.replica = replica
        self.local = LocalTables(office.tables, replica, office.clock, office.wake)
        self.status = StatusReader(office.tables, replica)
        self.follow([self.follow_up])

    def follow(self, steps: Sequence[Callable[[], object]]) -> None:
        office, tokens = self.office, self.office._tokens
        self.engine = SyncEngine(
            office.tables,
            office.sheet,
            self.replica,
            office.clock,
            lambda: f"tokenP{next(tokens)}",
            follow_ups=steps,
        )

    def follow_up(self) -> None:
        self.calls += 1
        if self.failure is not None:
            raise self.failure
        for key, row in self.replica.snapshot(SETTINGS.name).items():
            if str(row.values["hourly_wage"]).endswith(".99"):
                self.write(key[0], "20")

    def write(self, employee_id: Value, wage: str) -> None:
        self.local.write(SETTINGS.name, {"employee_id": employee_id, "hourly_wage": Decimal(wage)})

    def sync(self, passes: int = 1) -> PassReport:
        for _ in range(passes - 1):
            self.engine.run_pass()
        self.office.clock.advance(1)
        return self.engine.run_pass()

    def wages(self) -> tuple[Value, object]:
        """Of employee 1001, here and in the sheet."""
        here = self.replica.snapshot(SETTINGS.name)[1001,].values["hourly_wage"]
        return here, self.office.sheet_wage(1001)


@pytest.fixture(params=["memory", "sqlite"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Program]:
    office = World()
    replica: Replica = MemoryReplica(office.tables)
    if request.param == "sqlite":
        replica = SqliteReplica(tmp_path / "replica.db", office.tables, office.clock)
    program = Program(replica, office)
    program.sync(2)
    program.calls = 0
    yield program
    if isinstance(program.replica, SqliteReplica):
        program.replica.close()


@pytest.fixture
def memory() -> Program:
    office = World()
    program = Program(MemoryReplica(office.tables), office)
    program.sync(2)
    return program


TWENTY = (Decimal(20), Decimal(20))


def test_what_follows_from_a_pulled_row_is_sent_in_the_same_pass(program: Program) -> None:
    program.office.type_wage(1001, Decimal("19.99"))
    program.sync()
    assert program.wages() == TWENTY
    assert program.calls == 1


def test_without_pulled_rows_nothing_follows_and_no_request_is_added(program: Program) -> None:
    program.write(1001, "17")
    program.sync(2)
    assert program.calls == 0
    program.office.type_wage(1002, Decimal(30))
    program.office.sheet.calls.clear()
    program.sync()
    assert dict(program.office.sheet.calls) == {"version": 1, "fetch": 1}
    program.sync(3)
    assert program.calls == 1


def test_what_a_first_read_finds_is_followed_up() -> None:
    office = World()
    program = Program(MemoryReplica(office.tables), office)
    program.sync()
    assert program.calls == 1


def test_a_cell_that_holds_its_row_and_its_mending_are_followed_up(program: Program) -> None:
    program.office.type_wage(1001, "1,234")
    program.sync()
    assert program.calls == 1
    program.engine.run_pass(full=True)
    assert program.calls == 1
    program.office.type_wage(1001, "15.00")
    program.sync()
    assert program.calls == 2


def test_a_failure_takes_nothing_back_and_is_made_up_for_on_an_unchanged_sheet(program: Program) -> None:
    program.failure = RemoteError("the table Shifts was never read")
    program.office.type_wage(1001, Decimal("19.99"))
    program.sync()
    assert program.wages()[0] == Decimal("19.99")
    assert program.status.read().last_error == "RemoteError: the table Shifts was never read"
    program.failure = None
    assert program.sync().outcome is Outcome.DONE
    assert program.wages() == TWENTY
    assert program.status.read().last_error is None
    calls = program.calls
    program.sync(3)
    assert program.calls == calls


def test_a_failure_that_lasts_is_logged_once_and_another_one_again(memory: Program) -> None:
    assert isinstance(memory.replica, MemoryReplica)
    memory.failure = RemoteError("not now")
    memory.office.type_wage(1001, Decimal(16))
    memory.sync(4)
    memory.failure = RemoteError("not yet")
    memory.sync(2)
    log = memory.replica.sync_log.recent(100)
    assert [entry.message for entry in log if entry.operation == "follow-up"] == ["not yet", "not now"]


def test_one_that_fails_stops_no_other(memory: Program) -> None:
    def fails() -> None:
        raise RemoteError("not now")

    memory.follow([fails, memory.follow_up])
    memory.office.type_wage(1001, Decimal("19.99"))
    memory.sync()
    assert memory.wages() == TWENTY


def test_what_changes_during_a_follow_up_is_followed_up_too(memory: Program) -> None:
    history = RowHistory(memory.office.tables, memory.replica, memory.office.clock, memory.office.wake)

    def restores() -> None:
        memory.follow([memory.follow_up])
        history.restore(SETTINGS.name, (1002,), NOON)

    memory.office.clock.advance(60)
    memory.office.type_wage(1002, Decimal(30))
    memory.follow([memory.follow_up, restores])
    memory.calls = 0
    memory.sync(2)
    assert memory.calls == 2


def test_a_process_that_dies_before_the_follow_up_makes_up_for_it_at_its_next_start(program: Program) -> None:
    kill(program)
    program.start(reopened(program))
    program.sync()
    assert program.wages() == TWENTY


def test_what_a_crash_left_is_made_up_for_without_a_network(program: Program) -> None:
    kill(program)
    program.start(reopened(program))
    program.office.sheet.fail_next("version", RemoteError("no network"))
    with pytest.raises(RemoteError):
        program.sync()
    assert program.wages()[0] == Decimal(20)


def test_a_row_that_is_restored_is_followed_up(memory: Program) -> None:
    memory.office.clock.advance(60)
    memory.office.type_wage(1001, Decimal(16))
    memory.sync()
    memory.calls = 0
    office = memory.office
    RowHistory(office.tables, memory.replica, office.clock, office.wake).restore(SETTINGS.name, (1001,), NOON)
    memory.sync()
    assert memory.wages() == (Decimal(15), Decimal(15))
    assert memory.calls == 1


def test_a_conflict_that_is_settled_is_followed_up(memory: Program) -> None:
    office = memory.office
    memory.write(1001, "19.99")
    office.type_wage(1001, Decimal(16))
    memory.sync()
    (kept,) = memory.replica.conflicts(1)
    Conflicts(office.tables, memory.replica, office.clock, office.wake).keep_local(kept.number)
    memory.sync()
    assert memory.wages() == TWENTY


def kill(program: Program) -> None:
    """Between the merge and what follows from it."""
    program.failure = KilledError()
    program.office.type_wage(1001, Decimal("19.99"))
    with pytest.raises(KilledError):
        program.sync()
    program.failure = None


def reopened(program: Program) -> Replica:
    if not isinstance(program.replica, SqliteReplica):
        return program.replica
    program.replica.close()
    return SqliteReplica(program.replica.database.path, program.office.tables, program.office.clock)
