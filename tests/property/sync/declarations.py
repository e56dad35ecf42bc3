"""Two tables for the simulated world: rows found by key, and a list that is one value."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sheetanchor import (
    Column,
    DecimalNumber,
    Deletions,
    Integer,
    Money,
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

#: The foreign column by whose text people know their rows.
IDENT = "Ident"


@dataclass(frozen=True, slots=True)
class Setup:
    """How many programs share the spreadsheet, and what the tables are declared to be.

    numbered: programs give the keys of their rows, and the same ones.
    """

    programs: int = 1
    numbered: bool = False
    policy: Policy = Policy.SHEET_WINS
    deletions: Deletions = Deletions.BOTH

    @property
    def tables(self) -> tuple[Table, Table]:
        """The keyed table and the list."""
        return (
            replace(STAFF, policy=self.policy, deletions=self.deletions, numbered=self.numbered),
            replace(STEPS, policy=self.policy),
        )
