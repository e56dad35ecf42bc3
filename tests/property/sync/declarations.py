"""Two tables for the simulated world: rows found by key, and a list that is one value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sheetanchor import (
    Column,
    DecimalNumber,
    Decision,
    Deletions,
    Disputed,
    Integer,
    Money,
    OwnStrategy,
    Percent,
    Policy,
    Strategy,
    Table,
    Text,
)

STAFF = Table(
    name="staff",
    tab="Staff",
    columns=(
        Column("employee_id", "EmployeeId", Integer(), required=True),
        Column("wage", "Wage", Money(), required=True),
        Column("share", "Share", Percent(), default=Decimal(8)),
        Column("note", "Note", Text()),
    ),
    key=("employee_id",),
    deletions=Deletions.BOTH,
)

STEPS = Table(
    name="steps",
    tab="Steps",
    columns=(
        Column("least", "Least", DecimalNumber(), required=True),
        Column("rate", "Rate", Percent(), required=True),
    ),
    strategy=Strategy.FULL_REPLACE,
)


def later_in_the_alphabet(row: Disputed) -> Mapping[str, Decision]:
    """A plugin's own strategy: now the one side, now the other."""
    return {
        name: Decision.TAKE_LOCAL if str(row.local[name]) > str(row.sheet[name]) else Decision.TAKE_SHEET
        for name in row.fields
    }


#: The foreign column by whose text people know their rows.
IDENT = "Ident"


@dataclass(frozen=True, slots=True)
class Setup:
    """How many programs share the spreadsheet, and what the tables are declared to be.

    numbered: programs give the keys of their rows, and the same ones. policy, strategy: of the rows.
    share: of one of their columns, None for the same one. steps: of the list. deletions: of rows.
    """

    programs: int = 1
    numbered: bool = False
    policy: Policy = Policy.SHEET_WINS
    deletions: Deletions = Deletions.BOTH
    strategy: Strategy | OwnStrategy = Strategy.INCREMENTAL
    share: Policy | None = None
    steps: Policy = Policy.SHEET_WINS

    @property
    def tables(self) -> tuple[Table, ...]:
        """The keyed table and the list; those of work stand beside them."""
        staff = replace(STAFF, deletions=self.deletions, numbered=self.numbered, strategy=self.strategy)
        if isinstance(self.strategy, Strategy):
            # Where a plugin's own strategy decides no policy does.
            columns = tuple(
                replace(column, policy=self.share) if column.field == "share" else column
                for column in STAFF.columns
            )
            staff = replace(staff, columns=columns, policy=self.policy)
        return staff, replace(STEPS, policy=self.steps)
