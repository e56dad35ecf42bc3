"""What a pass did, as a table for people, and beneath it why a table is paused."""

from rich.table import Table as Grid

from sheetanchor.cli.console import console
from sheetanchor.services.sync.report import PassReport, TableReport


def render_report(report: PassReport) -> None:
    """Print one line per table, then the messages of those that are paused."""
    grid = Grid(title=f"one pass in {report.seconds:.2f} s", title_justify="left")
    for column in ("table", "from sheet", "to sheet", "conflicts", "held", ""):
        grid.add_column(column)
    for table in report.tables:
        grid.add_row(*_cells(table))
    printer = console()
    printer.print(grid)
    for table in report.tables:
        if table.paused is not None:
            printer.print(table.paused, soft_wrap=True)


def _cells(table: TableReport) -> tuple[str, ...]:
    counts = (table.pulled + table.removed, table.pushed, table.conflicts, table.held)
    return (table.table, *(str(count) for count in counts), _note(table))


def _note(table: TableReport) -> str:
    if table.paused is not None:
        return "paused"
    return f"{table.unconfirmed} unconfirmed" if table.unconfirmed else ""
