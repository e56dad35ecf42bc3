"""`sheetanchor sync`: one pass, and what moved; or its plan, and exactly that plan."""

import sys

import click

from sheetanchor.cli.access import writing
from sheetanchor.cli.exits import DATA
from sheetanchor.cli.machine import echo_json
from sheetanchor.cli.pass_report import render_report
from sheetanchor.services.sync.preview import Preview, TablePreview


@click.command()
@click.option("--dry-run", is_flag=True, help="Show the plan and its hash; change nothing on either side.")
@click.option(
    "--allow", metavar="HASH", help="Do exactly the plan of this hash, what looks like an accident too."
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def sync(dry_run: bool, allow: str | None, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Bring both sides together once and show what moved."""
    if dry_run and allow is not None:
        raise click.UsageError("--dry-run shows a plan, --allow does one; type one of them.")
    with writing() as container:
        if dry_run:
            _show(container.engine().preview(), as_json=as_json)
            return
        report = container.upkeep.passes().run_pass(full=True, allow=allow)
    if as_json:
        echo_json(report)
    else:
        render_report(report)
    if any(table.paused or table.held for table in report.tables):
        sys.exit(DATA)


def _show(preview: Preview, *, as_json: bool) -> None:
    if as_json:
        echo_json(preview)
        return
    for table in preview.tables:
        click.echo(_shown(table))
    click.echo(f"\nplan {preview.hash}; nothing was changed. To do exactly this:")
    click.echo(f"  sheetanchor sync --allow {preview.hash}")


def _shown(table: TablePreview) -> str:
    lines = [f"{table.table}: {len(table.steps)} steps"]
    if table.paused is not None:
        lines = [f"{table.table}: stays paused, allowed or not", f"  {table.paused}"]
    if table.waived is not None:
        lines.append(f"  only if allowed: {table.waived}")
    return "\n".join(
        [*lines, *(f"  {step.what}: row {step.row}  {step.detail}".rstrip() for step in table.steps)]
    )
