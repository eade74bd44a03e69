"""A coach brings a roster on a phone: pasted, columns, decisions, written, and taken back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from screening.domain.clubs import Role
from screening.store import open_store
from screening.web.app import close_app, create_app
from tests.journeys.conftest import Served
from tests.journeys.test_browser_journey import DESK, Window, browser
from tests.journeys.test_sign_in_journey import look
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASTED = """Player\tDOB\tShirt no\tTeam\tParent email
Maya Okafor\t03/04/2009\t7\tHarriers squad 1\tokafor@example.org
Maya Okáfor\t14/11/2010\t8\tHarriers squad 1\t
Jonas Lindqvist\t2009-05-30\t9\tHarriers squad 1\t
Harriers Athlete 2\t2000\t\tHarriers squad 1\t
Lea Bauer\t31/13/2009\t11\tHarriers squad 1\t
"""


def signed_in_page(window: Window, app: Flask, person: Person) -> Page:
    """The browser takes over the session of somebody who is signed in already."""
    kept = person.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None
    host = urlsplit(window.site).hostname
    window.context.add_cookies(
        [{"name": kept.key, "value": kept.value, "domain": host or "localhost", "path": "/"}]
    )
    return window.page


@pytest.fixture(scope="module")
def club_app(served: Served) -> tuple[Flask, MadeClub]:
    """A club on the served site, and an application to sign people in with."""
    store = open_store(served.settings.database_url, served.settings.secret_key)
    made = make_club(store)
    store.close()
    return create_app(served.settings), made


def test_a_coach_brings_a_roster_on_a_phone_and_takes_it_back(
    browser: Browser, served: Served, club_app: tuple[Flask, MadeClub]
) -> None:
    app, made = club_app
    window = Window(browser, served.address)
    page = signed_in_page(window, app, member_of(app, made, Role.COACH))
    page.goto(f"{served.address}squads")
    look(page, "roster-squads")
    page.get_by_role("link", name="Bring a roster").click()
    page.wait_for_url(re.compile("/athletes/import$"))
    look(page, "roster-bring")
    page.get_by_label("Paste the table").fill(PASTED)
    page.get_by_role("button", name="Read the roster").click()
    page.wait_for_url(re.compile("/columns$"))
    look(page, "roster-columns")
    page.get_by_role("button", name="See what would change").click()
    expect(page).to_have_title(re.compile("^Error: "))
    look(page, "roster-columns-error")
    page.get_by_label(re.compile("^The day")).check()
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url(re.compile(r"/import/\d+$"))
    expect(page.get_by_text("31/13/2009")).to_be_visible()
    look(page, "roster-preview")
    page.get_by_label(re.compile("^This is Harriers athlete 2")).check()
    page.get_by_role("button", name="Keep my decisions").click()
    page.wait_for_url(re.compile("done=decided"))
    page.get_by_label("1 row cannot be read and is left out").check()
    look(page, "roster-preview-decided")
    page.get_by_role("button", name="Write 4 changes").click()
    page.wait_for_url(re.compile("done=confirmed"))
    look(page, "roster-outcome")
    page.get_by_role("link", name="To the athletes").click()
    page.wait_for_url(re.compile("/athletes$"))
    expect(page.get_by_text("Another athlete has this name")).to_have_count(2)
    look(page, "roster-athletes")
    page.get_by_role("link", name="Details of Maya Okafor, number 7").click()
    page.wait_for_url(re.compile("/details$"))
    look(page, "roster-athlete")
    page.goto(f"{served.address}athletes/import")
    page.get_by_role("link", name=re.compile("^Look")).click()
    page.get_by_role("button", name="Take this import back").click()
    page.wait_for_url(re.compile("done=undone"))
    look(page, "roster-undone")
    page.goto(f"{served.address}athletes")
    expect(page.get_by_text("Jonas Lindqvist")).to_have_count(0)
    window.complaints.clear()  # the answer 400 of the form
    window.close()
    look_wide(browser, served, app, made)
    close_app(app)


def look_wide(browser: Browser, served: Served, app: Flask, made: MadeClub) -> None:
    """The pages of an administrator on a desk, in the dark."""
    window = Window(browser, served.address, viewport=DESK, color_scheme="dark")
    page = signed_in_page(window, app, member_of(app, made, Role.ADMINISTRATOR))
    for path in ("squads", "squads/new", f"squads/{made.squads[0]}/settings", "athletes", "athletes/new"):
        page.goto(f"{served.address}{path}")
        look(page, f"roster-{path.replace('/', '-')}-wide")
    page.goto(f"{served.address}athletes/import")
    page.get_by_label("Paste the table").fill(PASTED)
    page.get_by_role("button", name="Read the roster").click()
    page.wait_for_url(re.compile("/columns$"))
    page.get_by_label(re.compile("^The day")).check()
    look(page, "roster-columns-wide")
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url(re.compile(r"/import/\d+$"))
    look(page, "roster-preview-wide")
    window.close()
