"""Conflicts in SQL."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import CONFLICTS
from sheetanchor.adapters.sqlite.errors import legible
from sheetanchor.adapters.sqlite.json_sides import side_of_text, side_text
from sheetanchor.adapters.sqlite.key_text import key_of_text, key_text
from sheetanchor.adapters.sqlite.statements import Parameters, Statements
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.errors import UnknownConflictError

_OPEN, _DECIDED = "open", "decided"
_IS_OPEN = CONFLICTS.c.status == _OPEN
_OF_TABLE = CONFLICTS.c.table_name == sa.bindparam("in_table", type_=sa.Text)
_NEWEST = sa.select(CONFLICTS).order_by(CONFLICTS.c.id.desc()).limit(sa.bindparam("at_most"))
_NEWEST_OPEN = _NEWEST.where(_IS_OPEN)
_AFTER = sa.select(CONFLICTS).where(CONFLICTS.c.id > sa.bindparam("after")).order_by(CONFLICTS.c.id)
_OPEN_OF_TABLE = sa.select(CONFLICTS).where(_OF_TABLE, _IS_OPEN).order_by(CONFLICTS.c.id)
_OLD = sa.func.julianday(CONFLICTS.c.at) < sa.func.julianday(sa.bindparam("before", type_=sa.Text))
_DELETE_OLD = CONFLICTS.delete().where(CONFLICTS.c.status == _DECIDED, _OLD)
_OF_ROW = (
    sa.select(CONFLICTS)
    .where(_OF_TABLE, CONFLICTS.c.row_key == sa.bindparam("of_key", type_=sa.Text))
    .order_by(CONFLICTS.c.id)
)
_ONE = CONFLICTS.c.id == sa.bindparam("numbered")
_OPEN_AT = sa.select(CONFLICTS.c.id).where(
    _OF_TABLE,
    _IS_OPEN,
    CONFLICTS.c.loss != Loss.OVERWRITTEN.value,
    CONFLICTS.c.row_key == sa.bindparam("of_key"),
    CONFLICTS.c.field.is_not_distinct_from(sa.bindparam("of_field", type_=sa.Text)),
)


class ConflictReader:
    """Reads conflicts; those of tables that nobody declares any more hold texts. zone: of what is read."""

    def __init__(self, tables: Mapping[str, Table], zone: tzinfo | None) -> None:
        self._tables = tables
        self._zone = zone

    def newest(self, statements: Statements, limit: int, *, only_open: bool) -> tuple[KeptConflict, ...]:
        """The newest first."""
        return self._kept(statements.fetch(_NEWEST_OPEN if only_open else _NEWEST, {"at_most": limit}))

    def after(self, statements: Statements, number: int) -> tuple[KeptConflict, ...]:
        """Those with higher numbers, the oldest first."""
        return self._kept(statements.fetch(_AFTER, {"after": number}))

    def one(self, statements: Statements, number: int) -> KeptConflict:
        """Raises UnknownConflictError."""
        found = self._kept(statements.fetch(sa.select(CONFLICTS).where(_ONE), {"numbered": number}))
        if not found:
            raise UnknownConflictError(number)
        return found[0]

    def open_of(self, statements: Statements, table: Table) -> tuple[KeptConflict, ...]:
        """Those that wait, the oldest first."""
        return self._kept(statements.fetch(_OPEN_OF_TABLE, {"in_table": table.name}))

    def of_row(self, statements: Statements, table: Table, key: Key) -> tuple[KeptConflict, ...]:
        """Decided and waiting ones, the oldest first."""
        asked = {"in_table": table.name, "of_key": key_text(table, key)}
        return self._kept(statements.fetch(_OF_ROW, asked))

    def _kept(self, records: Iterable[sa.Row[Any]]) -> tuple[KeptConflict, ...]:
        with legible("the table conflicts"):
            return tuple(self._conflict(record) for record in records)

    def _conflict(self, record: sa.Row[Any]) -> KeptConflict:
        table = self._tables.get(record.table_name)
        conflict = Conflict(
            table=record.table_name,
            key=key_of_text(table, record.row_key),
            field=record.field,
            loss=Loss(record.loss),
            sheet=side_of_text(table, record.sheet_values),
            local=side_of_text(table, record.local_values),
            winner=None if record.winner is None else Source(record.winner),
            address=record.address,
            typed=record.typed,
        )
        decided = None if record.status == _OPEN else self._moment(record.decided_at)
        return KeptConflict(record.id, self._moment(record.at), conflict, decided)

    def _moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(self._zone)


def keep_conflict(statements: Statements, table: Table, conflict: Conflict, at: datetime) -> None:
    """Add a conflict; an open one takes the place of the open one of the same cell, as the port says."""
    facts = _facts(table, conflict)
    place = {"in_table": table.name, "of_key": facts["row_key"], "of_field": conflict.field}
    takes_place = conflict.winner is None and conflict.loss is not Loss.OVERWRITTEN
    waiting = statements.fetch(_OPEN_AT, place) if takes_place else []
    if waiting:
        statements.run(CONFLICTS.update().where(_ONE).values(facts), {"numbered": waiting[0].id})
        return
    is_open = conflict.winner is None
    decided = None if is_open else at.isoformat()
    stamps = {"at": at.isoformat(), "decided_at": decided, "status": _OPEN if is_open else _DECIDED}
    statements.run(CONFLICTS.insert(), {**facts, **stamps})


def decide_conflict(statements: Statements, number: int, winner: Source | None, at: datetime) -> None:
    """Settle a conflict that exists."""
    decision = {
        "winner": None if winner is None else winner.value,
        "decided_at": at.isoformat(),
        "status": _DECIDED,
    }
    statements.run(CONFLICTS.update().where(_ONE).values(decision), {"numbered": number})


def forget_conflicts(statements: Statements, before: datetime) -> None:
    """Delete the decided ones that are older."""
    statements.run(_DELETE_OLD, {"before": before.isoformat()})


def _facts(table: Table, conflict: Conflict) -> Parameters:
    return {
        "table_name": table.name,
        "row_key": key_text(table, conflict.key),
        "field": conflict.field,
        "loss": conflict.loss.value,
        "sheet_values": side_text(table, conflict.sheet),
        "local_values": side_text(table, conflict.local),
        "winner": None if conflict.winner is None else conflict.winner.value,
        "address": conflict.address,
        "typed": conflict.typed,
    }
