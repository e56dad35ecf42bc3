"""The sync log in the database of the replica."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import SYNC_LOG
from sheetanchor.adapters.sqlite.database import Database
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.pass_log import load_passes, write_pass
from sheetanchor.adapters.sqlite.statements import Parameters, Statements
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.sync_log import PassEntry, SyncLog, SyncLogEntry

_RECENT = sa.select(SYNC_LOG).order_by(SYNC_LOG.c.id.desc()).limit(sa.bindparam("at_most"))

_OLD = sa.func.julianday(SYNC_LOG.c.at) < sa.func.julianday(sa.bindparam("before", type_=sa.Text))
_DELETE_OLD = SYNC_LOG.delete().where(_OLD)


class SqliteSyncLog(SyncLog):
    """Shares the connections of the replica: give it the replica's database.

    clock: for the zone in which stamps are read back.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def record(self, entries: Sequence[SyncLogEntry]) -> None:
        """In a transaction of its own; within one of the replica use the transaction's `log`."""
        with self._database.writing() as statements:
            write_entries(statements, entries)

    def recent(self, limit: int) -> tuple[SyncLogEntry, ...]:
        """The last lines."""
        zone = self._clock.now().tzinfo
        with self._database.reading() as statements:
            records = statements.fetch(_RECENT, {"at_most": limit})
        with legible("the table sync_log"):
            return tuple(_entry(record, zone) for record in records)

    def record_pass(self, entry: PassEntry) -> None:
        """In a transaction of its own."""
        with self._database.writing() as statements:
            write_pass(statements, entry)

    def passes(self, limit: int, table: str | None = None) -> tuple[PassEntry, ...]:
        """The last ones, in one transaction."""
        with self._database.reading() as statements:
            return load_passes(statements, limit, table, self._clock.now().tzinfo)


def write_entries(statements: Statements, entries: Sequence[SyncLogEntry]) -> None:
    """Add lines inside an open transaction."""
    statements.run_many(SYNC_LOG.insert(), [_parameters(entry) for entry in entries])


def forget_entries(statements: Statements, before: datetime) -> None:
    """Delete lines that are older, inside an open transaction."""
    statements.run(_DELETE_OLD, {"before": before.isoformat()})


def _parameters(entry: SyncLogEntry) -> Parameters:
    return {
        "at": entry.at.isoformat(),
        "table_name": entry.table,
        "operation": entry.operation,
        "status": entry.status,
        "row_count": entry.rows,
        "record": entry.record,
        "message": entry.message,
    }


def _entry(record: sa.Row[Any], zone: tzinfo | None) -> SyncLogEntry:
    return SyncLogEntry(
        at=datetime.fromisoformat(record.at).astimezone(zone),
        table=record.table_name,
        operation=record.operation,
        status=record.status,
        rows=record.row_count,
        record=record.record,
        message=record.message,
    )
