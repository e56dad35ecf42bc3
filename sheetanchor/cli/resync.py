"""`sheetanchor resync`: rebuild what both sides of a table agreed on."""

import sys

import click

from sheetanchor.cli.access import writing
from sheetanchor.cli.exits import DATA
from sheetanchor.cli.named_table import named_table
from sheetanchor.cli.pass_report import render_report


@click.command()
@click.argument("table_name", metavar="TABLE")
def resync(table_name: str) -> None:
    """Compare both sides of a table anew: every difference waits for a person, nothing is deleted."""
    with writing() as container:
        table = named_table((each for each in container.tables() if not each.is_local), table_name)
        container.upkeep.resync().request(table.name)
        report = container.upkeep.passes().run_pass(full=True)
        waiting = container.upkeep.conflicts().waiting()
    render_report(report)
    if any(each.table == table.name and each.paused for each in report.tables):
        click.echo(f"{table.name}: paused, so nothing was compared; that is done once it goes on")
        sys.exit(DATA)
    count = sum(kept.conflict.table == table.name for kept in waiting)
    click.echo(f"{table.name}: {count} differences wait for a person; `sheetanchor conflicts` lists them")
