"""What steps from the fourth on are written with. Nothing here may change: past steps would change too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)


def one_of(name: str, *values: str) -> sa.Enum:
    """A word from a closed list, which the database checks under this name."""
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=40, name=name)


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    """A fact about each row of a table."""
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def points(
    table: str,
    *columns: str,
    other: str,
    to: tuple[str, ...] | None = None,
    ondelete: str | None = "RESTRICT",
    initially: str | None = None,
) -> sa.ForeignKeyConstraint:
    """A link to another table: to its number, or with two columns to its club and number."""
    to = to or (("id",) if len(columns) == 1 else ("club_id", "id"))
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{other}")
    return sa.ForeignKeyConstraint(
        columns,
        [f"{other}.{column}" for column in to],
        name,
        ondelete=ondelete,
        deferrable=True if initially else None,
        initially=initially,
    )
