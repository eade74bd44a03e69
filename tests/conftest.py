"""What tests of several parts share: the real rulebook, a moment, and stores that start empty."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

from screening.store import Store, open_store
from screening.store.schema import upgrade
from tests.support.store_rows import NOON, SECRET

if TYPE_CHECKING:
    from screening.domain.rulebook import Rulebook

pytest_plugins = ["tests.support.stores"]

# The same examples in every run: a failure can be repeated, and a slow machine fails nobody.
hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rules that ship."""
    from screening.rulebook.load import default_rulebook  # a wrong rule must not stop tests that need none

    return default_rulebook()


@pytest.fixture
def now() -> dt.datetime:
    return NOON


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated database file to copy, so that each test need not run the migrations."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    store = open_store(f"sqlite:///{file}", SECRET)
    upgrade(store)
    store.close()
    return file


@pytest.fixture
def store(_migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store of its own in SQLite."""
    file = tmp_path / "screening.db"
    shutil.copy(_migrated_file, file)
    opened = open_store(f"sqlite:///{file}", SECRET)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def in_ci() -> bool:
    """Whether this is the continuous build, where nothing may be skipped."""
    return bool(os.environ.get("CI"))
