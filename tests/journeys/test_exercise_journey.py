"""From the start page to an exercise, its still picture and its card, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_browser_journey import (
    FIRST_REPORT_MS,
    LOOKED_AT,
    PHONE,
    SMALLEST,
    Window,
    browser,
    no_sideways_scroll,
    picture,
)

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NORDIC = "exercises/nordic_hamstring_curl"
HOLD = "exercises/heel_dig_isometric"
PATHS = {
    "list": "exercises?stage=P&level=2",
    "empty": "exercises?q=nordic&emphasis=running&kit=band",
    "nordic": NORDIC,
    "hold": HOLD,
    "principles": "exercises/principles",
    "cards": "exercises/cards?id=squat",
    "too-few": "exercises/cards.pdf",
    "unknown": "exercises/nordic_curl",
}


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Window]:
    opened = Window(browser, site)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "script", [False, pytest.param(True, marks=pytest.mark.release)], ids=["without script", "with script"]
)
def test_an_athlete_finds_an_exercise_and_takes_its_card_along(
    browser: Browser, site: str, tmp_path: Path, script: bool
) -> None:
    window = Window(browser, site, java_script_enabled=script)
    page = window.page
    page.goto(site)
    page.get_by_role("link", name="Exercises", exact=True).click()
    page.wait_for_url(re.compile("/exercises$"))
    page.get_by_label("Name").fill("nordic")
    page.get_by_label("Your level").select_option("4")
    page.get_by_role("button", name="Show exercises").click()
    page.wait_for_url(re.compile(r"/exercises\?q=nordic&level=4$"))
    page.get_by_role("link", name="Nordic hamstring curl").click()
    page.wait_for_url(re.compile("/nordic_hamstring_curl$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nordic hamstring curl")
    with page.expect_download(timeout=FIRST_REPORT_MS) as waiting:
        page.get_by_role("link", name="Download as a card (PDF)").click(timeout=FIRST_REPORT_MS)
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "nordic-hamstring-curl.pdf"
    assert saved.read_bytes().startswith(b"%PDF-")
    window.close()


def test_the_movement_can_be_stopped_without_script(browser: Browser, site: str) -> None:
    window = Window(browser, site, java_script_enabled=False)
    page = window.page
    page.goto(site + NORDIC)
    expect(page.locator(".moving img")).to_be_visible()
    expect(page.locator(".stills")).to_be_hidden()
    page.get_by_label("Still picture").check()
    expect(page.locator(".moving")).to_be_hidden()
    expect(page.locator(".stills img")).to_have_count(2)
    expect(page.locator(".stills img").first).to_be_visible()
    window.close()


def test_nothing_moves_for_somebody_who_wants_no_motion_nor_on_paper(browser: Browser, site: str) -> None:
    window = Window(browser, site, reduced_motion="reduce")
    page = window.page
    page.goto(site + NORDIC)
    expect(page.locator(".moving")).to_be_hidden()
    expect(page.get_by_label("Still picture")).to_be_hidden()
    expect(page.locator(".stills img").last).to_be_visible()
    page.emulate_media(media="print", reduced_motion="no-preference")
    expect(page.locator(".moving")).to_be_hidden()
    expect(page.locator(".stills img").last).to_be_visible()
    window.close()


def test_the_keyboard_goes_through_the_list_in_reading_order(window: Window) -> None:
    page = window.page
    page.goto(window.site + "exercises?kit=nothing&emphasis=trunk")
    names: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if names[-1] == "About and privacy":
            break
    order = ["q", "emphasis", "level", "stage", "What you have: 1 ticked", "kit-nothing"]
    places = [
        names.index(name) for name in [*order, "Show exercises", "Choose cards to print", "Front plank"]
    ]
    assert places == sorted(places), names
    assert names[-1] == "About and privacy"


def test_every_picture_of_the_list_arrives_once_it_is_in_sight(window: Window) -> None:
    page = window.page
    page.goto(window.site + "exercises")
    last = page.locator(".entries img").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_visible()
    page.wait_for_function("() => [...document.querySelectorAll('.entries img')].at(-1).naturalWidth > 0")


def looks_right(page: Page, name: str) -> None:
    no_sideways_scroll(page)
    picture(page, f"exercises-{name}")
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


@LOOKED_AT
@pytest.mark.release
def test_every_kind_of_exercise_page_is_free_of_accessibility_faults(
    browser: Browser, site: str, scheme: str, viewport: dict[str, int]
) -> None:
    window = Window(browser, site, viewport=viewport, color_scheme=scheme)
    for name, path in PATHS.items():
        window.page.goto(site + path)
        looks_right(window.page, f"{name}-{viewport['width']}-{scheme}")
    window.complaints.clear()  # two of the pages answer 400 and 404, which the console repeats
    window.close()


def test_what_is_pressed_is_large_enough(window: Window) -> None:
    small: list[str] = []
    for path in ("exercises?kit=band", NORDIC, "exercises/cards", "exercises/principles"):
        window.page.goto(window.site + path)
        small += window.page.evaluate(
            """() => [...document.querySelectorAll("button, .btn, .tick, select, .in, .line, .back, summary")]
                .concat([...document.querySelectorAll(".entries li")])
                .filter((el) => el.getClientRects().length)
                .filter((el) => el.getBoundingClientRect().height < 43.5)
                .map((el) => location.pathname + " " + el.outerHTML.slice(0, 80))"""
        )
    assert small == []


@pytest.mark.release
def test_the_smallest_phone_and_twice_the_text_need_no_sideways_scroll(browser: Browser, site: str) -> None:
    for size in (SMALLEST, PHONE):
        window = Window(browser, site, viewport=size)
        for path in PATHS.values():
            window.page.goto(site + path)
            if size is PHONE:
                window.page.evaluate("document.documentElement.style.fontSize = '200%'")
            no_sideways_scroll(window.page)
        window.complaints.clear()
        window.close()
