"""A coach reads a squad's page, says its days, compares rounds and takes the report along, without script."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from screening.domain.clubs import Role
from screening.store.schema import upgrade
from screening.web.app import close_app, create_app
from screening.web.parts import parts
from tests.journeys.conftest import Served
from tests.journeys.test_browser_journey import FIRST_REPORT_MS, LOOKED_AT, Window, browser
from tests.journeys.test_care_journey import look
from tests.support.clubs import make_club
from tests.support.kept_squads import add_round_of, fill_squad
from tests.support.signing_in import member_of

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZE = 30


@dataclass(frozen=True)
class Ground:
    """Where a coach looks after a squad that has answered."""

    address: str
    squad: int
    cookie: dict[str, str]

    @property
    def page(self) -> str:
        return f"{self.address}squads/{self.squad}"

    def window(self, browser: Browser, **how: object) -> Window:
        window = Window(browser, self.address, **how)
        window.context.add_cookies([{**self.cookie, "url": self.address}])  # type: ignore[list-item]  # as documented
        return window


@pytest.fixture(scope="module")
def ground(served: Served) -> Iterator[Ground]:
    app = create_app(served.settings)
    with app.app_context():
        store = parts().store
    upgrade(store)
    now = dt.datetime.now(tz=dt.UTC)
    club = make_club(store, "Riverside", squads=1, athletes_per_squad=0, at=now - dt.timedelta(days=200))
    with store.write(club=club.id) as tx:
        coach = club.accounts[Role.COACH]
        add_round_of(tx, club.squads[0], "Spring round", now - dt.timedelta(days=130), coach)
        fill_squad(tx, club.squads[0], SIZE, now, coach)
    kept = member_of(app, club, Role.COACH).client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None
    yield Ground(served.address, club.squads[0], {"name": kept.key, "value": kept.value})
    close_app(app)


@LOOKED_AT
@pytest.mark.release
def test_pages_of_a_squad_are_free_of_accessibility_faults(
    browser: Browser, ground: Ground, viewport: dict[str, int], scheme: str
) -> None:
    window = ground.window(browser, viewport=viewport, color_scheme=scheme)
    for number, path in enumerate(("", "?list=3", "?page=2", "/week")):
        window.page.goto(ground.page + path)
        look(window.page, f"squad-{number}-{viewport['width']}-{scheme}")
    window.close()


def test_a_coach_says_the_days_pages_compares_and_prints_without_script(
    browser: Browser, ground: Ground, tmp_path: Path
) -> None:
    window = ground.window(browser, java_script_enabled=False)
    page = window.page
    page.goto(ground.page)
    page.get_by_role("link", name="Choose the training days").click()
    page.wait_for_url(re.compile("/week$"))
    page.get_by_role("button", name="Save the days").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one day")
    window.complaints.clear()  # Chromium reports the 400 answer of the form in its console
    page.get_by_label("Tuesday").check()
    page.get_by_label("Thursday").check()
    page.get_by_role("button", name="Save the days").click()
    page.wait_for_url(re.compile("#everybody$"))
    expect(page.get_by_role("heading", name="Everybody, this week")).to_be_visible()
    page.get_by_role("link", name=f"Next {SIZE - 25}").click()
    page.wait_for_url(re.compile("page=2"))
    expect(page.get_by_text(f"Athletes 26 to {SIZE} of {SIZE}")).to_be_visible()
    page.goto(ground.page)
    value = page.locator("#since option").filter(has_text="Spring").get_attribute("value")
    page.get_by_label("Compare with the round").select_option(value)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(f"since={value}"))
    expect(page.get_by_text("Nobody answered both this round")).to_be_visible()
    with page.expect_download(timeout=FIRST_REPORT_MS) as waiting:
        page.get_by_role("link", name="Download the report to print (PDF)").click(timeout=FIRST_REPORT_MS)
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert re.fullmatch(r"squad-sheet-\d{4}-\d\d-\d\d\.pdf", saved.name)
    sheets = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(saved.read_bytes())]
    assert len(sheets) == 4
    assert "Do this week" in sheets[0]
    assert "Everybody, this week" in sheets[0]
    window.close()
