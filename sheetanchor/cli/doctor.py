"""`sheetanchor doctor`: whether what the program stands on is sound."""

import json
import sys
from dataclasses import asdict
from enum import Enum

import click
from rich.table import Table as Grid

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.integrity import require_whole
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.cli.access import writing
from sheetanchor.cli.console import console
from sheetanchor.cli.exits import CONFIG
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.services.doctor import Check, Verdict, tried


@click.command()
@click.option("--probe", is_flag=True, help="Try what the engine rests on, on a scratch tab.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def doctor(probe: bool, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Check SQLite, the spreadsheet and, with --probe, how the API really behaves."""
    checks = _checks(with_probe=probe)
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], default=_plain, indent=2))
    else:
        _render(checks)
    if any(check.verdict is Verdict.FAULT for check in checks):
        sys.exit(CONFIG)


def _checks(*, with_probe: bool) -> list[Check]:
    """What is asked of Google counts on the budget of all; where there is no replica to count in, alone."""
    settings, faults = load_settings(), list[Check]()
    try:
        if settings.database_path.exists():
            with writing() as container:
                whole = tried("the replica is whole", lambda: require_whole(settings.database_path))
                return [whole, *container.doctor().examine(with_probe=with_probe)]
    except ReplicaError as error:
        faults.append(Check("the replica can be opened", Verdict.FAULT, str(error)))
    container = Container(settings=settings)
    container.replica.override(MemoryReplica(()))
    return [*faults, *container.doctor().examine(with_probe=with_probe)]


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)


def _render(checks: list[Check]) -> None:
    grid = Grid(title="doctor", title_justify="left")
    for column in ("check", "verdict", "what weakens, or what to do"):
        grid.add_column(column)
    for check in checks:
        grid.add_row(check.what, check.verdict.value, check.advice)
    console().print(grid)
