"""From the result to its reasons, to changes tried out, and to one more answer, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.answering import answer_until
from tests.journeys.test_browser_journey import PHONE, QUIET, SMALLEST, Window, no_sideways_scroll
from tests.web.people import HEALTHY

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "the browser journey needs Chromium; `make test` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield started
        started.close()


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(SMALLEST, "dark"), pytest.param(PHONE, "light", marks=pytest.mark.release)],
    ids=["320", "390"],
)
@pytest.mark.release
def test_reasons_changes_and_one_more_answer_without_an_accessibility_fault(
    chromium: Browser, site: str, scheme: str, viewport: dict[str, int]
) -> None:
    window = Window(chromium, site, viewport=viewport, color_scheme=scheme)
    axe = Axe()
    page = window.start()

    def look() -> None:
        no_sideways_scroll(page)
        found = axe.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    answer_until(page, HEALTHY, "/answers")
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/result/"))
    result = page.url
    look()
    page.get_by_label("Do the Nordic hamstring exercise every week").check()
    page.get_by_role("button", name="Show the difference").click()
    expect(page.get_by_role("columnheader", name="With these changes")).to_have_count(1)
    look()
    page.goto(f"{result}/why")
    page.locator("summary").first.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    look()
    page.goto(result)
    page.get_by_role("link", name="Answer this now").first.click()
    page.wait_for_url(re.compile("/answer/"))
    look()
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
    else:
        page.locator("main input.in").first.fill("80")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/check/"))
    assert page.url.partition("/check/")[2].partition("/")[0] not in result
    window.close()
