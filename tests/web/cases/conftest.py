"""A club with cases at every step, behind the application; the file is made once and copied."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from screening.domain.case.words import State
from screening.domain.clubs import Role
from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.support import case_lives
from tests.support.kept_cases import Ward, make_ward
from tests.support.planted_cases import plant
from tests.support.signing_in import Person, member_of
from tests.web.conftest import CHEAP_PASSWORDS
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock

SECRET_KEY = "tests " * 8
KEY = "key-of-this-press-of-the-button"


@dataclass
class Desk:
    """The club and its pages; `cases` by the life they tell."""

    app: Flask
    ward: Ward
    clock: StillClock
    cases: Mapping[str, int]

    def person(self, role: Role) -> Person:
        """A browser of the club's person of that role."""
        return member_of(self.app, self.ward.club, role)

    def path(self, name: str, act: str = "") -> str:
        """The page of a case, or one of its forms."""
        return f"/cases/{self.cases[name]}{act and '/' + act}"

    def send(self, by: Person, name: str, act: str, seen: int | None = None, **typed: str) -> TestResponse:
        """Send a form as it was opened just now, or at a version; `__` in a name stands for `-`."""
        version = self.ward.row(self.cases[name]).version if seen is None else seen
        fields = {field.replace("__", "-"): value for field, value in typed.items()}
        return by.post(self.path(name, act), {"version": str(version), "key": self.ward.key(), **fields})

    def state(self, name: str) -> State:
        return self.ward.row(self.cases[name]).state


@pytest.fixture(scope="session")
def _kept_ward(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> tuple[Path, Ward, dict[str, int]]:
    file = Path(shutil.copy(_migrated_file, tmp_path_factory.mktemp("cases") / "kept.db"))
    store = open_store(f"sqlite:///{file}", SECRET_KEY)
    ward = make_ward(store, rulebook, NOW)
    cases = {
        "moderate": plant(ward, case_lives.moderate(), 0),
        "referred": plant(ward, case_lives.referred(), 1),
        "new": ward.open(2),
    }
    store.forget_log()
    store.close()
    return file, ward, cases


@pytest.fixture(scope="session")
def _open_desk(
    _kept_ward: tuple[Path, Ward, dict[str, int]],
    tmp_path_factory: pytest.TempPathFactory,
    rulebook: Rulebook,
) -> Iterator[tuple[Desk, Path]]:
    """One application for all tests, so that its templates are compiled once."""
    _, ward, cases = _kept_ward
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(
        secret_key=SECRET_KEY,
        database_url=f"sqlite:///{folder / 'desk.db'}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        rate_limits=False,
        **CHEAP_PASSWORDS,
    )
    store = open_store(settings.database_url, settings.secret_key)
    clock = StillClock()
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), QuickReports(), clock))
    yield Desk(app, dataclasses.replace(ward, store=store), clock, cases), folder / "desk.db"
    store.close()


@pytest.fixture
def desk(_open_desk: tuple[Desk, Path], _kept_ward: tuple[Path, Ward, dict[str, int]]) -> Desk:
    """The club as it was made: its database and its clock are put back for each test."""
    made, file = _open_desk
    made.ward.store.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(_kept_ward[0], file)
    made.clock.time = made.ward.at = NOW
    return made


def page_of(person: Person, path: str, status: int = 200) -> str:
    """The page as text; of every page of a case nothing is kept by a browser."""
    response = person.get(path)
    assert response.status_code == status, (path, response.status_code)
    assert response.headers["Cache-Control"] == "no-store"
    return response.get_data(as_text=True)


def without_code(page: str) -> str:
    """A page without the number of its incident."""
    return re.sub(r'class="num">[0-9a-z]{8}<', "", page)
