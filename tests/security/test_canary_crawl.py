"""Each club has a word that occurs nowhere else: it must never show in the other one, nor in any log."""

from __future__ import annotations

import logging

import pytest
import sqlalchemy as sa

from screening.store.tables import OutgoingMailRow
from screening.store.tenancy import Reason
from tests.support.crawling import crawl, everything_in
from tests.support.doors import doors
from tests.support.knocking import Cell, cells, knock
from tests.support.principals import World

OFTEN = ("coach", "of_other_club")
SELDOM = (
    *("physio", "administrator", "doctor", "athlete", "guardian"),
    *("role_removed", "factor_missing", "anonymous"),
)
FEWEST_PAGES = {"coach": 12, "physio": 12, "of_other_club": 12, "administrator": 8}


def _foreign_word(world: World, principal: str) -> str:
    """The word that this person must not meet."""
    here, there = world.tenants
    return here.word if principal == "of_other_club" else there.word


def _leaks(world: World, principal: str) -> tuple[int, list[str]]:
    """How many pages were walked, and where the foreign word stood."""
    walked = crawl(world, principal)
    word = _foreign_word(world, principal).casefold()
    broken = [path for path, response in walked.pages.items() if response.status_code >= 500]
    assert broken == []
    said = {path: everything_in(response).casefold() for path, response in walked.pages.items()}
    if principal in FEWEST_PAGES:
        own = {tenant.word.casefold() for tenant in world.tenants} - {word}
        assert sum(any(one in text for one in own) for text in said.values()) >= 5, "the crawl sees nothing"
    return len(walked.pages), [path for path, text in said.items() if word in text]


def _say_nothing_of_anybody(log: str, world: World) -> None:
    for tenant in world.tenants:
        assert tenant.word.casefold() not in log.casefold()


@pytest.mark.parametrize("principal", OFTEN)
def test_no_page_export_or_log_tells_of_the_other_club(
    two_clubs: World, principal: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages, found = _leaks(two_clubs, principal)
    print(f"{pages} pages as {principal}")
    assert found == []
    assert pages >= FEWEST_PAGES[principal]
    _say_nothing_of_anybody(caplog.text, two_clubs)


@pytest.mark.release
@pytest.mark.parametrize("principal", SELDOM)
def test_nobody_else_meets_the_other_club_either(
    two_clubs: World, principal: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages, found = _leaks(two_clubs, principal)
    assert found == []
    assert pages >= FEWEST_PAGES.get(principal, 1)
    _say_nothing_of_anybody(caplog.text, two_clubs)


@pytest.mark.release
def test_asking_for_what_is_of_the_other_club_tells_nothing_of_it(
    two_clubs: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = 0
    for cell in _foreign_cells(two_clubs):
        response = knock(two_clubs, cell)
        word = _foreign_word(two_clubs, cell.principal)
        assert word.casefold() not in everything_in(response).casefold(), str(cell)
        asked += 1
    assert asked >= 100
    _say_nothing_of_anybody(caplog.text, two_clubs)
    assert _mails_with_a_foreign_word(two_clubs) == []


def _mails_with_a_foreign_word(world: World) -> list[int]:
    with world.store.read(everywhere=Reason.OPERATION) as tx:
        mails = tx.scalars(sa.select(OutgoingMailRow)).all()
    words = {tenant.made.id: tenant.word for tenant in world.tenants}
    return [
        mail.id
        for mail in mails
        for club, word in words.items()
        if club != mail.club_id and word in f"{mail.to_address} {mail.subject} {mail.body}"
    ]


def _foreign_cells(world: World) -> list[Cell]:
    wanted = {"other_club", "mixed_clubs"}
    staff = {"coach", "physio", "administrator", "athlete"}
    return [cell for cell in cells(doors(world.app)) if cell.relation in wanted and cell.principal in staff]
