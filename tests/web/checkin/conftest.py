"""A club with planted cases behind the application, and a clock; the file is made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from screening.domain.case.words import State
from screening.domain.clubs import Role
from screening.domain.rulebook import Rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.store.tables import AthleteRow
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.support import case_lives
from tests.support.kept_cases import Ward, make_ward
from tests.support.planted_cases import link_to, plant, until
from tests.support.signing_in import Person, csrf_token, member_of
from tests.web.conftest import CHEAP_PASSWORDS
from tests.web.page_rules import faults_of
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock

SECRET_KEY = "tests " * 8
YOUNG = 2010
"""Old enough to decide alone about answers, too young to agree to sprinting alone."""


@dataclass
class Returning:
    """The club and its pages. `cases`: of an athlete in S4 with an account, a young one in S4, one in S5."""

    app: Flask
    ward: Ward
    clock: StillClock
    cases: dict[str, int]
    token: str

    def person(self, role: Role) -> Person:
        """A browser of the club's person of that role."""
        return member_of(self.app, self.ward.club, role)

    def link(self, of: str = "grown") -> str:
        """The address of the check-in of one of the cases; the grown one's is made already."""
        token = self.token if of == "grown" else link_to(self.ward, self.cases[of])
        return f"/check-in/{token}"

    def phone(self) -> Phone:
        """A browser in which nobody is signed in."""
        return Phone(self.app, self.app.test_client())

    def later(self, **by: int) -> None:
        """Let time go on, for the pages and for whoever acts beside them."""
        self.clock.forward(**by)
        self.ward.at = self.clock.time


@dataclass
class Phone:
    """A browser that checks every page it opens against the page rules."""

    app: Flask
    client: FlaskClient

    def get(self, path: str, *, is_page: bool = True) -> str:
        answer = self.client.get(path)
        return self.checked(answer, path) if is_page else answer.get_data(as_text=True)

    def post(self, path: str, *fields: tuple[str, str]) -> TestResponse:
        given: dict[str, list[str]] = {}
        for name, value in fields:
            given.setdefault(name, []).append(value)
        return self.client.post(path, data={**given, "csrf_token": csrf_token(self.app, self.client)})

    def checked(self, response: TestResponse, path: str = "") -> str:
        """The page, which keeps the rules of pages."""
        page = response.get_data(as_text=True)
        assert faults_of(page) == [], path
        return page


@pytest.fixture(scope="session")
def _returning(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> Iterator[tuple[Returning, Path, Path]]:
    """One application for every test; each of them begins with the file as it was made."""
    folder = tmp_path_factory.mktemp("returns")
    file = Path(shutil.copy(_migrated_file, folder / "here.db"))
    settings = Settings(
        secret_key=SECRET_KEY,
        database_url=f"sqlite:///{file}",
        instance_folder=folder,
        allowed_hosts=("localhost",),
        rate_limits=False,
        **CHEAP_PASSWORDS,
    )
    store = open_store(settings.database_url, SECRET_KEY)
    ward = make_ward(store, rulebook, NOW)
    with store.write(club=ward.club.id) as tx:
        tx.get_one(AthleteRow, ward.club.athletes[1]).birth_year = YOUNG
    cases = {
        "grown": plant(ward, until(case_lives.moderate(), State.S4), 0, days_ago=1),
        "young": plant(ward, case_lives.adolescent(), 1, days_ago=1),
        "fast": plant(ward, until(case_lives.mild(), State.S5), 2, days_ago=1),
    }
    token = link_to(ward, cases["grown"])
    clock = StillClock()
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), QuickReports(), clock))
    store.forget_log()
    store.close()
    yield Returning(app, ward, clock, cases, token), file, Path(shutil.copy(file, folder / "kept.db"))
    store.close()


@pytest.fixture
def returning(_returning: tuple[Returning, Path, Path]) -> Iterator[Returning]:
    """The club as it was made, on its first morning."""
    made, file, kept = _returning
    made.clock.time = made.ward.at = NOW
    yield made
    made.ward.store.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(kept, file)
