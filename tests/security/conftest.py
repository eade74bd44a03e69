"""Two clubs behind one application, made once; whoever changes them puts them back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.support.principals import World, sessions_of, sign_everybody_in, sign_in_numbers
from tests.support.readable_reports import ReadableReports
from tests.support.shared_apps import share_what_is_compiled
from tests.support.two_clubs import WORDS, make_tenant

share_what_is_compiled()

NOW = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def _two_clubs(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("two-clubs")
    file = folder / "here.db"
    shutil.copy(_migrated_file, file)
    settings = Settings(
        secret_key="tests " * 8,
        database_url=f"sqlite:///{file}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        password_memory_kib=64,
        password_passes=1,
        rate_limits=False,
    )
    store = open_store(settings.database_url, settings.secret_key)
    here, there = (make_tenant(store, rulebook, word, NOW) for word in WORDS)
    made = Parts(settings, store, rulebook, Journey.through(rulebook), ReadableReports(), lambda: NOW)
    app = build_app(made)
    world = World(app, file, folder / "kept.db", (here, there), {}, {}, {})
    world.people = sign_everybody_in(app, here, there)
    world.sign_ins = sign_in_numbers(app, world.people)
    world.sessions = sessions_of(world.people)
    world.keep()
    yield world
    store.close()


@pytest.fixture
def two_clubs(_two_clubs: World) -> Iterator[World]:
    """The two clubs as they were made."""
    yield _two_clubs
    _two_clubs.restore()
