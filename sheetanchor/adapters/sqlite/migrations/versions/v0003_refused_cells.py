"""Whether a cell holds its row back because the sheet refuses to have it written."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The list of held cells is made anew with the next pass."""
    op.add_column(
        "held_cells", sa.Column("is_refused", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
