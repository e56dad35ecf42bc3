"""`sheetanchor import-sheet`: what an old bot's workbook holds, taken over row by row."""

import sys
from collections.abc import Iterator, Mapping

import click

from sheetanchor.bot.container import Container
from sheetanchor.bot.importing import make_tabs, open_workbook, take_over_of
from sheetanchor.cli.access import alone
from sheetanchor.cli.exits import DATA
from sheetanchor.cli.machine import echo_json
from sheetanchor.services.importing.take_over import TableImport
from sheetanchor.services.payroll.tables import SHIFTS
from sheetanchor.services.sync.budget import urgently


@click.command("import-sheet")
@click.argument("source")
@click.option("--shifts-tab", metavar="TITLE", help="Of the tab of shifts there, if it is called otherwise.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken over; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def import_sheet(
    source: str,
    shifts_tab: str | None,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001
) -> None:
    """Take over an old bot's workbook: SOURCE is an .xlsx file, or the id of a spreadsheet.

    Headers of all its versions are known. What stands here already is never overwritten. Every cell that
    cannot be read is listed, and its row is left out.
    """
    # Nobody else works on the replica meanwhile for whom a half of the budget would have to be kept.
    with alone() as container, urgently():
        tables = _take_over(container, source, _titles(shifts_tab), dry_run=dry_run)
    if as_json:
        echo_json(tables)
    else:
        click.echo("\n".join(line for table in tables for line in _shown(table)))
        click.echo("\nnothing was changed" if dry_run else "\nwhat was taken over stands in the sheet")
    if not all(table.is_whole for table in tables):
        sys.exit(DATA)


def _titles(shifts_tab: str | None) -> Mapping[str, str]:
    return {} if shifts_tab is None else {SHIFTS: shifts_tab}


def _take_over(
    container: Container, source: str, titles: Mapping[str, str], *, dry_run: bool
) -> tuple[TableImport, ...]:
    """Between two passes: what stands in the sheet has to be known, and what is new has to get there."""
    workbook = open_workbook(container.settings(), source, container.spend())
    if dry_run:
        return take_over_of(container)(workbook, titles, dry_run=True)
    make_tabs(container)
    container.upkeep.passes().run_pass(full=True)
    taken = take_over_of(container)(workbook, titles)
    container.payroll.recompute_shifts()()
    container.upkeep.passes().run_pass(full=True)
    return taken


def _shown(table: TableImport) -> Iterator[str]:
    yield f"{table.tab}: {table.taken} rows taken over, {table.alike} here already"
    yield from _rows_left(table)
    yield from _products(table)
    for other in table.others:
        if other not in table.products:
            yield f"  column {other.header!r} is none of ours; its {other.filled} filled cells were left out"
    if table.missing:
        yield f"  there is no {', '.join(table.missing)}, which stay blank"


def _rows_left(table: TableImport) -> Iterator[str]:
    for fault in table.faults:
        yield f"  not read: {fault}"
    for cell in table.unread:
        yield f"  {cell.tab}!{cell.address} ({cell.header}) holds {cell.shown!r}: {cell.reason}"
    for sentence in table.refused:
        yield f"  not taken: {sentence}"
    for unlike in table.unlike:
        key = ", ".join(str(part) for part in unlike.key)
        yield f"  row {key} stands here with another {', '.join(unlike.headers)}, and was left as it is"


def _products(table: TableImport) -> Iterator[str]:
    for column in table.products:
        yield (
            f"  column {column.header!r} ({column.address}) may be a product that SHEETANCHOR_PRODUCTS does "
            f"not name. Its {column.filled} filled cells would be lost, so nothing of the tab was taken: "
            "name it there, or delete the column, and import again"
        )
    for product in table.lacking:
        yield f"  there is no column of {product!r}, which SHEETANCHOR_PRODUCTS names as a product"
