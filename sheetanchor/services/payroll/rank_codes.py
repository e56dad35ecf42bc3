"""Bonus cells of Ranks that hold no code: never drawn, told once, and listed until they are mended."""

import json

from sheetanchor.domain.payroll.ranks import FaultyCode, rank_from_row
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.ports.notifier import BadBonusCode
from sheetanchor.ports.reference_data import RANKS
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.work import PayWork
from sheetanchor.services.sync.facts import TOLD_CODES

_CHECK = Operation("check_rank_codes", int)
_KNOWN = "flat_10, percent_next_5, percent_prev_2, percent_all_2, double_commission, paid_day_off or none"


class CheckRankCodes:
    """To be run after each pass that read ranks; a second run in a row changes nothing."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self) -> int:
        """Tell the admins of each cell once, and again of another text in it; how many there are."""
        return self._work.do(_CHECK, None, self._within)

    def _within(self, book: PayBook) -> int:
        try:
            faults = book.read.ranks().faulty_codes
        except UnavailableError:
            # Never read, so that there is no code yet; that the table is paused or waits is told elsewhere.
            return 0
        columns = book.tables[RANKS].by_field
        told = [_name(fault) for fault in faults]
        known = json.loads(book.fact(TOLD_CODES) or "[]")
        for fault in faults:
            if _name(fault) not in known:
                book.notices.append(BadBonusCode(fault.rank, columns[fault.column].header, fault.code))
        if told != known:
            book.set_fact(TOLD_CODES, json.dumps(told) if told else None)
        return len(faults)


class FaultyCodes(Findings):
    """Those of the ranks as they are used now. ranks: the declaration of their table."""

    def __init__(self, replica: Replica, ranks: Table) -> None:
        self._replica = replica
        self._ranks = ranks

    def read(self) -> tuple[Finding, ...]:
        """Rank by rank, by column."""
        rows = self._replica.snapshot(RANKS).values()
        return tuple(self._finding(row, fault) for row in rows for fault in rank_from_row(row.values).faulty)

    def _finding(self, row: Row, fault: FaultyCode) -> Finding:
        header = self._ranks.by_field[fault.column].header
        return Finding(
            table=RANKS,
            key=row.key,
            message=(
                f"rank {fault.rank}: {header} holds {fault.code!r}, which is no bonus code. It is never "
                "drawn; the other bonuses of the rank are."
            ),
            settle=(f"type a code into that cell, such as {_KNOWN}",),
            field=fault.column,
        )


def _name(fault: FaultyCode) -> list[str]:
    return [fault.rank, fault.column, fault.code]
