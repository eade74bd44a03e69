"""What stands in every table, to say afterwards what has changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from screening.store import Store
from screening.store.base import Base

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


def all_rows(store: Store, *, but: Collection[str] = ()) -> Rows:
    """Every row of every table, by table and primary key.

    Args:
        but: tables to leave out.
    """
    found: Rows = {}
    with store.engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            if name in but:
                continue
            keys = [column.name for column in table.primary_key]
            # Straight from the driver: nothing is read out of stored text only to be compared.
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()  # noqa: S608 - our own names
            found[name] = {tuple(row[key] for key in keys): dict(row) for row in rows}
    return found


def differences(before: Rows, after: Rows) -> list[tuple[str, tuple[Any, ...], str, Any, Any]]:
    """Table, key, column, old and new value of everything that is not as it was; a missing row is None."""
    found = []
    for table in sorted(set(before) | set(after)):
        old, new = before.get(table, {}), after.get(table, {})
        for key in old.keys() | new.keys():
            was, has = old.get(key, {}), new.get(key, {})
            for column in sorted(was.keys() | has.keys()):
                if was.get(column) != has.get(column):
                    found.append((table, key, column, was.get(column), has.get(column)))
    return found
