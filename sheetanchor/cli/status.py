"""`sheetanchor status`: how the replica stands, without touching the network."""

import json
from dataclasses import asdict
from datetime import datetime

import click
from rich.table import Table as Grid

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.cli.console import console
from sheetanchor.services.sync.status import SyncState


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def status(as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Show tables, what waits, what is held, and the last pass."""
    container = Container(settings=load_settings())
    replica = container.reading_replica()
    try:
        state = container.status().read()
    finally:
        replica.close()
    if as_json:
        click.echo(json.dumps(asdict(state), default=_plain, indent=2))
    else:
        _render(state)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _render(state: SyncState) -> None:
    printer = console()
    # Without lines it fits 80 columns; what is longer is folded and not cut, for names are typed again.
    grid = Grid(box=None, padding=(0, 1, 0, 0))
    for column in ("table", "tab", "rows", "pending", "conflicts", "held", "agreed"):
        grid.add_column(column, overflow="fold")
    for table in state.tables:
        counts = (table.rows, table.pending, table.conflicts, len(table.held))
        grid.add_row(table.table, table.tab, *(str(count) for count in counts), _minute(table.agreed_at))
    printer.print(grid)
    printer.print(f"last full read {_when(state.last_fetch_at)}")
    for note in _notes(state):
        printer.print(note, markup=False, soft_wrap=True)


def _notes(state: SyncState) -> list[str]:
    paused = [table.paused for table in state.tables if table.paused]
    namesakes = [table.namesake.message() for table in state.tables if table.namesake]
    held = [cell.message() for table in state.tables for cell in table.held]
    since = "" if state.failing_since is None else f" (failing since {_when(state.failing_since).strip()})"
    failed = [f"the last pass failed: {state.last_error}{since}"] if state.last_error else []
    weaker = [promise.message() for promise in state.weaker]
    left = [finding.message for table in state.tables for finding in table.left]
    pinned = [cell.message() for table in state.tables for cell in table.pinned]
    return [*failed, *weaker, *paused, *namesakes, *held, *left, *pinned]


def _minute(at: datetime | None) -> str:
    return "never" if at is None else at.strftime("%Y-%m-%d %H:%M")


def _when(at: datetime | None) -> str:
    return "never" if at is None else at.strftime("%Y-%m-%d %H:%M:%S %Z")
