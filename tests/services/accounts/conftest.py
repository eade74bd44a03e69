"""What services about accounts work with, with passwords that are cheap to hash."""

from __future__ import annotations

import pytest

from screening.services.accounts.hashing import Cost
from screening.services.accounts.tools import AccountTools
from screening.store import Store
from tests.support.store_rows import SECRET

CHEAP = Cost(memory_kib=64, passes=1)


@pytest.fixture
def account_tools(store: Store) -> AccountTools:
    return AccountTools.under(store, [SECRET], CHEAP)


@pytest.fixture
def any_account_tools(any_store: Store) -> AccountTools:
    """On each kind of database in turn."""
    return AccountTools.under(any_store, [SECRET], CHEAP)
