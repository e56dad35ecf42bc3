"""What a pass did, as a table for people."""

from rich.table import Table as Grid

from sheetanchor.cli.console import console
from sheetanchor.services.sync.report import PassReport, TableReport


def render_report(report: PassReport) -> None:
    """Print one line per table."""
    grid = Grid(title=f"one pass in {report.seconds:.2f} s", title_justify="left")
    for column in ("table", "from the sheet", "to the sheet", "conflicts", "held", "note"):
        grid.add_column(column)
    for table in report.tables:
        grid.add_row(*_cells(table))
    console().print(grid)


def _cells(table: TableReport) -> tuple[str, ...]:
    counts = (table.pulled + table.removed, table.pushed, table.conflicts, table.held)
    note = table.paused or (f"{table.unconfirmed} rows not confirmed" if table.unconfirmed else "")
    return (table.table, *(str(count) for count in counts), note)
