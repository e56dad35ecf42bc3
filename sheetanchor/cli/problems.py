"""`sheetanchor problems`: everything that is wrong or waits for a person."""

import click

from sheetanchor.cli.access import reading
from sheetanchor.cli.machine import echo_json
from sheetanchor.services.sync.problems import Problem


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def problems(as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """List what fails, waits or is held back, each with what settles it and a link to the cell."""
    with reading() as container:
        found = container.upkeep.problems().read()
    if as_json:
        echo_json(found)
    elif not found:
        click.echo("nothing waits for a person")
    else:
        click.echo("\n\n".join(_shown(problem) for problem in found))


def _shown(problem: Problem) -> str:
    place = problem.tab if problem.cell is None else f"{problem.tab}!{problem.cell}"
    where = "all tables" if problem.table is None else f"{problem.table}, {place}"
    lines = [
        f"{problem.kind.value}: {where}",
        f"  {problem.message}",
        *(f"  - {way}" for way in problem.settle),
        *([] if problem.link is None else [f"  {problem.link}"]),
    ]
    return "\n".join(lines)
