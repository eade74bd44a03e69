"""The page on which a case is opened: what is known already stands in it, and what would help is said."""

from __future__ import annotations

from html import unescape

import sqlalchemy as sa

from screening.domain.clubs import Role
from screening.store.tables import SquadRow
from tests.web.cases.conftest import Desk, page_of
from tests.web.page_rules import faults_of


def test_without_answers_it_says_what_they_would_give_and_where(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    page = unescape(page_of(physio, f"/athletes/{desk.ward.club.athletes[3]}/case"))
    assert "It starts without answers about this problem." in page
    assert "Three minutes of questions with the athlete first" in page
    assert 'href="/rounds"' in page
    assert physio.get("/rounds").status_code == 200
    assert faults_of(page) == []


def test_the_sport_of_the_squad_stands_in_it_in_words(desk: Desk) -> None:
    physio, path = desk.person(Role.PHYSIO), f"/athletes/{desk.ward.club.athletes[3]}/case"
    with desk.ward.store.write(club=desk.ward.club.id) as tx:
        tx.execute(sa.update(SquadRow).values(sport=None))
    assert 'value="Field hockey"' not in page_of(physio, path)
    with desk.ward.store.write(club=desk.ward.club.id) as tx:
        tx.execute(sa.update(SquadRow).values(sport="field_hockey"))
    assert 'value="Field hockey"' in page_of(physio, path)
