"""Cards as files: what is asked for, what is refused, and the page to choose them on."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.rulebook import Rulebook
from screening.web.exercises.cards import MOST_CARDS, NONE_CHOSEN, NOT_KNOWN, TOO_MANY
from tests.web.page_rules import faults_of, header_faults
from tests.web.quick_reports import QuickReports

EXERCISE = "nordic_hamstring_curl"


def chosen(page: str) -> list[str]:
    return re.findall(r'name="id" value="([a-z0-9_]+)" checked', page)


def test_a_card_is_a_file_with_the_name_of_its_exercise(client: FlaskClient, reports: QuickReports) -> None:
    response = client.get(f"/exercises/{EXERCISE}/card.pdf")
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="nordic-hamstring-curl.pdf"'
    assert header_faults(dict(response.headers)) == []
    assert reports.drawn == {EXERCISE}


def test_a_card_of_no_exercise_is_not_found(client: FlaskClient, reports: QuickReports) -> None:
    assert client.get("/exercises/no_such/card.pdf").status_code == 404
    assert reports.asked == []


def test_a_sheet_holds_the_chosen_cards_once_and_in_order(client: FlaskClient, reports: QuickReports) -> None:
    response = client.get("/exercises/cards.pdf?id=squat&id=glute_bridge&id=squat")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="exercise-cards.pdf"'
    (view, _), *rest = reports.asked
    assert rest == []
    assert [card.exercise for page in view.pages for card in page] == ["squat", "glute_bridge"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "problem"),
    [("", NONE_CHOSEN), ("id=", NONE_CHOSEN), ("id=no_such", NOT_KNOWN), ("id=squat&id=%3Cb%3E", NOT_KNOWN)],
)
def test_a_sheet_that_cannot_be_made_says_what_to_do(
    client: FlaskClient, reports: QuickReports, query: str, problem: str
) -> None:
    response = client.get(f"/exercises/cards.pdf?{query}")
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert faults_of(page) == []
    assert problem in page
    assert "<title>Error: " in page
    assert reports.asked == []


def test_too_many_cards_stay_ticked_on_the_page_that_says_so(
    client: FlaskClient, rulebook: Rulebook, reports: QuickReports
) -> None:
    many = list(rulebook.plan.exercises)[: MOST_CARDS + 1]
    fits = client.get("/exercises/cards.pdf", query_string={"id": many[:MOST_CARDS]})
    assert fits.status_code == 200
    response = client.get("/exercises/cards.pdf", query_string={"id": many})
    assert response.status_code == 400
    page = response.get_data(as_text=True)
    assert TOO_MANY in page
    assert sorted(chosen(page)) == sorted(many)
    assert len(reports.asked) == 1


def test_the_page_to_choose_on_offers_every_exercise_and_ticks_those_of_the_address(
    client: FlaskClient, rulebook: Rulebook
) -> None:
    page = client.get("/exercises/cards?id=squat&id=nobody&id=front_plank").get_data(as_text=True)
    assert faults_of(page) == []
    offered = re.findall(r'name="id" value="([a-z0-9_]+)"', page)
    assert sorted(offered) == sorted(rulebook.plan.exercises)
    assert sorted(chosen(page)) == ["front_plank", "squat"]


def test_while_too_many_wait_a_card_is_refused_with_the_way_on(
    client: FlaskClient, reports: QuickReports
) -> None:
    reports.busy = True
    response = client.get(f"/exercises/{EXERCISE}/card.pdf")
    assert response.status_code == 503
    assert "Retry-After" in response.headers
    assert faults_of(response.get_data(as_text=True)) == []


def test_one_address_cannot_keep_the_printer_busy(app: Flask) -> None:
    client = app.test_client()
    seen = {client.get("/exercises/squat/card.pdf").status_code for _ in range(61)}
    assert seen == {200, 429}
