"""One tablet in a changing room: poster, code, questions, the result once, and the next athlete."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from screening.domain.clubs import Role
from screening.services.access import Actor, Membership
from screening.services.invitations import Card, cards_of_round
from screening.services.rounds import RoundWish, open_round
from screening.services.rounds_poster import poster_of_round
from screening.services.rounds_view import Progress, round_page
from screening.store import Store, open_store
from tests.journeys.answering import answer_until
from tests.journeys.conftest import Served
from tests.journeys.test_browser_journey import Window, browser
from tests.journeys.test_sign_in_journey import look
from tests.support.clubs import MadeClub, make_club
from tests.web.people import CLOT, HEALTHY

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Room:
    """A club with an open round."""

    def __init__(self, store: Store) -> None:
        self.now = dt.datetime.now(tz=dt.UTC)
        self.store = store
        self.club: MadeClub = make_club(store, consents=(), at=self.now - dt.timedelta(days=1))
        squad = self.club.squads[0]
        member = Membership(self.club.id, Role.COACH, frozenset({squad}))
        self.coach = Actor(self.club.accounts[Role.COACH], (member,), True, self.now, self.club.id)
        today = self.now.date()
        wish = RoundWish(str(squad), "Spring", today.isoformat(), (today + dt.timedelta(days=6)).isoformat())
        self.round_id = open_round(store, self.coach, self.club.id, wish, self.now)

    @property
    def poster(self) -> str:
        return poster_of_round(self.store, self.coach, self.club.id, self.round_id, self.now).token

    @property
    def cards(self) -> tuple[Card, ...]:
        return cards_of_round(self.store, self.coach, self.club.id, self.round_id, self.now)

    def answered(self) -> int:
        later = self.now + dt.timedelta(minutes=5)
        return round_page(self.store, self.coach, self.club.id, self.round_id, later).counts[
            Progress.ANSWERED
        ]


def let_in(page: Page, card: Card) -> None:
    """From the code page to the first question."""
    page.get_by_label("Code").fill(card.code.lower())
    page.get_by_label("Name").fill(card.name)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/check/inv-"))
    page.get_by_label(f"I am {card.name}").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/agree"))


@pytest.mark.release
def test_two_athletes_answer_on_one_tablet_and_leave_nothing_behind(browser: Browser, served: Served) -> None:
    store = open_store(served.settings.database_url, served.settings.secret_key)
    room = Room(store)
    first, second = room.cards[:2]
    window = Window(browser, served.address)
    page = window.page
    page.goto(f"{served.address}check/{room.poster}/tablet")
    look(page, "tablet")
    page.get_by_role("button", name="Use this device for all").click()
    page.wait_for_url(re.compile(r"/check/wall-[^/]+$"))
    look(page, "wall")
    let_in(page, first)
    look(page, "who-can-see-this")
    page.locator("#processing-yes").check()
    page.get_by_role("button", name="Start the questions").click()
    page.wait_for_url(re.compile("/age"))
    answer_until(page, CLOT, "/answers")
    answers = page.url
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/done"))
    look(page, "done")
    expect(page.get_by_role("heading", name="Take your result along")).to_be_visible()
    assert room.answered() == 1
    page.get_by_role("button", name="Done, next athlete").click()
    page.wait_for_url(re.compile(r"/check/wall-[^/]+$"))
    for _ in range(3):
        page.go_back()
        expect(page.get_by_text("Take your result along")).to_have_count(0)
        expect(page.locator("body")).not_to_contain_text("calf")
    page.goto(answers)
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    kept = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]
    page.goto(f"{served.address}check/{room.poster}")
    let_in(page, second)
    page.locator("#processing-yes").check()
    page.get_by_role("button", name="Start the questions").click()
    page.wait_for_url(re.compile("/age"))
    answer_until(page, HEALTHY, "/answers")
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/done"))
    look(page, "done-healthy")
    assert room.answered() == 2
    window.complaints.clear()  # pages of the athlete before answer 404 on purpose
    window.close()
    store.close()
