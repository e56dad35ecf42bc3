"""What was overwritten unseen: any number of conflicts of one cell, and what stood there as it was typed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Conflicts that are kept till now are about values, one of each cell."""
    op.add_column("conflicts", sa.Column("typed", sa.Text))
    op.drop_index("one_open_conflict_per_cell", "conflicts")
    op.create_index(
        "one_open_conflict_per_cell",
        "conflicts",
        ["table_name", "row_key", sa.text("ifnull(field, '')")],
        unique=True,
        sqlite_where=sa.text("status = 'open' AND loss <> 'overwritten unseen'"),
    )
