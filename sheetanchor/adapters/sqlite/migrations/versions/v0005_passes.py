"""What each pass did as a whole, beside the lines of the log."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Passes till now are in the lines of the log alone."""
    op.create_table(
        "sync_passes",
        _number("id", primary_key=True),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("seconds", sa.REAL, nullable=False),
        *(_number(name) for name in ("looks", "reads", "writes")),
        sa.Column("error", sa.Text),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "sync_pass_tables",
        _number("pass_id", primary_key=True),
        sa.Column("table_name", sa.Text, primary_key=True, nullable=False),
        *(_number(name) for name in ("pulled", "pushed", "conflicts", "held", "unconfirmed")),
        sa.Column("paused", sa.Text),
        sqlite_strict=True,
    )


def _number(name: str, *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=primary_key)
