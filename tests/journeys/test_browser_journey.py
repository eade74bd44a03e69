"""From the start page to the downloaded PDF in a real browser, on a phone-sized window."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.answering import answer_page, answer_until, press_continue
from tests.web.people import CLOT, HEALTHY, STRAINED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SMALLEST = {"width": 320, "height": 700}
LOOKED_AT = pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        (PHONE, "light"),
        pytest.param(DESK, "dark", marks=pytest.mark.release),
        pytest.param(PHONE, "dark", marks=pytest.mark.release),
        pytest.param(DESK, "light", marks=pytest.mark.release),
    ],
    ids=["390-light", "1280-dark", "390-dark", "1280-light"],
)
"""In the suite each page is looked at on a phone; the contrast of both schemes has tests of its own."""
FIRST_REPORT_MS = 60_000
"""The first report of a server waits for its process to start."""

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "the browser journey needs Chromium; `make test` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield started
        started.close()


class Window:
    """One browser window that refuses requests to anybody else and remembers them."""

    def __init__(self, browser: Browser, site: str, **how: Any) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport=how.pop("viewport", PHONE), accept_downloads=True, **how
        )
        self.context.set_default_timeout(20_000)
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.on("request", lambda request: self._note(request.url, site))
        self.site = site

    def _note(self, address: str, site: str) -> None:
        if not address.startswith((site, "data:", "blob:")):
            self.outside.append(address)

    def start(self) -> Page:
        """From the start page to the first question."""
        self.page.goto(self.site)
        self.page.get_by_role("link", name=re.compile("Check myself")).click()
        self.page.get_by_role("button", name="Start").click()
        self.page.wait_for_url(re.compile("/check/"))
        return self.page

    def close(self) -> None:
        self.context.close()
        assert self.outside == []
        assert self.complaints == []


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody asked for pictures."""
    folder = os.environ.get("SCREENING_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def download(page: Page, folder: Path) -> bytes:
    with page.expect_download(timeout=FIRST_REPORT_MS) as waiting:
        page.get_by_role("link", name=re.compile("PDF")).first.click(timeout=FIRST_REPORT_MS)
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert re.fullmatch(r"screening-report-\d{4}-\d\d-\d\d\.pdf", saved.name)
    return saved.read_bytes()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, id="with script"),
        pytest.param(False, id="without script", marks=pytest.mark.release),
    ],
)
def test_a_healthy_athlete_walks_away_with_the_report(
    browser: Browser, site: str, tmp_path: Path, script: bool
) -> None:
    window = Window(browser, site, java_script_enabled=script)
    page = window.start()
    pages = answer_until(page, HEALTHY, "/answers")
    assert len(pages) <= 14
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    picture(page, f"answers-{'script' if script else 'plain'}")
    page.get_by_role("button", name="See my result").click()
    expect(page).to_have_url(re.compile("/result/"))
    picture(page, f"result-healthy-{'script' if script else 'plain'}")
    pdf = download(page, tmp_path)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000
    window.close()


@pytest.mark.parametrize(
    "to_the_result", [False, pytest.param(True, marks=pytest.mark.release)], ids=["at once", "to the result"]
)
def test_an_alarming_answer_shows_the_care_card_before_the_next_question(
    browser: Browser, site: str, to_the_result: bool
) -> None:
    window = Window(browser, site)
    page = window.start()
    answer_until(page, CLOT, "/care")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("today", re.IGNORECASE))
    picture(page, "care")
    no_sideways_scroll(page)
    page.get_by_role("link", name="Go on answering").click()
    expect(page.get_by_role("link", name="What to do now")).to_be_visible()
    picture(page, "after-care")
    if to_the_result:
        answer_until(page, CLOT, "/answers")
        page.get_by_role("button", name="See my result").click()
        expect(page).to_have_url(re.compile("/result/"))
        picture(page, "result-clot")
    window.close()


def test_the_browsers_back_button_shows_what_was_answered(browser: Browser, site: str) -> None:
    window = Window(browser, site)
    page = window.start()
    page.locator("#age_years").fill("31")
    press_continue(page)
    page.wait_for_url(re.compile(r"/check/[^/]+/(?!age)"))
    page.go_back()
    expect(page.locator("#age_years")).to_have_value("31")
    window.close()


def test_an_error_takes_the_focus_to_the_first_line_that_needs_work(browser: Browser, site: str) -> None:
    window = Window(browser, site)
    page = window.start()
    page.locator("#age_years").fill("2o")
    press_continue(page)
    assert page.title().startswith("Error: ")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", "#age_years")
    focused.click()
    expect(page.locator(":focus")).to_have_id("age_years")
    window.complaints.clear()  # Chromium reports the 400 answer of the form in its console
    window.close()


MADE_OF = """() => [...new Set([...document.querySelectorAll("main *")]
    .map((one) => `${one.tagName} ${one.className} ${one.getAttribute("type")}`))].sort().join()"""
"""What a page is made of; two pages of questions made of the same differ in words only."""


@pytest.mark.parametrize(
    ("viewport", "scheme", "each"),
    [
        (SMALLEST, "dark", False),
        pytest.param(SMALLEST, "dark", True, marks=pytest.mark.release),
        pytest.param(PHONE, "light", True, marks=pytest.mark.release),
        pytest.param(DESK, "light", True, marks=pytest.mark.release),
    ],
    ids=["320 dark", "320 dark, each", "390 light, each", "1280 light, each"],
)
def test_every_page_of_the_way_is_free_of_accessibility_faults(
    browser: Browser, site: str, scheme: str, viewport: dict[str, int], each: bool
) -> None:
    """A tool looks at every page, or in the suite at one of those that are made of the same."""
    window = Window(browser, site, viewport=viewport, color_scheme=scheme)
    axe = Axe()
    looked_at: set[str] = set()
    page = window.page
    name = f"{viewport['width']}-{scheme}"

    def look(step: str) -> None:
        no_sideways_scroll(page)
        picture(page, f"{step}-{name}")
        made_of = page.evaluate(MADE_OF)
        if made_of in looked_at and not each:
            return
        looked_at.add(made_of)
        found = axe.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    for path in ("", "check", "for-clubs", "red-flags", "about", "resume", "nowhere"):
        page.goto(f"{site}{path}")
        look(path or "start")
    window.start()
    for _ in range(60):
        step = page.url.rpartition("/")[2].partition("?")[0]
        look(f"q-{step}")
        if step == "answers":
            break
        answer_page(page, STRAINED)
    page.get_by_role("link", name=re.compile("^Save")).click()
    page.wait_for_url(lambda address: not address.endswith("/answers"))
    look("later")
    page.go_back()
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/result/"))
    look("result")
    window.complaints.clear()  # the page that is not there answers 404
    window.close()


@pytest.mark.release
def test_with_text_twice_as_large_nothing_runs_off_the_page(browser: Browser, site: str) -> None:
    window = Window(browser, site)
    page = window.start()
    for _ in range(60):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        no_sideways_scroll(page)
        if page.url.endswith("/answers"):
            break
        answer_page(page, HEALTHY)
    window.close()


@pytest.mark.release
def test_everything_that_is_pressed_is_large_enough(browser: Browser, site: str) -> None:
    window = Window(browser, site)
    page = window.start()
    small: list[str] = []
    for _ in range(60):
        small += page.evaluate(
            """() => [...document.querySelectorAll("button, .opt, .seg, .back, select, .in, .save, .line")]
                .filter((el) => el.getClientRects().length)
                .filter((el) => el.getBoundingClientRect().height < 43.5)
                .map((el) => location.pathname + " " + el.outerHTML.slice(0, 80))"""
        )
        if page.url.endswith("/answers"):
            break
        answer_page(page, STRAINED)
    assert small == []
    window.close()
