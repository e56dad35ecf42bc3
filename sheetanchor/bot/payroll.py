"""The use cases of pay, and what they are made of."""

import random
from collections.abc import Callable, Sequence

from dependency_injector import containers, providers

from sheetanchor.bot.settings import Settings
from sheetanchor.bot.sheet import tables_by_name
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.findings import Findings
from sheetanchor.ports.notifier import Notifier
from sheetanchor.ports.reference_data import RANKS, ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services.payroll.bonus_ledger import ApplyBonus, GrantBonus
from sheetanchor.services.payroll.create_shift import CreateShift
from sheetanchor.services.payroll.default_settings import EnsureSettings
from sheetanchor.services.payroll.edit_clocks import EditClocks
from sheetanchor.services.payroll.edit_sales import EditProduct, EditTotalSales
from sheetanchor.services.payroll.employees import Employees, PayDefaults
from sheetanchor.services.payroll.fortnights import ReadFortnights
from sheetanchor.services.payroll.last_shifts import LastShifts
from sheetanchor.services.payroll.left_shifts import LeftShifts
from sheetanchor.services.payroll.rank_board import ReadRankBoard
from sheetanchor.services.payroll.rank_codes import CheckRankCodes, FaultyCodes
from sheetanchor.services.payroll.rank_messages import MarkRankTold, UntoldRanks
from sheetanchor.services.payroll.recalculate_ranks import RecalculateRanks
from sheetanchor.services.payroll.recompute import RecomputeShifts
from sheetanchor.services.payroll.record_rank import RecordRank
from sheetanchor.services.payroll.shift_edits import ShiftEdits
from sheetanchor.services.payroll.statistics import ReadStatistics
from sheetanchor.services.payroll.tables import SHIFTS, PayTables
from sheetanchor.services.payroll.work import PayWork


def _follow_ups(
    tables: Sequence[Table], recompute: Callable[[], RecomputeShifts], check: Callable[[], CheckRankCodes]
) -> list[Callable[[], object]]:
    """What follows from rows that the sheet changed; nothing where the tables of pay are switched off."""
    steps: Sequence[tuple[str, Callable[[], Callable[[], object]]]] = ((SHIFTS, recompute), (RANKS, check))
    return [step() for table, step in steps if table in tables_by_name(tables)]


def findings_of(tables: Sequence[Table], replica: Replica) -> list[Findings]:
    """What of pay waits for a person, read from this replica."""
    declared = tables_by_name(tables)
    left: list[Findings] = [LeftShifts(replica)] if SHIFTS in declared else []
    return [*left, FaultyCodes(replica, declared[RANKS])] if RANKS in declared else left


class PayrollContainer(containers.DeclarativeContainer):
    """Everything that shows or changes shifts, money, ranks and bonuses."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[Replica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    wake: providers.Dependency[Wake] = providers.Dependency()
    reference_data: providers.Dependency[ReferenceData] = providers.Dependency()
    notifier: providers.Dependency[Notifier] = providers.Dependency()

    choose = providers.Object(random.SystemRandom().choice)
    policy = providers.Singleton(
        PayPolicy,
        zone=settings.provided.time_zone,
        commission_rate=settings.provided.commission_rate,
        rate_scope=settings.provided.dynamic_rate,
    )
    defaults = providers.Singleton(
        PayDefaults,
        hourly_wage=settings.provided.default_wage,
        sales_commission=settings.provided.default_commission,
    )
    pay_tables = providers.Singleton(PayTables, tables)
    work = providers.Singleton(PayWork, replica, pay_tables, clock, wake, notifier, policy)
    employees = providers.Singleton(Employees, replica, reference_data, defaults)
    edits = providers.Singleton(ShiftEdits, work, employees, choose)

    create_shift = providers.Singleton(CreateShift, work, employees, choose)
    edit_clocks = providers.Singleton(EditClocks, edits)
    edit_product = providers.Singleton(EditProduct, edits)
    edit_total_sales = providers.Singleton(EditTotalSales, edits)
    last_shifts = providers.Singleton(LastShifts, work)
    statistics = providers.Singleton(ReadStatistics, work)
    fortnights = providers.Singleton(ReadFortnights, work)
    rank_board = providers.Singleton(ReadRankBoard, work)
    recalculate_ranks = providers.Singleton(RecalculateRanks, work, choose)
    recompute_shifts = providers.Singleton(RecomputeShifts, work, employees, choose)
    check_rank_codes = providers.Singleton(CheckRankCodes, work)
    follow_ups = providers.Callable(_follow_ups, tables, recompute_shifts.provider, check_rank_codes.provider)
    tell_admins = work.provided.tell_admins
    untold_ranks = providers.Singleton(UntoldRanks, work)
    mark_rank_told = providers.Singleton(MarkRankTold, work)
    record_rank = providers.Singleton(RecordRank, work)
    grant_bonus = providers.Singleton(GrantBonus, work)
    apply_bonus = providers.Singleton(ApplyBonus, work)
    ensure_settings = providers.Singleton(EnsureSettings, work, employees)
