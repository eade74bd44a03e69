"""A coach alone brings 25 athletes, opens a round, all phones answer, and the sheet is printed."""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from itertools import islice
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from screening.domain.clubs import Role
from screening.services.demonstration.people import invented_people
from screening.store import open_store
from screening.store.tables import AthleteRow, MembershipRow, MembershipSquadRow
from screening.web.app import close_app, create_app
from tests.journeys.answering import answer_until
from tests.journeys.conftest import Served
from tests.journeys.test_browser_journey import DESK, Window, browser
from tests.journeys.test_roster_journey import signed_in_page
from tests.journeys.test_sign_in_journey import look
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, signed_in
from tests.web.people import CLOT, HEALTHY, STRAINED
from tests.web.people import Person as Answering
from tests.web.rounds.conftest import Phone

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.release]

ATHLETES = 25
IN_A_BROWSER = 2
SQUAD = "First team"
FIRST_REPORT_MS = 60_000
PEOPLE: tuple[Answering, ...] = (HEALTHY, HEALTHY, STRAINED, HEALTHY, CLOT)


def roster() -> str:
    """A table as a spreadsheet copies it: invented grown-ups in a new squad."""
    chance = random.Random(25)  # noqa: S311 - test data, not a secret
    people = islice(invented_people(chance, (1995, 2006), ("male",)), ATHLETES)
    rows = [f"{one.name}\t{one.birth_date}\tF{number}\t{SQUAD}" for number, one in enumerate(people, start=1)]
    return "\n".join(["Name\tDate of birth\tClub number\tSquad", *rows])


@pytest.fixture(scope="module")
def club_app(served: Served) -> tuple[Flask, MadeClub]:
    """An empty club on the served site, and an application to sign people in with."""
    store = open_store(served.settings.database_url, served.settings.secret_key)
    made = make_club(store, squads=0, at=dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1))
    store.close()
    return create_app(served.settings), made


def whoever_set_up(app: Flask, made: MadeClub) -> Person:
    """Signed in as the set-up leaves a coach who is alone: coach and administrator."""
    return signed_in(app, Role.COACH, Role.ADMINISTRATOR, club=made.id)


def bring_roster(page: Page, site: str) -> None:
    """Paste the roster, look at it, and have it written."""
    page.goto(f"{site}athletes/import")
    page.get_by_label("Paste the table").fill(roster())
    page.get_by_role("button", name="Read the roster").click()
    page.wait_for_url(re.compile("/columns$"))
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url(re.compile(r"/import/\d+$"))
    look(page, "round-preview")
    for box in page.locator("input[name=accepted]").all():
        box.check()
    page.get_by_role("button", name=re.compile("^Write ")).click()
    page.wait_for_url(re.compile("done=confirmed"))


def open_round(page: Page, site: str) -> list[str]:
    """Open a round for the squad; gives the links to hand on."""
    page.goto(f"{site}rounds/new")
    page.get_by_label("Squad").select_option(label=SQUAD)
    page.get_by_label("Name of the round").fill("Pre-season")
    page.get_by_role("button", name="Open the round").click()
    page.wait_for_url(re.compile(r"/rounds/\d+"))
    look(page, "round-opened")
    page.goto(page.url.partition("?")[0] + "/links")
    text = page.content()
    return re.findall(r'value="[^"]*?(/check/inv-[A-Za-z0-9_-]+)"', text)


def answer_in_browser(browser: Browser, site: str, link: str, person: Answering) -> None:
    """One athlete on a phone."""
    window = Window(browser, site)
    page = window.page
    page.goto(site.rstrip("/") + link)
    page.locator("input[name=who]").first.check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/agree"))
    page.locator("#processing-yes").check()
    page.get_by_role("button", name="Start the questions").click()
    page.wait_for_url(re.compile("/age"))
    answer_until(page, person, "/answers")
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/result/"))
    window.close()


def answer_by_form(app: Flask, link: str, person: Answering) -> None:
    """The same without a browser, over the same pages."""
    phone = Phone(app)
    phone.agree(link, coach_reasons="yes", physio_clinical="yes")
    phone.answer_all(person)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.path


def test_a_coach_gets_from_a_pasted_roster_to_a_printed_sheet(
    browser: Browser, served: Served, club_app: tuple[Flask, MadeClub], tmp_path: Path
) -> None:
    began = time.monotonic()
    app, made = club_app
    window = Window(browser, served.address, viewport=DESK)
    page = signed_in_page(window, app, whoever_set_up(app, made))
    bring_roster(page, served.address)
    links = open_round(page, served.address)
    assert len(links) == ATHLETES
    for number, link in enumerate(links):
        person = PEOPLE[number % len(PEOPLE)]
        if number < IN_A_BROWSER:
            answer_in_browser(browser, served.address, link, person)
        else:
            answer_by_form(app, link, person)
    page.goto(f"{served.address}squads")
    page.get_by_role("link", name=re.compile(SQUAD)).first.click()
    page.wait_for_url(re.compile(r"/squads/\d+"))
    look(page, "round-squad")
    expect(page.locator("main")).to_contain_text("25 of 25")
    with page.expect_download(timeout=FIRST_REPORT_MS) as waiting:
        report = page.get_by_role("link", name=re.compile("PDF|Print", re.IGNORECASE)).first
        report.click(timeout=FIRST_REPORT_MS)
    saved = tmp_path / "sheet.pdf"
    waiting.value.save_as(saved)
    with pypdfium2.PdfDocument(saved) as sheet:
        said = sheet[0].get_textpage().get_text_bounded()
    assert SQUAD in said
    window.close()
    print(f"from the roster to the sheet in {time.monotonic() - began:.0f} s with {ATHLETES} athletes")
    assert_in_one_squad(served, made)
    close_app(app)


def assert_in_one_squad(served: Served, made: MadeClub) -> None:
    """Everybody of the roster is there, and the coach looks after the new squad."""
    store = open_store(served.settings.database_url, served.settings.secret_key)
    with store.read(club=made.id) as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(AthleteRow)) == ATHLETES
        coach = sa.select(MembershipRow.id).where(MembershipRow.role == Role.COACH)
        looked_after = sa.select(MembershipSquadRow).where(MembershipSquadRow.membership_id.in_(coach))
        assert len(tx.scalars(looked_after).all()) == 1
    store.close()
