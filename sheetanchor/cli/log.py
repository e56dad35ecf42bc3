"""`sheetanchor log`: the last passes, what each did, and what was noted beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

import click

from sheetanchor.cli.access import reading
from sheetanchor.cli.console import console
from sheetanchor.cli.machine import echo_json
from sheetanchor.cli.named_table import named_table
from sheetanchor.ports.sync_log import Requests, SyncLogEntry, TableMoves
from sheetanchor.services.sync.pass_log import Logged, LoggedPass


@click.command()
@click.option("--table", "table_name", metavar="TABLE", help="Only what concerns this table.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many passes.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def log(table_name: str | None, limit: int, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Show the last passes, the newest first: what moved, what failed, and the requests that it took.

    A pass that found everything as it was is not kept.
    """
    with reading() as container:
        table = None if table_name is None else named_table(container.tables(), table_name).name
        found = container.upkeep.pass_log().read(limit, table)
    if as_json:
        echo_json([_facts(one) for one in found])
    elif not found:
        click.echo("no passes are kept")
    else:
        _render(found, table)


def _facts(one: Logged) -> dict[str, object]:
    if isinstance(one, LoggedPass):
        return {"kind": "pass", **asdict(one.did), "notes": one.notes}
    return {"kind": "line", **asdict(one.line)}


def _render(found: Sequence[Logged], table: str | None) -> None:
    printer, told = console(), set[str]()
    for one in found:
        for line in _lines(one, table, told):
            printer.print(line, soft_wrap=True)


def _lines(one: Logged, table: str | None, told: set[str]) -> Iterator[str]:
    """When a pass was and what it took, then a line for each table and whatever else is to be said.

    told: why tables are paused, as far as it was said already.
    """
    if not isinstance(one, LoggedPass):
        yield f"{_when(one.at)}  {_said(one.line)}"
        return
    did = one.did
    yield f"{_when(did.started_at)}  {did.seconds:.1f} s  {_sent(did.requests)}"
    if did.error is not None:
        yield f"  failed: {did.error}"
    yield from (f"  {_said(line)}" for line in one.notes)
    for moves in did.tables:
        if table in (None, moves.table):
            yield f"  {moves.table}: {_moved(moves, told)}"


def _moved(moves: TableMoves, told: set[str]) -> str:
    counts = (
        (moves.pulled, "from the sheet"),
        (moves.pushed, "to the sheet"),
        (moves.conflicts, "in conflict"),
        (moves.held, "held"),
        (moves.unconfirmed, "not confirmed"),
    )
    said = [f"{count} {what}" for count, what in counts if count]
    return "; ".join([*said, *_pause(moves, told)]) or "nothing moved"


def _pause(moves: TableMoves, told: set[str]) -> list[str]:
    if moves.paused is None:
        return []
    if moves.paused in told:
        return ["paused for the same reason"]
    told.add(moves.paused)
    return [moves.paused]


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
