"""Runs the steps on the connection that `screening.store.schema` opened."""

from __future__ import annotations

from alembic import context

from screening.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
