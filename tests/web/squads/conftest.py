"""One application for all tests of the folder: each test makes clubs of its own in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts, parts
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock


@pytest.fixture(scope="module")
def squads_app(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("squads")
    shutil.copy(_migrated_file, folder / "kept.db")
    settings = Settings(
        secret_key="tests " * 8,
        database_url=f"sqlite:///{folder / 'kept.db'}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        password_memory_kib=64,
        password_passes=1,
        rate_limits=False,
    )
    store = open_store(settings.database_url, settings.secret_key)
    yield build_app(Parts(settings, store, rulebook, Journey.through(rulebook), QuickReports(), StillClock()))
    store.close()


@pytest.fixture
def still(squads_app: Flask) -> Iterator[StillClock]:
    """The clock, which starts anew with each test."""
    with squads_app.app_context():
        clock = parts().clock
    assert isinstance(clock, StillClock)
    yield clock
    clock.time = NOW


@pytest.fixture
def quick(squads_app: Flask) -> Iterator[QuickReports]:
    """What stands in for the processes that make reports."""
    with squads_app.app_context():
        made = parts().reports
    assert isinstance(made, QuickReports)
    made.asked.clear()
    yield made
    made.busy = False
