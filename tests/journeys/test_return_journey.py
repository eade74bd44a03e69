"""A whole return in a real browser: physio, athlete, coach and doctor, from the opening to the close."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from screening.domain.case import events as ev
from screening.domain.case.words import Party, SessionKind, State
from screening.domain.clubs import Role
from screening.report import ReportMaker
from screening.rulebook.load import default_rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.store.schema import upgrade
from screening.web.app import build_app, close_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.journeys.test_browser_journey import DESK, PHONE, Window, browser
from tests.journeys.test_care_journey import look
from tests.support.care_results import STRAINED, answered
from tests.support.case_lives import EXIT_TESTS, Life
from tests.support.kept_cases import Ward, make_ward
from tests.support.signing_in import member_of
from tests.web.still_clock import StillClock

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = {
    Party.ATHLETE: Role.ATHLETE,
    Party.COACH: Role.COACH,
    Party.PHYSIO: Role.PHYSIO,
    Party.DOCTOR: Role.DOCTOR,
}


@dataclass
class Returning:
    """A club whose clock the test moves; `case` once it is open."""

    app: Flask
    ward: Ward
    clock: StillClock
    address: str
    case: int = 0

    @property
    def page(self) -> str:
        return f"{self.address}cases/{self.case}"

    def window(self, browser: Browser, role: Role, viewport: dict[str, int] = DESK) -> Window:
        """A window in which the person of a role is signed in at this moment."""
        window = Window(browser, self.address, viewport=viewport)
        client = member_of(self.app, self.ward.club, role).client
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return window


class LifeOfCase(Life):
    """The days of an invented life, lived in a kept case through the services."""

    def __init__(self, returning: Returning) -> None:
        self.returning = returning
        self.first = returning.ward.log(returning.case)[0].day
        self.n = (returning.clock.time.date() - self.first).days

    @property
    def log(self) -> ev.Log:  # type: ignore[override]  # read from the store, not kept here
        return self.returning.ward.log(self.returning.case)

    @property
    def today(self) -> dt.date:
        return self.first + dt.timedelta(days=self.n)

    def day_of_clock(self) -> None:
        """Go on from the day that it is now."""
        self.day((self.returning.clock.time.date() - self.first).days)

    def add(self, body: ev.Body, by: ev.Who | None = None) -> Life:
        """Record it as whoever does it in the invented life, a minute after what came before."""
        ward, clock = self.returning.ward, self.returning.clock
        morning = dt.datetime.combine(self.today, dt.time(7), dt.UTC)
        clock.time = ward.at = max(morning, clock.time) + dt.timedelta(minutes=1)
        ward.do(self.returning.case, body, ROLES[by.party if by is not None else Party.PHYSIO])
        return self

    def tests(self, state: State) -> Life:
        """All tests of the exit of a stage, on one page as it were."""
        done = tuple(replace(test, on=self.today) for test in EXIT_TESTS[state])
        self.returning.ward.do(self.returning.case, done)
        return self


@pytest.fixture
def returning(tmp_path: Path) -> Iterator[Returning]:
    settings = Settings(
        secret_key="journey " * 6,
        database_url=f"sqlite:///{tmp_path / 'site.db'}",
        instance_folder=tmp_path,
        allowed_hosts=("localhost",),
        rate_limits=False,
        password_memory_kib=64,
        password_passes=1,
    )
    store = open_store(settings.database_url, settings.secret_key)
    upgrade(store)
    rulebook, clock = default_rulebook(), StillClock()
    ward = make_ward(store, rulebook, clock.time)
    answered(store, ward.club.id, ward.club.athletes[0], STRAINED, rulebook, clock.time)
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), ReportMaker(), clock))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Returning(app, ward, clock, f"http://localhost:{server.server_port}/")
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    close_app(app)


def press(page: Page, name: str, then: str) -> None:
    """Press a button and wait for the page it leads to."""
    page.get_by_role("button", name=name).click()
    page.wait_for_url(re.compile(then))


def open_case(page: Page, returning: Returning) -> None:
    """From the athlete's answers to the red flags and into the first stage."""
    page.goto(f"{returning.address}athletes/{returning.ward.club.athletes[0]}")
    page.get_by_role("link", name="Open a case").click()
    page.wait_for_url(re.compile("/case$"))
    expect(page.get_by_text("It starts from the answers of")).to_be_visible()
    side = "Right leg" if page.get_by_text("about the right leg").count() else "Left leg"
    page.get_by_label(side).check()
    page.get_by_label("Day of the injury").fill(returning.clock.time.date().isoformat())
    page.get_by_role("group", name="How did it happen?").get_by_label("Sprinting").check()
    for name in ("Was the same leg", "Has rehabilitation begun", "Is sprinting the sport"):
        page.get_by_role("group", name=re.compile(name)).get_by_label("No", exact=True).check()
    press(page, "Open the case", "/questions$")
    returning.case = int(page.url.split("/")[-2])
    for group in page.get_by_role("group").all():
        group.get_by_label("No", exact=True).check()
    press(page, "Keep the answers", "done=questions")


def set_class(page: Page, returning: Returning) -> None:
    """A doctor confirms the class; the proposed one stays beside it."""
    page.goto(f"{returning.page}/class")
    page.get_by_label("Severity class").select_option("G0")
    page.get_by_label("Grade, from").select_option("0-I")
    page.get_by_label("Grade, to").select_option("0-I")
    page.get_by_label("Recurrence").uncheck()
    page.locator("#recurrent-no").check()
    page.get_by_label("Reason").fill("Scan without a tear, full strength in the short range.")
    press(page, "Set the grade", "done=class")
    expect(page.get_by_text("Proposed:").first).to_be_visible()


def sign(page: Page, returning: Returning, scope: str, review_in: int) -> None:
    """Sign the next move on its form."""
    page.goto(f"{returning.page}/move")
    page.get_by_label("What the sign-off covers").fill(scope)
    review = returning.clock.time.date() + dt.timedelta(days=review_in)
    page.get_by_label("Review on").fill(review.isoformat())
    press(page, "Sign off this move", "done=move")


def handed_over(page: Page, returning: Returning) -> str:
    """The link to the check-in that the physio makes, at the address of this machine."""
    page.goto(f"{returning.page}/link")
    page.get_by_role("button", name=re.compile("^Make")).click()
    expect(page.get_by_role("button", name="End this link")).to_be_visible()
    return returning.address + urlsplit(page.locator(".letters").inner_text()).path.removeprefix("/")


def check_in(page: Page, address: str) -> None:
    """The athlete's morning on the phone."""
    page.goto(address)
    for field in ("pain_morning-0", "soreness_hamstring-0", "fatigue-3"):
        page.locator(f"#{field}").check()
    sleep = page.locator("#sleep_hours")
    if sleep.get_attribute("value") is not None:
        sleep.fill("8")
    else:
        page.locator("#sleep_hours-8").check()
    page.locator("button[name=unusual][value=no]").click()
    page.wait_for_url(re.compile("/answer"))


def agree(page: Page, returning: Returning) -> None:
    """The athlete's yes to the next move."""
    page.goto(f"{returning.address}my-return/{returning.case}")
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("status")).to_be_visible()


def decide(page: Page, returning: Returning) -> None:
    """The shared decision, from the three steps to the three views."""
    page.goto(f"{returning.page}/decision")
    page.get_by_label("Tissue health").fill("No pain on pressing, full length, 96% of the other leg.")
    page.get_by_label("Tissue stress").fill("Winger, up to 40 sprints in a match.")
    page.get_by_label("What changes the acceptable risk").fill("Middle of the season.")
    for name in ("again", "later"):
        page.locator(f"#{name}-risk").fill("small")
        page.locator(f"#{name}-tolerance").fill("small")
        page.locator(f"#{name}-acceptable-yes").check()
    for name, who in (("athlete", "Alex"), ("coach", "Robin"), ("clinician", "Dana")):
        page.locator(f"#{name}-who").fill(who)
        page.locator(f"#{name}-view").fill("Ready for 20 to 30 minutes.")
        page.locator(f"#{name}-agrees-yes").check()
    page.get_by_label("Most limiting outcome").select_option("again")
    page.get_by_label("What the decision covers").fill("20 to 30 minutes in the first match")
    review = returning.clock.time.date() + dt.timedelta(days=14)
    page.get_by_label("Review on").fill(review.isoformat())
    press(page, "Keep the decision", "done=decision")


def begin(physio: Page, doctor: Page, phone: Page, returning: Returning) -> str:
    """The first day: opened, screened, graded, signed into S1, and the first check-in; gives its link."""
    open_case(physio, returning)
    set_class(doctor, returning)
    sign(physio, returning, "Walking and light exercises", 3)
    expect(physio.get_by_text("S1, Acute protection.")).to_be_visible()
    address = handed_over(physio, returning)
    check_in(phone, address)
    return address


def live_to_s5(life: LifeOfCase) -> None:
    """Two weeks of sessions, mornings and tests, up to the tests of S5."""
    life.until(1).tests(State.S1).on("move.TR3")
    life.into_s3(2)
    life.up(4).pass_rung().tests(State.S3).on("move.TR5")
    life.up(5).pass_rung().up(6).pass_rung().tests(State.S4).on("move.TR6")
    life.up(7).pass_rung(top_speed_pct=95.0, speed_measured=True, max_effort_under_fatigue=True)
    life.tests(State.S5)


def live_to_s8(life: LifeOfCase) -> None:
    """Two matches and four weeks."""
    life.day_of_clock()
    for _ in range(2):
        life.session(SessionKind.COMPETITION, 9, minutes=25).next_morning(4)
    life.until(life.n + 22).tests(State.S7).on("move.TR9")


def test_a_return_from_the_first_day_to_the_close(browser: Browser, returning: Returning) -> None:
    physio, doctor = returning.window(browser, Role.PHYSIO), returning.window(browser, Role.DOCTOR)
    phone = Window(browser, returning.address, viewport=PHONE)
    begin(physio.page, doctor.page, phone.page, returning)
    life = LifeOfCase(returning)
    live_to_s5(life)

    coach = returning.window(browser, Role.COACH, PHONE).page
    coach.goto(f"{returning.address}returns/{returning.case}")
    coach.get_by_role("button", name="I take them into full training").click()
    expect(coach.get_by_role("status")).to_be_visible()
    agree(returning.window(browser, Role.ATHLETE, PHONE).page, returning)
    physio = returning.window(browser, Role.PHYSIO)
    sign(physio.page, returning, "Full training, no match", 14)
    expect(physio.page.get_by_text("S6, Return to full training.")).to_be_visible()

    life.day_of_clock()
    for _ in range(2):
        life.session(SessionKind.TEAM_FULL, 9, top_speed_pct=95.0).next_morning(2)
    life.tests(State.S6)
    doctor = returning.window(browser, Role.DOCTOR)
    decide(doctor.page, returning)
    agree(returning.window(browser, Role.ATHLETE, PHONE).page, returning)
    sign(doctor.page, returning, "20 to 30 minutes in the first match", 14)
    expect(doctor.page.get_by_text("S7, Return to competition.")).to_be_visible()
    expect(doctor.page.get_by_text("given by a named person, not by software.")).to_be_visible()
    look(doctor.page, "return-case-1280-light")

    live_to_s8(life)
    returning.clock.time += dt.timedelta(days=366)
    physio = returning.window(browser, Role.PHYSIO)
    check_in(phone.page, handed_over(physio.page, returning))
    sign(physio.page, returning, "A year without a new injury", 0)
    assert returning.ward.row(returning.case).state is State.CLOSED
    physio.page.goto(f"{returning.address}cases?show=closed")
    expect(physio.page.get_by_text("Closed on")).to_be_visible()
