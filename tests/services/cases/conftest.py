"""A club whose cases are kept, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.store import Store, open_store
from tests.support.clubs import MadeClub
from tests.support.kept_cases import Ward, make_ward
from tests.support.store_rows import NOON, SECRET


@pytest.fixture(scope="session")
def _ward_file(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> tuple[Path, MadeClub]:
    file = tmp_path_factory.mktemp("ward") / "made.db"
    shutil.copy(_migrated_file, file)
    opened = open_store(f"sqlite:///{file}", SECRET)
    club = make_ward(opened, rulebook, NOON).club
    opened.forget_log()
    opened.close()
    return file, club


@pytest.fixture
def ward(_ward_file: tuple[Path, MadeClub], tmp_path: Path, rulebook: Rulebook) -> Iterator[Ward]:
    """The club at noon, without a case."""
    made, club = _ward_file
    file = tmp_path / "ward.db"
    shutil.copy(made, file)
    store = open_store(f"sqlite:///{file}", SECRET)
    yield Ward(store, rulebook, club, NOON)
    store.close()


@pytest.fixture
def elsewhere(_migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty installation with another secret."""
    file = tmp_path / "elsewhere.db"
    shutil.copy(_migrated_file, file)
    opened = open_store(f"sqlite:///{file}", SECRET + " of another place")
    yield opened
    opened.close()
