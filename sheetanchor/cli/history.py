"""`sheetanchor history` and `sheetanchor restore`: what became of a row, and bringing it back."""

from collections.abc import Sequence
from datetime import datetime

import click
from rich.table import Table as Grid

from sheetanchor.bot.container import Container
from sheetanchor.cli.access import reading, writing
from sheetanchor.cli.console import console
from sheetanchor.cli.machine import echo_json
from sheetanchor.cli.named_table import named_table
from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.changes import Change
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import read_key, shown_key, shown_value
from sheetanchor.domain.tables.values import Values


class InstantRefusedError(InputError):
    """What was typed is no moment."""


@click.command()
@click.argument("table_name", metavar="TABLE")
@click.argument("key", nargs=-1, metavar="[KEY]...")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many changes.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def history(table_name: str, key: tuple[str, ...], limit: int, as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Show the changes of a row from either side, the newest first; without KEY those of all rows.

    A key of several columns is typed in their order; rows of a list are numbered from 1.
    """
    with reading() as container:
        service = container.upkeep.reading_history()
        table = named_table(container.tables(), table_name)
        found = service.changes(table.name, read_key(table, key) if key else None, limit)
    if as_json:
        echo_json([_facts(change, table) for change in found])
    elif not found:
        click.echo("no changes are kept")
    else:
        _render(found, table)


@click.command()
@click.argument("table_name", metavar="TABLE")
@click.argument("key", nargs=-1, metavar="[KEY]...")
@click.option(
    "--at", "moment", required=True, help="Such as '2026-01-31 12:00', in the zone of the settings."
)
def restore(table_name: str, key: tuple[str, ...], moment: str) -> None:
    """Bring a row back as it stood at a moment; without KEY a list as a whole.

    It is written as the program writes: the next pass carries it over. What it takes the place of is shown,
    and the history keeps it.
    """
    with writing() as container:
        service, at = container.upkeep.history(), _instant(moment, container)
        table = named_table(container.tables(), table_name)
        if key:
            is_changed = service.restore(table.name, read_key(table, key), at)
        else:
            is_changed = service.restore_list(table.name, at)
        done = service.changes(table.name, read_key(table, key), 1) if key and is_changed else ()
    what = "brought back; the next pass carries it over (`sheetanchor sync`)"
    click.echo(f"{table.name} {' '.join(key)}: {what if is_changed else 'stands so already'}")
    for change in done:
        click.echo(_what(change, table))


def _instant(typed: str, container: Container) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        raise InstantRefusedError(
            f"{typed!r} is no moment; type it as 2026-01-31 12:00:00. Nothing was changed."
        ) from error
    return at if at.tzinfo is not None else at.replace(tzinfo=container.settings().time_zone)


def _facts(change: Change, table: Table) -> dict[str, object]:
    return {
        "sequence": change.sequence,
        "at": change.at,
        "table": change.table,
        "row": shown_key(table, change.key),
        "side": change.side,
        "before": _shown(table, change.before),
        "after": _shown(table, change.after),
    }


def _shown(table: Table, values: Values | None) -> dict[str, str] | None:
    if values is None:
        return None
    return {field: shown_value(table, field, value) for field, value in values.items()}


def _render(found: Sequence[Change], table: Table) -> None:
    grid = Grid()
    for column in ("when", "side", "row", "what"):
        grid.add_column(column)
    for change in found:
        when = f"{change.at:%Y-%m-%d %H:%M:%S}"
        grid.add_row(when, change.side.value, shown_key(table, change.key), _what(change, table))
    console().print(grid)


def _what(change: Change, table: Table) -> str:
    before, after = _shown(table, change.before), _shown(table, change.after)
    if after is None:
        return f"deleted: {_line(before or {})}"
    if before is None:
        return f"new: {_line(after)}"
    changed = [name for name in after if before.get(name) != after[name]]
    return "\n".join(f"{name}: {before.get(name, '')} -> {after[name]}" for name in changed)


def _line(values: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items() if value)
