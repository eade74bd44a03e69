"""A physio works the care list in a real browser; every page is looked at in both widths and both schemes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from screening.domain.clubs import Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.store import Store
from tests.journeys.conftest import serving
from tests.journeys.test_browser_journey import (
    LOOKED_AT,
    Window,
    browser,
    no_sideways_scroll,
    picture,
)
from tests.support.clinics import Clinic, make_clinic
from tests.support.signing_in import member_of

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Ward:
    """A site with a club whose athletes have answered."""

    app: Flask
    clinic: Clinic
    address: str

    def window(self, browser: Browser, role: Role, **how: object) -> Window:
        """A window in which the club's person of that role is signed in."""
        window = Window(browser, self.address, **how)
        client = member_of(self.app, self.clinic.club, role).client
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return window


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Iterator[Ward]:
    made: list[Clinic] = []

    def prepare(store: Store) -> None:
        clinic = make_clinic(store, rulebook, dt.datetime.now(tz=dt.UTC) - dt.timedelta(hours=5))
        clinic.withdraw("emergency", Purpose.PHYSIO_CLINICAL)
        made.append(clinic)

    with serving(tmp_path_factory.mktemp("ward"), prepare) as site:
        yield Ward(site.app, made[0], site.address)


def look(page: Page, name: str) -> None:
    """The page as somebody sees it: drawn to its edges, and free of faults that a tool can find."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    no_sideways_scroll(page)
    picture(page, name)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


@LOOKED_AT
@pytest.mark.release
def test_care_pages_are_free_of_accessibility_faults(
    browser: Browser, ward: Ward, viewport: dict[str, int], scheme: str
) -> None:
    physio = ward.window(browser, Role.PHYSIO, viewport=viewport, color_scheme=scheme)
    torn, private = ward.clinic.athlete("torn"), ward.clinic.athlete("emergency")
    entry = ward.clinic.row("torn").id
    pages = ("care", f"care/{entry}", f"athletes/{torn}", f"athletes/{private}", f"athletes/{torn}/findings")
    for number, path in enumerate(pages):
        physio.page.goto(f"{ward.address}{path}")
        look(physio.page, f"care-{number}-{viewport['width']}-{scheme}")
    physio.close()
    coach = ward.window(browser, Role.COACH, viewport=viewport, color_scheme=scheme)
    coach.page.goto(f"{ward.address}athletes/{torn}")
    look(coach.page, f"care-coach-{viewport['width']}-{scheme}")
    coach.close()


def test_a_physio_reads_takes_examines_and_closes_without_script(browser: Browser, ward: Ward) -> None:
    window = ward.window(browser, Role.PHYSIO, java_script_enabled=False)
    page = window.page
    page.goto(f"{ward.address}care")
    expect(page.get_by_text("3 results unread for more than 4 hours.")).to_be_visible()
    torn = page.get_by_role("article").filter(has_text="Left leg")
    torn.get_by_role("button", name=re.compile("Read the result")).click()
    page.wait_for_url(re.compile("/athletes/"))
    expect(page.get_by_text("2 results unread for more than 4 hours.")).to_be_visible()
    page.get_by_role("link", name="Add what the examination found").click()
    page.wait_for_url(re.compile("/findings"))
    page.get_by_label("Deficit in active knee extension against the other leg").fill("25")
    page.get_by_role("button", name=re.compile("Add these findings for .*, left leg")).click()
    page.wait_for_url(re.compile("/athletes/[0-9]+$"))
    expect(page.get_by_text("from a physio or doctor")).to_be_visible()
    page.get_by_role("link", name=re.compile("Hand over or close")).first.click()
    page.wait_for_url(re.compile("/care/"))
    page.get_by_label(re.compile("^Seen")).check()
    page.get_by_role("button", name="Close the entry").click()
    page.wait_for_url(re.compile("/care"))
    expect(page.get_by_role("status")).to_have_text("The entry is closed.")
    window.close()
