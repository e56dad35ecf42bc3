"""Facts that the engine remembers, in SQL."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from sheetanchor.adapters.sqlite.core_tables import SYNC_STATE
from sheetanchor.adapters.sqlite.statements import Statements

_NAMED = SYNC_STATE.c.name == sa.bindparam("wanted")
_READ = sa.select(SYNC_STATE.c.value).where(_NAMED)
_DELETE = SYNC_STATE.delete().where(_NAMED)
_INSERT = insert(SYNC_STATE)
_WRITE = _INSERT.on_conflict_do_update(
    index_elements=[SYNC_STATE.c.name], set_={"value": _INSERT.excluded.value}
)


def read_state(statements: Statements, name: str) -> str | None:
    """A fact, None where there is none."""
    found = statements.fetch(_READ, {"wanted": name})
    return found[0].value if found else None


def write_state(statements: Statements, name: str, value: str | None) -> None:
    """Remember a fact, or forget it."""
    if value is None:
        statements.run(_DELETE, {"wanted": name})
    else:
        statements.run(_WRITE, {"name": name, "value": value})
