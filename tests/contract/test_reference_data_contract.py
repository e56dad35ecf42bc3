"""The suite over every source of reference data: in memory, straight from Sheets, and local first."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from sheetanchor.adapters.hybrid.reference_data import HybridReferenceData
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.reference_data import SheetReferenceData
from sheetanchor.adapters.sheets.shared_reads import SharedReads
from sheetanchor.adapters.sqlite.reference_data import ReplicaReferenceData
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.domain.tables.schema import Table
from sheetanchor.plugins import dynamic_rates, employee_settings, ranks
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.services.sync.engine import SyncEngine
from tests.contract.reference_data_suite import FULL, Cells, ReferenceDataSuite, Source
from tests.contract.workbooks import GoogleWorkbook, MemoryWorkbook, Workbook

TABLES = (employee_settings.TABLE, dynamic_rates.TABLE, ranks.TABLE)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def tokens() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"token{next(numbers)}"


def filled(workbook: Workbook, cells: Cells) -> Workbook:
    for title, lines in cells.tabs.items():
        rows: list[list[CellValue]] = [list(line) for line in lines]
        workbook.add_tab(title, rows, (20, 8))
    return workbook


class TestMemory(ReferenceDataSuite):
    @pytest.fixture
    def source(self) -> Source:
        return lambda cells: SheetReferenceData(filled(MemoryWorkbook(), cells).sheet, BY_NAME)


@pytest.mark.vcr
@pytest.mark.block_network
class TestSheets(ReferenceDataSuite):
    @pytest.fixture
    def source(self, google_workbook: GoogleWorkbook) -> Source:
        return lambda cells: SheetReferenceData(filled(google_workbook, cells).sheet, BY_NAME)


@pytest.mark.vcr
@pytest.mark.block_network
class TestHybrid(ReferenceDataSuite):
    """Synced once over the recorded API into a real SQLite file, then asked."""

    @pytest.fixture
    def replica(self, tmp_path: Path) -> Iterator[SqliteReplica]:
        replica = SqliteReplica(tmp_path / "replica.db", TABLES, FakeClock())
        yield replica
        replica.close()

    @pytest.fixture
    def source(self, google_workbook: GoogleWorkbook, replica: SqliteReplica) -> Source:
        def synced(cells: Cells) -> ReferenceData:
            sheet = filled(google_workbook, cells).sheet
            SyncEngine(TABLES, sheet, replica, FakeClock(), tokens()).run_pass()
            return HybridReferenceData(ReplicaReferenceData(replica), SheetReferenceData(sheet, BY_NAME))

        return synced


class HybridWorld:
    """A hybrid source in memory whose sides can fail."""

    def __init__(self) -> None:
        self.sheet = MemorySheet()
        for title, lines in FULL.tabs.items():
            self.sheet.add_tab(title, lines)
        self.replica = MemoryReplica(TABLES)
        self.engine = SyncEngine(TABLES, self.sheet, self.replica, FakeClock(), tokens())
        local = ReplicaReferenceData(self.replica)
        self.data = HybridReferenceData(local, SheetReferenceData(self.sheet, BY_NAME))

    @property
    def fetches(self) -> int:
        return self.sheet.calls["fetch"]


@pytest.fixture
def world() -> HybridWorld:
    world = HybridWorld()
    world.engine.run_pass()
    return world


def test_what_the_replica_knows_is_answered_without_the_network(world: HybridWorld) -> None:
    before = world.fetches
    assert world.data.employee_settings(1001) is not None
    assert world.data.dynamic_rates().steps
    assert world.data.ranks().ranks
    assert world.fetches == before


def test_a_newcomer_in_the_sheet_is_found_before_the_next_pass(world: HybridWorld) -> None:
    world.sheet.tab("EmployeeSettings").append_row(
        {"EmployeeId": "9", "Hourly wage": "20", "Sales commission": "9"}
    )
    assert world.data.employee_settings(9) == EmployeeSettings(9, Decimal(20), Decimal(9))


def test_strangers_share_a_read_and_who_was_there_a_moment_ago_is_looked_for_again(
    world: HybridWorld,
) -> None:
    shared = SharedReads(world.sheet, FakeClock().monotonic)
    remote = SheetReferenceData(world.sheet, BY_NAME, shared)
    world.sheet.tab("EmployeeSettings").append_row(
        {"EmployeeId": "9", "Hourly wage": "20", "Sales commission": "9"}
    )
    assert remote.employee_settings(77) is None
    before = world.fetches
    assert [remote.employee_settings(stranger) for stranger in (78, 79, 80)] == [None] * 3
    assert world.fetches == before
    tab = world.sheet.tab("EmployeeSettings")
    tab.delete_row(tab.find("EmployeeId", "9"))
    assert remote.employee_settings(9) is None


def test_an_unknown_employee_is_not_absent_while_the_sheet_cannot_be_asked(world: HybridWorld) -> None:
    world.sheet.fail_next("fetch", RemoteError("429"))
    with pytest.raises(RemoteError):
        world.data.employee_settings(77)


def test_before_the_first_pass_the_sheet_answers() -> None:
    world = HybridWorld()
    assert world.data.dynamic_rates().steps
    assert world.data.employee_settings(1001) is not None
    assert world.fetches == 2


def test_before_the_first_pass_and_offline_nothing_is_assumed() -> None:
    world = HybridWorld()
    world.sheet.fail_next("fetch", RemoteError("offline"), times=3)
    for ask in (world.data.dynamic_rates, world.data.ranks, lambda: world.data.employee_settings(1001)):
        with pytest.raises(RemoteError):
            ask()


def test_a_last_good_row_stays_in_use_while_its_cell_is_unreadable(world: HybridWorld) -> None:
    world.sheet.tab("EmployeeSettings").type(1, "Hourly wage", "fifteen")
    world.sheet.tab("DynamicRates").type(1, "Percentage", "none")
    world.engine.run_pass()
    assert world.data.employee_settings(1001) is not None
    assert len(world.data.dynamic_rates().steps) == 2


def test_a_replica_that_fails_is_answered_for_by_the_sheet(tmp_path: Path) -> None:
    world = HybridWorld()
    replica = SqliteReplica(tmp_path / "replica.db", TABLES, FakeClock())
    replica.close()
    data = HybridReferenceData(ReplicaReferenceData(replica), SheetReferenceData(world.sheet, BY_NAME))
    with pytest.raises(OperatorError):
        ReplicaReferenceData(replica).ranks()
    assert data.ranks().ranks
    assert data.employee_settings(1001) is not None
