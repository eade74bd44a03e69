"""A store of its own for each test, with a club and its coach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.domain.clubs import Role
from screening.services.access import Actor, Membership
from screening.store import Store, open_store
from screening.store.schema import upgrade
from tests.support.clubs import MadeClub, make_club
from tests.support.store_rows import NOON, SECRET


@pytest.fixture(scope="session")
def _empty_clubs_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: bringing a database up to date takes a while."""
    file = tmp_path_factory.mktemp("rounds") / "empty.db"
    store = open_store(f"sqlite:///{file}", SECRET)
    upgrade(store)
    store.close()
    return file


@pytest.fixture
def store(tmp_path: Path, _empty_clubs_file: Path) -> Iterator[Store]:
    file = Path(shutil.copy(_empty_clubs_file, tmp_path / "clubs.db"))
    opened = open_store(f"sqlite:///{file}", SECRET)
    yield opened
    opened.close()


@pytest.fixture
def club(store: Store) -> MadeClub:
    return make_club(store, consents=())


def actor_of(club: MadeClub, role: Role, *, squads: frozenset[int] | None = None) -> Actor:
    """The person of this role in a made club; a coach looks after the first squad only."""
    mine = frozenset(club.squads[:1]) if squads is None else squads
    member = Membership(club.id, role, mine if role is Role.COACH else frozenset())
    return Actor(club.accounts[role], (member,), second_factor=True, proved_at=NOON, club_id=club.id)


@pytest.fixture
def coach(club: MadeClub) -> Actor:
    return actor_of(club, Role.COACH)
