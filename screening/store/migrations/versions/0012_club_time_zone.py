"""A club has a time zone, by which the days of its cases are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("club", sa.Column("time_zone", sa.String(64), nullable=False, server_default="UTC"))
    op.add_column("club", sa.Column("time_zone_since", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("club", "time_zone_since")
    op.drop_column("club", "time_zone")
