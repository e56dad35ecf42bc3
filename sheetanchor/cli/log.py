"""`sheetanchor log`: the last passes, what each did, and what was noted beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

import click
from rich.table import Table as Grid

from sheetanchor.cli.access import reading
from sheetanchor.cli.console import console
from sheetanchor.cli.machine import echo_json
from sheetanchor.ports.sync_log import Requests, SyncLogEntry, TableMoves
from sheetanchor.services.sync.pass_log import Logged, LoggedPass

_COLUMNS = (
    "when",
    "took",
    "requests",
    "table",
    "from the sheet",
    "to the sheet",
    "conflicts",
    "held",
    "note",
)


@click.command()
@click.option("--table", "table_name", metavar="TABLE", help="Only what concerns this table.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many passes.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def log(table_name: str | None, limit: int, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Show the last passes, the newest first: what moved, what failed, and the requests that it took.

    A pass that found everything as it was is not kept.
    """
    with reading() as container:
        if table_name is not None:
            container.upkeep.reading_history().table(table_name)
        found = container.upkeep.pass_log().read(limit, table_name)
    if as_json:
        echo_json([_facts(one) for one in found])
    elif not found:
        click.echo("no passes are kept")
    else:
        _render(found, table_name)


def _facts(one: Logged) -> dict[str, object]:
    if isinstance(one, LoggedPass):
        return {"kind": "pass", **asdict(one.did), "notes": one.notes}
    return {"kind": "line", **asdict(one.line)}


def _render(found: Sequence[Logged], table: str | None) -> None:
    grid = Grid()
    for column in _COLUMNS:
        grid.add_column(column)
    for one in found:
        if isinstance(one, LoggedPass):
            for row in _rows(one, table):
                grid.add_row(*row)
        else:
            grid.add_row(_when(one.at), "", "", one.line.table or "", "", "", "", "", _said(one.line))
    console().print(grid)


def _rows(one: LoggedPass, table: str | None) -> Iterator[tuple[str, ...]]:
    """A line for each table; what concerns the pass as a whole stands in the first one."""
    did = one.did
    pass_notes = [f"failed: {did.error}"] if did.error is not None else []
    pass_notes += [_said(line) for line in one.notes]
    first = (_when(did.started_at), f"{did.seconds:.1f} s", _sent(did.requests))
    shown = [moves for moves in did.tables if table in (None, moves.table)]
    for number, moves in enumerate(shown or [None]):
        notes = [*([] if number else pass_notes), *_notes(moves)]
        yield (*(("",) * len(first) if number else first), *_counts(moves), "\n".join(notes))


def _counts(moves: TableMoves | None) -> tuple[str, ...]:
    if moves is None:
        return ("",) * 5
    return (moves.table, *map(str, (moves.pulled, moves.pushed, moves.conflicts, moves.held)))


def _notes(moves: TableMoves | None) -> list[str]:
    if moves is None:
        return []
    unconfirmed = [f"{moves.unconfirmed} rows not confirmed"] if moves.unconfirmed else []
    return [*unconfirmed, *([] if moves.paused is None else [moves.paused])]


def _said(line: SyncLogEntry) -> str:
    where = "" if line.table is None else f"{line.table}: "
    return f"{where}{line.message or f'{line.operation} {line.status}, {line.rows} rows'}"


def _sent(requests: Requests) -> str:
    counts = asdict(requests).items()
    return (
        ", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in counts if count) or "none"
    )


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
