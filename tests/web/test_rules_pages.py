"""Pages about the rules themselves: notices everywhere, a stop that loses nothing, old results as before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.report import ReportMaker
from screening.report.html import report_html
from screening.rulebook.load import load_rulebook
from screening.rulebook.versions import KeptRules
from screening.services.recall import run_recall
from screening.services.rulebook_status import accept_outdated
from screening.settings import Settings
from screening.store import Store, open_store
from screening.store.schema import upgrade
from screening.web.app import build_app
from screening.web.athlete.journey import Journey
from screening.web.parts import Parts, parts
from tests.support.changed_rules import with_urgency
from tests.support.rule_folders import edit, next_version, published_rules
from tests.web.browsing import Visitor
from tests.web.people import CLOT, EMERGENCY, HEALTHY, STRAINED
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import StillClock

OVERDUE = dt.datetime(2027, 1, 16, tzinfo=dt.UTC)
STOPPED = dt.datetime(2027, 4, 16, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)

Site = Callable[..., Flask]


@pytest.fixture
def site(tmp_path: Path, clock: StillClock, reports: QuickReports) -> Site:
    """Makes the application over one database, with whatever rules; as after an upgrade of the program."""
    settings = Settings(
        secret_key="tests " * 8,
        database_url=f"sqlite:///{tmp_path / 'one.db'}",
        instance_folder=tmp_path,
        allowed_hosts=("localhost",),
        rate_limits=False,
    )

    def make(rulebook: Rulebook, kept: KeptRules | None = None, maker: object = reports) -> Flask:
        store = open_store(settings.database_url, settings.secret_key)
        upgrade(store)
        journey = Journey.through(rulebook)
        more = {"kept": kept} if kept else {}
        return build_app(Parts(settings, store, rulebook, journey, maker, clock, **more))  # type: ignore[arg-type]

    return make


def store_of(app: Flask) -> Store:
    with app.app_context():
        return parts().store


def finished(app: Flask, person: object) -> Visitor:
    visitor = Visitor(app)
    visitor.start()
    visitor.answer_all(person)  # type: ignore[arg-type]
    visitor.send({})
    assert visitor.path.startswith("/result/")
    return visitor


# notices ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/check", "/about", "/red-flags", "/resume", "/nowhere"])
def test_every_page_says_it_from_the_second_the_rules_are_overdue(
    app: Flask, clock: StillClock, path: str
) -> None:
    clock.time = OVERDUE - SECOND
    assert "were due for review" not in app.test_client().get(path).get_data(as_text=True)
    clock.time = OVERDUE
    assert "were due for review on 15 January 2027" in app.test_client().get(path).get_data(as_text=True)


def test_the_result_every_page_of_it_and_the_paper_say_it(
    visitor: Visitor, clock: StillClock, reports: QuickReports
) -> None:
    visitor.start()
    visitor.answer_all(HEALTHY)
    visitor.send({})
    clock.time = OVERDUE
    result = visitor.path
    for path in (result, f"{result}/why"):
        assert visitor.open(path).count("were due for review on 15 January 2027") == 1
    assert visitor.client.get(f"{result}.pdf").status_code == 200
    view, link = reports.asked[-1]
    assert "were due for review on 15 January 2027" in report_html(view, link=link)


def test_readiness_tells_what_is_due_and_stays_ready(app: Flask, clock: StillClock) -> None:
    client = app.test_client()
    assert client.get("/ready").get_data(as_text=True) == "ok"
    clock.time = OVERDUE
    assert client.get("/ready").get_data(as_text=True).splitlines() == [
        "ok",
        "rules 1.0.0 were due for review on 2027-01-15",
    ]
    clock.time = STOPPED
    response = client.get("/ready")
    assert response.status_code == 200
    assert response.get_data(as_text=True).endswith("no new results are given")
    assert client.get("/health").get_data(as_text=True) == "ok"


# the stop -----------------------------------------------------------------------------------------


def test_without_a_decision_the_answers_stay_and_the_way_to_help_is_shown(
    visitor: Visitor, clock: StillClock, unlimited_app: Flask, rulebook: Rulebook
) -> None:
    clock.time = STOPPED
    visitor.start()
    token = visitor.token
    visitor.answer_all(STRAINED)
    listed = visitor.page
    visitor.send({})
    assert visitor.status == 503
    assert "No new results for now" in visitor.page
    assert 'href="/red-flags"' in visitor.page
    assert "see what to do now" not in visitor.page
    visitor.open(f"/check/{token}/answers")
    assert visitor.status == 200
    assert visitor.page.count("<dt>") == listed.count("<dt>"), "every answer is still there"
    accept_outdated(
        store_of(unlimited_app), rulebook, by="Ada", reason="why", until=STOPPED.date(), now=STOPPED
    )
    visitor.send({})
    assert visitor.path.startswith("/result/")
    assert "more than 90 days ago" in visitor.page


@pytest.mark.parametrize("person", [EMERGENCY, CLOT], ids=["emergency", "clot"])
def test_an_alarming_answer_leads_to_its_care_card_from_the_stop_too(
    visitor: Visitor, clock: StillClock, person: dict[str, str]
) -> None:
    clock.time = STOPPED
    visitor.start()
    visitor.answer_all(person, until="care")
    assert "What to do now" in visitor.page or "Until then" in visitor.page
    token = visitor.token
    visitor.open(f"/check/{token}/answers")
    visitor.send({})
    assert visitor.status == 503
    assert f'href="/check/{token}/care"' in visitor.page


def said_on(page: str) -> str:
    """A result page without the links to answer one more question, which only its own rules can ask."""
    return re.sub(r'<dd><a class="line" href="/result/[^"]+/answer/[^"]+">.*?</a></dd>', "", page)


# old results under new rules ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rulebook, KeptRules]:
    """Rules with other words, limits and drawings, which keep the published ones beside them."""
    folder, _ = published_rules(tmp_path_factory.mktemp("site") / "rules")
    next_version(folder)
    edit(folder / "wording/athlete.yaml", "title: Your hamstrings today", "title: Your legs today")
    text = "\n    text: You cannot take four steps."
    edit(folder / "triage/same_day.yaml", f"urgency: T2{text}", f"urgency: T1{text}")
    edit(folder / "questionnaire/profile.yaml", "label: ", "label: Now ")
    return load_rulebook(folder), KeptRules(folder)


@pytest.mark.parametrize(
    "person", [HEALTHY, pytest.param(STRAINED, marks=pytest.mark.release)], ids=["healthy", "strained"]
)
def test_page_reasons_and_paper_of_an_old_result_do_not_change_with_the_rules(
    site: Site,
    rulebook: Rulebook,
    changed: tuple[Rulebook, KeptRules],
    reports: QuickReports,
    person: object,
) -> None:
    newer, kept = changed
    visitor = finished(site(rulebook), person)
    result = visitor.path
    before = {path: said_on(visitor.open(path)) for path in (result, f"{result}/why")}
    visitor.client.get(f"{result}.pdf")
    later = Visitor(site(newer, kept))
    assert "Rules 1.1.0" in later.open("/")
    assert {path: said_on(later.open(path)) for path in before} == before
    later.client.get(f"{result}.pdf")
    (first, link), (second, same_link) = reports.asked
    assert report_html(second, link=same_link) == report_html(first, link=link)
    assert said_on(finished(site(newer, kept), person).page) != before[result]


@pytest.mark.slow
@pytest.mark.release
def test_the_old_paper_itself_is_the_same_to_the_byte(
    site: Site, rulebook: Rulebook, changed: tuple[Rulebook, KeptRules]
) -> None:
    newer, kept = changed
    with ReportMaker(at_once=1) as maker:
        visitor = finished(site(rulebook, maker=maker), HEALTHY)
        first = visitor.client.get(f"{visitor.path}.pdf").data
        second = site(newer, kept, maker).test_client().get(f"{visitor.path}.pdf").data
    assert first.startswith(b"%PDF-")
    assert second == first


def test_an_old_paper_is_drawn_with_the_figures_of_its_own_rules(
    site: Site, rulebook: Rulebook, changed: tuple[Rulebook, KeptRules]
) -> None:
    newer, kept = changed
    app = site(newer, kept)
    with app.app_context():
        from screening.web.parts import rules_of

        assert rules_of(rulebook.digest) == rulebook
        assert rules_of(newer.digest) is newer
        assert rules_of("sha256:" + "0" * 64) is newer, "nobody published those"


def test_a_recalled_athlete_sees_the_newer_advice_above_the_old_result(
    site: Site, rulebook: Rulebook, clock: StillClock, reports: QuickReports
) -> None:
    visitor = finished(site(rulebook), {**STRAINED, "walking": "cannot"})
    result, before = visitor.path, visitor.page
    newer = with_urgency(rulebook, "triage.S3", Urgency.T1)
    clock.forward(minutes=1)
    app = site(newer)
    later = Visitor(app)
    assert "The rules have changed" not in later.open(result)
    assert "recall not run" in app.test_client().get("/ready").get_data(as_text=True)
    run_recall(store_of(app), newer, clock.time)
    page = later.open(result)
    assert page.count("The rules have changed since you answered") == 1
    assert "Call" in page.partition("The rules have changed")[2].partition("</p>")[0]
    assert '<a href="/check">Answer again to see all of it</a>' in page
    added = [line for line in page.splitlines() if line not in before.splitlines()]
    assert len(added) == 1, "the result itself stands as it did"
    later.client.get(f"{result}.pdf")
    assert "The rules have changed since you answered" in report_html(reports.asked[-1][0])
    assert app.test_client().get("/ready").get_data(as_text=True) == "ok"
