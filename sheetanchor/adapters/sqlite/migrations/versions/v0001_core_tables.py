"""The core tables: base, log, state, held cells, pauses, conflicts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    _make_bookkeeping()
    _make_base()
    _make_log()
    _make_problems()
    _make_conflicts()


def _text(name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, primary_key=primary_key)


def _number(name: str, *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=primary_key)


def _make_bookkeeping() -> None:
    op.create_table(
        "_schema_metadata",
        _text("key", primary_key=True),
        _text("value"),
        _text("updated_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "table_versions", _text("table_name", primary_key=True), _number("version"), sqlite_strict=True
    )
    op.create_table("sync_state", _text("name", primary_key=True), _text("value"), sqlite_strict=True)


def _make_base() -> None:
    op.create_table(
        "sync_base",
        _text("table_name", primary_key=True),
        _text("row_key", primary_key=True),
        _text("cells"),
        _text("fingerprint"),
        _number("missing"),
        sqlite_strict=True,
    )
    for operation, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
        op.execute(sa.text(_base_trigger(operation, row)))


def _base_trigger(operation: str, row: str) -> str:
    """Counts the changes of the base of every table."""
    count = (
        f"INSERT INTO table_versions (table_name, version) VALUES ('base:' || {row}.table_name, 1) "  # noqa: S608
        "ON CONFLICT (table_name) DO UPDATE SET version = version + 1"
    )
    return f"CREATE TRIGGER sync_base_{operation}_version AFTER {operation} ON sync_base BEGIN {count}; END"


def _make_log() -> None:
    op.create_table(
        "sync_log",
        _number("id", primary_key=True),
        _text("at"),
        _text("table_name", nullable=True),
        _text("operation"),
        _text("record", nullable=True),
        _text("status"),
        _number("row_count"),
        _text("message"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _make_problems() -> None:
    op.create_table(
        "held_cells",
        _text("table_name", primary_key=True),
        _number("position", primary_key=True),
        _text("tab"),
        _text("address"),
        _number("sheet_row"),
        _text("header"),
        _text("shown"),
        _text("reason"),
        _text("row_key", nullable=True),
        sqlite_strict=True,
    )
    op.create_table(
        "table_pauses", _text("table_name", primary_key=True), _text("message"), sqlite_strict=True
    )


def _make_conflicts() -> None:
    op.create_table(
        "conflicts",
        _number("id", primary_key=True),
        _text("at"),
        _text("table_name"),
        _text("row_key"),
        _text("field", nullable=True),
        _text("loss"),
        _text("sheet_values", nullable=True),
        _text("local_values", nullable=True),
        _text("winner", nullable=True),
        _text("status"),
        sa.CheckConstraint("status IN ('open', 'decided')", name="status_is_known"),
        sa.CheckConstraint("winner IN ('sheets', 'local')", name="winner_is_known"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "one_open_conflict_per_cell",
        "conflicts",
        ["table_name", "row_key", sa.text("ifnull(field, '')")],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
    )
