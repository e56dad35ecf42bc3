"""What was answered to each request that changed something, so that a repeat gets the same answer.

In the replica alone.
"""

from collections.abc import Sequence

from sheetanchor import Column, DateTime, Strategy, Table, Text, hookimpl

TABLE = Table(
    name="request_results",
    tab="",
    strategy=Strategy.LOCAL,
    keeps_history=False,
    key=("request",),
    columns=(
        Column("request", "Request", Text(), required=True),
        Column("operation", "Operation", Text(), required=True),
        Column("result", "Result", Text(max_length=1_000_000), required=True),
        Column("done_at", "Done at", DateTime(), required=True),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """One table, in the replica alone."""
    return (TABLE,)
