"""`sheetanchor resync`: rebuild what both sides of a table agreed on."""

import click

from sheetanchor.cli.access import writing
from sheetanchor.cli.pass_report import render_report


@click.command()
@click.argument("table_name", metavar="TABLE")
def resync(table_name: str) -> None:
    """Compare both sides of a table anew: every difference waits for a person, nothing is deleted."""
    with writing() as container:
        container.upkeep.resync().request(table_name)
        report = container.upkeep.passes().run_pass(full=True)
        waiting = container.upkeep.conflicts().waiting()
    render_report(report)
    count = sum(kept.conflict.table == table_name for kept in waiting)
    click.echo(f"{table_name}: {count} differences wait for a person; `sheetanchor conflicts` lists them")
