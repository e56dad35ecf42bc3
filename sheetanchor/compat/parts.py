"""What the methods of the old surface call, made from the container."""

from dataclasses import dataclass
from datetime import tzinfo

from sheetanchor.adapters.sheets.headed_tab import HeadedTab
from sheetanchor.bot.container import Container
from sheetanchor.bot.sheet import tables_by_name
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.services.payroll.bonus_ledger import ApplyBonus, GrantBonus
from sheetanchor.services.payroll.create_shift import CreateShift
from sheetanchor.services.payroll.default_settings import EnsureSettings
from sheetanchor.services.payroll.edit_cell import CellEdits, EditCell
from sheetanchor.services.payroll.edit_sales import EditTotalSales
from sheetanchor.services.payroll.lookups import Lookups
from sheetanchor.services.payroll.rank_messages import MarkRankTold
from sheetanchor.services.payroll.record_rank import RecordRank
from sheetanchor.services.payroll.refigure import Refigure
from sheetanchor.services.payroll.rows import PayRows
from sheetanchor.services.payroll.tables import ACTIVE_BONUSES, EMPLOYEE_RANKS, SHIFTS, PayTables
from sheetanchor.services.sheet_rows import SheetRows


@dataclass(frozen=True, slots=True)
class Parts:
    """Use cases by what they do; none of them reviews a rank by itself."""

    tables: PayTables
    zone: tzinfo
    tab: HeadedTab
    places: SheetRows
    reference: ReferenceData
    ensure_settings: EnsureSettings
    rows: PayRows
    lookups: Lookups
    create_shift: CreateShift
    edit_cell: EditCell
    edit_total: EditTotalSales
    refigure: Refigure
    record_rank: RecordRank
    mark_told: MarkRankTold
    grant_bonus: GrantBonus
    apply_bonus: ApplyBonus

    @property
    def shifts(self) -> Table:
        """The declaration of Shifts."""
        return self.tables[SHIFTS]

    @property
    def ranks(self) -> Table:
        """The declaration of EmployeeRanks."""
        return self.tables[EMPLOYEE_RANKS]

    @property
    def bonuses(self) -> Table:
        """The declaration of ActiveBonuses."""
        return self.tables[ACTIVE_BONUSES]


def parts_of(container: Container, tab: HeadedTab) -> Parts:
    """The parts of one process; tab: the one of Shifts."""
    pay, work = container.payroll, container.payroll.work()
    edits = CellEdits(pay.edit_clocks(), pay.edit_product(), pay.edit_total_sales(), pay.edits())
    return Parts(
        tables=pay.pay_tables(),
        zone=work.policy.zone,
        tab=tab,
        places=SheetRows(container.sheet(), tables_by_name(container.tables())),
        reference=container.reference_data(),
        ensure_settings=pay.ensure_settings(),
        rows=PayRows(work),
        lookups=Lookups(work, pay.choose()),
        create_shift=pay.create_shift(),
        edit_cell=EditCell(work, edits),
        edit_total=pay.edit_total_sales(),
        refigure=Refigure(pay.edits()),
        record_rank=pay.record_rank(),
        mark_told=pay.mark_rank_told(),
        grant_bonus=pay.grant_bonus(),
        apply_bonus=pay.apply_bonus(),
    )
