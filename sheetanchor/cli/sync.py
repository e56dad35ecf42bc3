"""`sheetanchor sync`: one pass, and what moved."""

import sys

import click
from rich.console import Console
from rich.table import Table as Grid

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.bot.worker import only_worker
from sheetanchor.cli.exits import DATA
from sheetanchor.services.sync.report import PassReport, TableReport


@click.command()
def sync() -> None:
    """Bring both sides together once and show what moved."""
    settings = load_settings()
    container = Container(settings=settings)
    with only_worker(settings.database_path):
        try:
            report = container.engine().run_pass(full=True)
        finally:
            container.replica().close()
    _render(report)
    if any(table.paused or table.held for table in report.tables):
        sys.exit(DATA)


def _render(report: PassReport) -> None:
    grid = Grid(title=f"one pass in {report.seconds:.2f} s", title_justify="left")
    for column in ("table", "from the sheet", "to the sheet", "conflicts", "held", "note"):
        grid.add_column(column)
    for table in report.tables:
        grid.add_row(*_cells(table))
    Console().print(grid)


def _cells(table: TableReport) -> tuple[str, ...]:
    counts = (table.pulled + table.removed, table.pushed, table.conflicts, table.held)
    note = table.paused or (f"{table.unconfirmed} rows not confirmed" if table.unconfirmed else "")
    return (table.table, *(str(count) for count in counts), note)
