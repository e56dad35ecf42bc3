"""The tables beside the declared ones. They are made by migrations; these are for statements."""

from sqlalchemy import REAL, Column, Integer, MetaData, Table, Text

METADATA = MetaData()

SCHEMA_METADATA = Table(
    "_schema_metadata",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text),
    Column("updated_at", Text),
)

TABLE_VERSIONS = Table(
    "table_versions",
    METADATA,
    Column("table_name", Text, primary_key=True),
    Column("version", Integer),
)

SYNC_BASE = Table(
    "sync_base",
    METADATA,
    Column("table_name", Text, primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("cells", Text),
    Column("fingerprint", Text),
    Column("missing", Integer),
)

SYNC_LOG = Table(
    "sync_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text),
    Column("table_name", Text),
    Column("operation", Text),
    Column("record", Text),
    Column("status", Text),
    Column("row_count", Integer),
    Column("message", Text),
)

SYNC_PASSES = Table(
    "sync_passes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("started_at", Text),
    Column("seconds", REAL),
    Column("looks", Integer),
    Column("reads", Integer),
    Column("writes", Integer),
    Column("error", Text),
)

SYNC_PASS_TABLES = Table(
    "sync_pass_tables",
    METADATA,
    Column("pass_id", Integer, primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("pulled", Integer),
    Column("pushed", Integer),
    Column("conflicts", Integer),
    Column("held", Integer),
    Column("unconfirmed", Integer),
    Column("paused", Text),
)

SYNC_STATE = Table(
    "sync_state",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text),
)

HELD_CELLS = Table(
    "held_cells",
    METADATA,
    Column("table_name", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("tab", Text),
    Column("address", Text),
    Column("sheet_row", Integer),
    Column("header", Text),
    Column("shown", Text),
    Column("reason", Text),
    Column("row_key", Text),
    Column("is_refused", Integer),
)

TABLE_PAUSES = Table(
    "table_pauses",
    METADATA,
    Column("table_name", Text, primary_key=True),
    Column("message", Text),
)

CONFLICTS = Table(
    "conflicts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text),
    Column("table_name", Text),
    Column("row_key", Text),
    Column("field", Text),
    Column("loss", Text),
    Column("sheet_values", Text),
    Column("local_values", Text),
    Column("winner", Text),
    Column("status", Text),
    Column("decided_at", Text),
    Column("address", Text),
    Column("typed", Text),
)

ROW_HISTORY = Table(
    "row_history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text),
    Column("table_name", Text),
    Column("row_key", Text),
    Column("side", Text),
    Column("before_values", Text),
    Column("after_values", Text),
)

#: Names that no declared table may take.
CORE_NAMES = frozenset(METADATA.tables) | {"alembic_version", "intents"}
