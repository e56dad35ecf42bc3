"""`sheetanchor conflicts`: what both sides changed, and whose side is kept."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import click
from rich.table import Table as Grid

from sheetanchor.bot.container import Container
from sheetanchor.cli.access import reading, writing
from sheetanchor.cli.console import console
from sheetanchor.cli.machine import echo_json
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.sync.conflict_ways import ways
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.problems import overwritten

_Tables = Mapping[str, Table]
_OVER = "What was changed since may be overwritten: the hash that the refusal names."


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, of the list.")
@click.pass_context
def conflicts(context: click.Context, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """What both sides changed; without a command the list of those that wait."""
    if context.invoked_subcommand is None:
        context.invoke(list_conflicts, as_json=as_json)


@conflicts.command("list")
@click.option("--all", "with_decided", is_flag=True, help="Decided ones too, the newest first.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many with --all."
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def list_conflicts(with_decided: bool = False, limit: int = 50, as_json: bool = False) -> None:  # noqa: FBT001, FBT002 - click passes options so
    """List the conflicts that wait for a person."""
    with reading() as container:
        service, tables = container.upkeep.reading_conflicts(), _tables(container)
        found = service.newest(limit) if with_decided else service.waiting()
    if as_json:
        echo_json([_facts(kept, tables) for kept in found])
    elif not found:
        click.echo("nothing waits for a person")
    else:
        _render_list(found, tables)


@conflicts.command()
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def show(number: int, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Show both sides of one conflict, and what settles it."""
    with reading() as container:
        kept, tables = container.upkeep.reading_conflicts().show(number), _tables(container)
        link = container.upkeep.links().to(kept.conflict.table, kept.conflict.address)
    if as_json:
        echo_json({**_facts(kept, tables), "link": link})
    else:
        _render(kept, tables, link)


@conflicts.command("keep-sheet")
@click.argument("number", type=int)
@click.option("--over", metavar="HASH", help=_OVER)
def keep_sheet(number: int, over: str | None) -> None:
    """Let the sheet's side stand."""
    _keep(partial(Conflicts.keep_sheet, number=number, over=over), "the sheet's")


@conflicts.command("keep-local")
@click.argument("number", type=int)
@click.option("--over", metavar="HASH", help=_OVER)
def keep_local(number: int, over: str | None) -> None:
    """Let the local side stand."""
    _keep(partial(Conflicts.keep_local, number=number, over=over), "the local")


def _keep(keep: Callable[[Conflicts], Sequence[KeptConflict]], side: str) -> None:
    with writing() as container:
        settled = keep(container.upkeep.conflicts())
    numbers = ", ".join(str(kept.number) for kept in settled)
    click.echo(f"conflict {numbers}: {side} side stands; the next pass carries it over (`sheetanchor sync`)")


def _tables(container: Container) -> _Tables:
    return {table.name: table for table in container.tables()}


def _facts(kept: KeptConflict, tables: _Tables) -> dict[str, object]:
    conflict = kept.conflict
    table = tables.get(conflict.table)
    return {
        "number": kept.number,
        "at": kept.at,
        "table": conflict.table,
        "tab": None if table is None else table.tab,
        "row": shown_key(table, conflict.key),
        "field": conflict.field,
        "cell": conflict.address,
        "what": conflict.loss,
        "sheet": _shown_side(table, conflict.sheet),
        "local": _shown_side(table, conflict.local),
        "typed": conflict.typed,
        "waits": kept.is_waiting,
        "winner": conflict.winner,
        "decided_at": kept.decided_at,
        "settle": () if table is None else ways(table, kept),
    }


def _shown_side(table: Table | None, values: Values | None) -> dict[str, str] | None:
    if values is None:
        return None
    return {field: shown_value(table, field, value) for field, value in values.items()}


def _render_list(found: Sequence[KeptConflict], tables: _Tables) -> None:
    grid = Grid()
    for column in ("number", "since", "table", "row", "cell", "what", "in the sheet", "here", "state"):
        grid.add_column(column)
    for kept in found:
        table, conflict = tables.get(kept.conflict.table), kept.conflict
        grid.add_row(
            str(kept.number),
            f"{kept.at:%Y-%m-%d %H:%M}",
            conflict.table,
            shown_key(table, conflict.key),
            conflict.address or "",
            conflict.loss.value,
            _sheet_line(table, conflict),
            _line(table, conflict.local),
            _state(kept),
        )
    console().print(grid)


def _sheet_line(table: Table | None, conflict: Conflict) -> str:
    """Of what was overwritten it is what stood there before."""
    if conflict.loss is Loss.OVERWRITTEN:
        return f"was {overwritten(table, conflict)}"
    return _line(table, conflict.sheet)


def _line(table: Table | None, values: Values | None) -> str:
    """By headers, as people know them; the machine-readable form has fields."""
    if values is None:
        return "no such row"
    return ", ".join(
        f"{shown_header(table, field)} {shown_value(table, field, value)}" for field, value in values.items()
    )


def _state(kept: KeptConflict) -> str:
    if kept.is_waiting:
        return "waits"
    winner = kept.conflict.winner
    return "both agree by now" if winner is None else f"{winner.value} won"


def _render(kept: KeptConflict, tables: _Tables, link: str | None) -> None:
    facts, conflict = _facts(kept, tables), kept.conflict
    table = tables.get(conflict.table)
    lines = [
        f"conflict {kept.number}, {conflict.loss.value}, {_state(kept)}",
        f"  table {conflict.table}, row {facts['row']}, cell {conflict.address or 'not in the tab'}",
        f"  in the sheet: {_sheet_line(table, conflict)}",
        f"  here:         {_line(table, conflict.local)}",
        f"  first seen {kept.at:%Y-%m-%d %H:%M:%S %Z}",
        *([] if kept.decided_at is None else [f"  decided {kept.decided_at:%Y-%m-%d %H:%M:%S %Z}"]),
        *([] if link is None else [f"  {link}"]),
        *([] if table is None else [f"  - {way}" for way in ways(table, kept)]),
    ]
    click.echo("\n".join(lines))
