"""Rows, queries and migrations: keeps what was answered and what was shown, whatever the rules say."""

from __future__ import annotations

from screening.store.store import Store, StoreState, Transaction, open_store

__all__ = ["Store", "StoreState", "Transaction", "open_store"]
