"""A club whose athletes have answered, behind the application; the file is made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from screening.domain.clubs import Role
from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.support.clinics import Clinic, make_clinic
from tests.support.signing_in import Person, member_of
from tests.web.conftest import CHEAP_PASSWORDS
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock

SECRET_KEY = "tests " * 8


@dataclass
class Desk:
    """The club and its pages, a clock and the reports that were asked for."""

    app: Flask
    clinic: Clinic
    clock: StillClock
    reports: QuickReports

    def person(self, role: Role) -> Person:
        """A browser of the club's person of that role."""
        return member_of(self.app, self.clinic.club, role)

    def address(self, name: str) -> str:
        """The page of the athlete who gave one of the answers."""
        return f"/athletes/{self.clinic.athlete(name)}"


@pytest.fixture(scope="session")
def _kept_clinic(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> tuple[Path, Clinic]:
    file = Path(shutil.copy(_migrated_file, tmp_path_factory.mktemp("desk") / "kept.db"))
    store = open_store(f"sqlite:///{file}", SECRET_KEY)
    made = make_clinic(store, rulebook, NOW)
    store.forget_log()
    store.close()
    return file, made


@pytest.fixture
def desk(_kept_clinic: tuple[Path, Clinic], tmp_path: Path, rulebook: Rulebook) -> Iterator[Desk]:
    file, made = _kept_clinic
    copied = shutil.copy(file, tmp_path / "desk.db")
    settings = Settings(
        secret_key=SECRET_KEY,
        database_url=f"sqlite:///{copied}",
        instance_folder=tmp_path,
        allowed_hosts=("localhost",),
        rate_limits=False,
        **CHEAP_PASSWORDS,
    )
    store = open_store(settings.database_url, settings.secret_key)
    clock, reports = StillClock(), QuickReports()
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), reports, clock))
    yield Desk(app, made.on(store), clock, reports)
    store.close()
