"""When a calendar reminds of a session, and how often what it shows was changed."""

from __future__ import annotations

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLE = "calendar_feed"
CHECKS = {
    "reminder": "reminder IN ('hour_before', 'evening_before')",
    "changes_count_up": "changes >= 0",
    "hour_before_needs_a_time": "reminder <> 'hour_before' OR at_time IS NOT NULL",
}


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("reminder", sa.String(40), nullable=True))
    op.add_column(TABLE, sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    with _changing() as table:
        # The default was for the rows that are there; from now on the program says what it means.
        table.alter_column("changes", server_default=None)
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), sa.text(condition))


def downgrade() -> None:
    with _changing() as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_{TABLE}_{name}"), type_="check")
        table.drop_column("changes")
        table.drop_column("reminder")


def _changing() -> AbstractContextManager[BatchOperations]:
    """SQLite cannot change a check, so there the table is copied."""
    return op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True})
