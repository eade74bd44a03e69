"""The application over a real store and the real rulebook, with a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import Store, open_store
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.support.shared_apps import share_what_is_compiled
from tests.web.browsing import Visitor
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import StillClock

share_what_is_compiled()

MakeApp = Callable[..., Flask]
CHEAP_PASSWORDS = {"password_memory_kib": 64, "password_passes": 1}


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def reports() -> QuickReports:
    return QuickReports()


@pytest.fixture
def make_app(
    tmp_path: Path, _migrated_file: Path, rulebook: Rulebook, clock: StillClock, reports: QuickReports
) -> Iterator[MakeApp]:
    """Makes the application; keyword arguments are settings."""
    stores: list[Store] = []

    def make(**chosen: Any) -> Flask:
        file = tmp_path / f"{len(stores)}.db"
        shutil.copy(_migrated_file, file)
        settings = Settings(
            secret_key="tests " * 8,
            database_url=f"sqlite:///{file}",
            instance_folder=tmp_path,
            **{"allowed_hosts": ("localhost",), **CHEAP_PASSWORDS, **chosen},
        )
        store = open_store(settings.database_url, settings.secret_key)
        stores.append(store)
        made = Parts(settings, store, rulebook, Journey.through(rulebook), reports, clock)
        return build_app(made)

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    return make_app()


@pytest.fixture
def unlimited_app(make_app: MakeApp) -> Flask:
    return make_app(rate_limits=False)


@pytest.fixture
def lan_app(make_app: MakeApp) -> Flask:
    return make_app(lan=True)


@pytest.fixture
def https_app(make_app: MakeApp) -> Flask:
    return make_app(https=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def visitor(unlimited_app: Flask) -> Visitor:
    return Visitor(unlimited_app)
