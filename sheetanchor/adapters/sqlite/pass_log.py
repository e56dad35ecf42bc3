"""Passes as the log keeps them, in SQL."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import SYNC_PASS_TABLES, SYNC_PASSES
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.ports.sync_log import PassEntry, Requests, TableMoves

_NEWEST = SYNC_PASSES.c.id.desc()
_AT_MOST = sa.bindparam("at_most", type_=sa.Integer)
_ALL = sa.select(SYNC_PASSES).order_by(_NEWEST).limit(_AT_MOST)
_OF_TABLE = (
    sa.select(SYNC_PASSES)
    .where(
        sa.or_(
            SYNC_PASSES.c.error.is_not(None),
            sa.exists().where(
                SYNC_PASS_TABLES.c.pass_id == SYNC_PASSES.c.id,
                SYNC_PASS_TABLES.c.table_name == sa.bindparam("wanted", type_=sa.Text),
            ),
        )
    )
    .order_by(_NEWEST)
    .limit(_AT_MOST)
)
_TABLES = (
    sa.select(SYNC_PASS_TABLES)
    .where(SYNC_PASS_TABLES.c.pass_id >= sa.bindparam("oldest"))
    .order_by(SYNC_PASS_TABLES.c.pass_id, sa.literal_column("rowid"))
)
_BEFORE = sa.func.julianday(sa.bindparam("before", type_=sa.Text))
_DELETE_OLD = SYNC_PASSES.delete().where(sa.func.julianday(SYNC_PASSES.c.started_at) < _BEFORE)
_DELETE_ORPHANS = SYNC_PASS_TABLES.delete().where(
    SYNC_PASS_TABLES.c.pass_id.not_in(sa.select(SYNC_PASSES.c.id))
)
_LAST = sa.select(sa.func.max(SYNC_PASSES.c.id).label("id"))


def write_pass(statements: Statements, entry: PassEntry) -> None:
    """Add one inside an open transaction."""
    facts = {"started_at": entry.started_at.isoformat(), "seconds": entry.seconds, "error": entry.error}
    statements.run(SYNC_PASSES.insert(), {**facts, **asdict(entry.requests)})
    number = statements.fetch(_LAST)[0].id
    statements.run_many(SYNC_PASS_TABLES.insert(), [_parameters(number, moves) for moves in entry.tables])


def load_passes(
    statements: Statements, limit: int, table: str | None, zone: tzinfo | None
) -> tuple[PassEntry, ...]:
    """The newest first, of one table or of all."""
    asked = _ALL if table is None else _OF_TABLE
    records = statements.fetch(asked, {"at_most": limit, **({} if table is None else {"wanted": table})})
    moves = defaultdict[int, list[TableMoves]](list)
    for record in statements.fetch(_TABLES, {"oldest": records[-1].id}) if records else ():
        moves[record.pass_id].append(_moves(record))
    with legible("the table sync_passes"):
        return tuple(_entry(record, moves[record.id], zone) for record in records)


def forget_passes(statements: Statements, before: datetime) -> None:
    """Delete those that began earlier, inside an open transaction."""
    statements.run(_DELETE_OLD, {"before": before.isoformat()})
    statements.run(_DELETE_ORPHANS)


def _parameters(number: int, moves: TableMoves) -> dict[str, Any]:
    facts = asdict(moves)
    return {"pass_id": number, "table_name": facts.pop("table"), **facts}


def _moves(record: sa.Row[Any]) -> TableMoves:
    return TableMoves(
        table=record.table_name,
        pulled=record.pulled,
        pushed=record.pushed,
        conflicts=record.conflicts,
        held=record.held,
        unconfirmed=record.unconfirmed,
        paused=record.paused,
    )


def _entry(record: sa.Row[Any], moves: Sequence[TableMoves], zone: tzinfo | None) -> PassEntry:
    return PassEntry(
        started_at=datetime.fromisoformat(record.started_at).astimezone(zone),
        seconds=record.seconds,
        requests=Requests(record.looks, record.reads, record.writes),
        tables=tuple(moves),
        error=record.error,
    )
