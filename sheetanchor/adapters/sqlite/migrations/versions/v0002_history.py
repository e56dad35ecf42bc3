"""The history of rows; where a conflict stands, and when it was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Conflicts that were decided till now were decided when they were seen."""
    op.add_column("conflicts", sa.Column("decided_at", sa.Text))
    op.add_column("conflicts", sa.Column("address", sa.Text))
    op.execute(sa.text("UPDATE conflicts SET decided_at = at WHERE status = 'decided'"))
    _make_history()


def _make_history() -> None:
    op.create_table(
        "row_history",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("row_key", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("before_values", sa.Text),
        sa.Column("after_values", sa.Text),
        sa.CheckConstraint("side IN ('sheets', 'local')", name="side_is_known"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("row_history_of_row", "row_history", ["table_name", "row_key", "id"])
