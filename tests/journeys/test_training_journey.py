"""From a result to a plan, today's session with its timer, the report, and the calendar, on a phone."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from screening.report import ReportMaker
from screening.rulebook.load import default_rulebook
from screening.settings import Settings
from screening.store import open_store
from screening.store.schema import upgrade
from screening.web.app import build_app, close_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts
from tests.journeys.test_browser_journey import (
    FIRST_REPORT_MS,
    PHONE,
    SMALLEST,
    Window,
    browser,
    no_sideways_scroll,
    picture,
)
from tests.support.followed import MONDAY, PLAYER, evening_of
from tests.web.finished import result_address
from tests.web.still_clock import StillClock

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES = 30_000


@dataclass(frozen=True)
class Dated:
    """The product at an address of this machine, with a day that the test decides."""

    address: str
    app: Flask
    clock: StillClock

    def result(self) -> str:
        return self.address + result_address(self.app, PLAYER).removeprefix("/")


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[Dated]:
    settings = Settings(
        secret_key="journey " * 6,
        database_url=f"sqlite:///{tmp_path / 'site.db'}",
        instance_folder=tmp_path,
        allowed_hosts=("localhost",),
        rate_limits=False,
    )
    store = open_store(settings.database_url, settings.secret_key)
    upgrade(store)
    rulebook, clock = default_rulebook(), StillClock()
    app = build_app(Parts(settings, store, rulebook, Journey.through(rulebook), ReportMaker(), clock))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Dated(f"http://localhost:{server.server_port}/", app, clock)
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    close_app(app)


def start_plan(page: Page, dated: Dated) -> str:
    """From the result through the form to the plan; gives its address."""
    page.goto(dated.result())
    page.get_by_role("link", name="Start this plan").click()
    page.wait_for_url(re.compile("/plan$"))
    page.get_by_label("Match on most weeks").select_option("6")
    page.get_by_role("button", name="Make my plan").click()
    page.wait_for_url(re.compile(r"/plan/[^/]+\?new=1"))
    return page.url.partition("?")[0]


def tap(page: Page, name: str, number: int | str) -> None:
    page.locator(f"#{name}-{number}").check()


@pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.release)], ids=["with script", "without script"]
)
def test_an_athlete_starts_a_plan_does_a_session_and_is_told_to_stop_at_pain_of_five(
    browser: Browser, dated: Dated, script: bool
) -> None:
    window = Window(browser, dated.address, java_script_enabled=script)
    page = window.page
    plan = start_plan(page, dated)
    expect(page.get_by_role("heading", name="Keep this link")).to_be_visible()

    page.get_by_role("link", name="Show it in my calendar").click()
    page.wait_for_url(re.compile("/calendar$"))
    page.get_by_label("Time of day").fill("18:30")
    page.get_by_role("button", name="Make an address for my calendar").click()
    address = page.locator(".address").inner_text()
    before = calendar_of(page, address)
    assert all(event["status"] == "CONFIRMED" for event in before.values())

    dated.clock.time = evening_of(MONDAY)
    page.goto(plan)
    page.get_by_role("link", name="Start today’s session").click()
    page.wait_for_url(re.compile("/session/"))
    session = page.url
    assert len(page.content().encode()) < MOST_BYTES
    expect(page.locator(".work img").first).to_be_visible()
    timer = page.get_by_role("button", name="Start the timer")
    expect(timer).to_have_count(page.locator(".work > li").count() if script else 0)
    if script:
        use_timer(page)
    picture(page, f"session-{'script' if script else 'plain'}")
    page.get_by_role("link", name="Say how it was").click()
    tap(page, "done", "done")
    tap(page, "pain", 5)
    tap(page, "sudden", "no")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".told .word")).to_have_text("Stop")
    picture(page, f"told-{'script' if script else 'plain'}")
    assert page.url == f"{session}#told"

    page.get_by_role("link", name="Your plan").click()
    page.wait_for_url(plan)
    expect(page.get_by_role("heading", name="Stop for now")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("session"))).to_have_count(0)
    after = calendar_of(page, address)
    assert set(after) == set(before)
    assert [event["status"] for event in after.values()].count("CANCELLED") == len(before) - 1
    window.close()


def use_timer(page: Page) -> None:
    """Start, see it count, skip the get-ready, pause and stop."""
    box = page.locator(".timer").first
    box.get_by_role("button", name="Start the timer").click()
    expect(box.locator(".phase")).to_have_text("Get ready")
    box.get_by_role("button", name="Next part").click()
    expect(box.locator(".phase")).to_have_text(re.compile("Set 1 of 2"))
    expect(box.locator(".count")).to_have_text("1/4")
    expect(box.locator(".count")).to_have_text("2/4", timeout=10_000)
    box.get_by_role("button", name="Pause").click()
    expect(box.get_by_role("button", name="Go on")).to_be_visible()
    box.get_by_role("button", name="Next part").click()
    expect(box.locator(".phase")).to_have_text("Rest")
    box.get_by_role("button", name="Stop").click()
    expect(box.get_by_role("button", name="Start the timer")).to_be_visible()


def calendar_of(page: Page, address: str) -> dict[str, icalendar.Event]:
    response = page.request.get(address)
    assert response.ok
    return {str(each["uid"]): each for each in icalendar.Calendar.from_ical(response.body()).walk("VEVENT")}


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(SMALLEST, "dark"), pytest.param(PHONE, "light", marks=pytest.mark.release)],
    ids=["320", "390"],
)
@pytest.mark.release
def test_the_pages_of_a_plan_have_no_accessibility_fault(
    browser: Browser, dated: Dated, viewport: dict[str, int], scheme: str
) -> None:
    window = Window(browser, dated.address, viewport=viewport, color_scheme=scheme)
    page, axe = window.page, Axe()

    def look(step: str) -> None:
        no_sideways_scroll(page)
        picture(page, f"plan-{step}-{viewport['width']}-{scheme}")
        found = axe.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    result = dated.result()
    page.goto(f"{result}/plan")
    look("start")
    plan = start_plan(page, dated)
    look("new")
    dated.clock.time = evening_of(MONDAY)
    page.goto(plan)
    page.get_by_role("link", name="Start today’s session").click()
    page.wait_for_url(re.compile("/session/"))
    for folded in page.locator("details > summary").all():
        folded.click()
    look("session")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("session-wrong")
    window.complaints.clear()  # the browser writes down that the form was refused
    tap(page, "done", "done")
    tap(page, "pain", 1)
    tap(page, "sudden", "no")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".told .word")).to_have_text("Go on")
    look("told")
    dated.clock.time += dt.timedelta(hours=14)
    for step in ("", "/change", "/calendar", "/print"):
        page.goto(plan + step)
        look(step.removeprefix("/") or "overview")
    page.goto(f"{plan}/calendar")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_role("button", name="Close this address")).to_be_visible()
    look("calendar-open")
    window.close()


@pytest.mark.release
def test_the_coming_weeks_come_as_a_file(browser: Browser, dated: Dated) -> None:
    window = Window(browser, dated.address)
    plan = start_plan(window.page, dated)
    response = window.page.request.get(f"{plan}.pdf", timeout=FIRST_REPORT_MS)
    assert response.body().startswith(b"%PDF-")
    window.close()
