"""A page for each exercise, the principles, and what leads to them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.plan.exercises import Code, Exercise, Stage
from screening.domain.rulebook import Rulebook
from tests.support.assessments import HEALTHY
from tests.web.browsing import Visitor
from tests.web.finished import result_address
from tests.web.page_rules import faults_of, header_faults

EXERCISE = "nordic_hamstring_curl"


def text_of(html: str) -> str:
    """The words of a page on one line, with letters instead of entities."""
    plain = re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    return " ".join(plain.split())


def has(text: str, words: str) -> bool:
    return " ".join(words.split()).rstrip(".") in text


def pages_of(app: Flask, library: list[Exercise]) -> list[tuple[Exercise, str]]:
    client = app.test_client()
    return [(one, client.get(f"/exercises/{one.id}").get_data(as_text=True)) for one in library]


def test_every_exercise_has_a_page_that_keeps_the_page_rules(
    unlimited_app: Flask, rulebook: Rulebook
) -> None:
    visitor = Visitor(unlimited_app)
    for exercise in rulebook.plan.exercises.values():
        visitor.open(f"/exercises/{exercise.id}")
        assert visitor.status == 200, exercise.id


def test_every_page_says_all_the_library_holds(unlimited_app: Flask, rulebook: Rulebook) -> None:
    words = rulebook.exercise_words
    assert words is not None
    for one, page in pages_of(unlimited_app, list(rulebook.plan.exercises.values())):
        text = text_of(page)
        assert re.search(rf"<h1>{re.escape(one.name)}</h1>", page), one.id
        for said in (
            *one.cues,
            one.faults,
            one.stop_rule,
            one.evidence,
            one.focus or "",
            one.dose.note or "",
        ):
            assert has(text, said), (one.id, said)
        for said in (one.dose.tempo, one.dose.rest, one.dose.often or ""):
            assert has(text.casefold(), said.casefold()), (one.id, said)
        for code in Code:
            is_said = has(text, words.reason(code, rulebook.plan.limits))
            assert is_said is (code in one.contraindications), (one.id, code)
        for key in one.sources:
            assert (rulebook.sources[key].reference.split("&")[0][:30] in text) is (key != "expert"), (
                one.id,
                key,
            )


def test_a_page_leads_to_each_easier_and_each_harder_exercise(
    unlimited_app: Flask, rulebook: Rulebook
) -> None:
    for one, page in pages_of(unlimited_app, list(rulebook.plan.exercises.values())):
        for neighbour in (*one.easier, *one.harder):
            assert f'href="/exercises/{neighbour}"' in page, (one.id, neighbour)
        assert ("Nothing easier" in page) is (not one.easier)
        assert ("Nothing harder" in page) is (not one.harder)


def test_a_page_says_of_each_stage_whether_the_exercise_may_be_done(
    unlimited_app: Flask, rulebook: Rulebook
) -> None:
    words = rulebook.exercise_words
    assert words is not None
    for one, page in pages_of(unlimited_app, list(rulebook.plan.exercises.values())):
        text = text_of(page)
        for stage in Stage:
            answer = "yes" if stage in one.stages else "no"
            assert f"{words.stages[stage].word} : {answer}" in text, (one.id, stage)


def test_a_dose_that_is_ours_says_after_whom(client: FlaskClient, rulebook: Rulebook) -> None:
    noted = [one for one in rulebook.plan.exercises.values() if one.dose.note]
    assert noted
    for one in noted:
        assert "Our version, after" in text_of(client.get(f"/exercises/{one.id}").get_data(as_text=True))


def test_a_page_shows_the_movement_and_both_its_ends(client: FlaskClient) -> None:
    page = client.get(f"/exercises/{EXERCISE}").get_data(as_text=True)
    shown = re.findall(rf'<img src="(/figures/{EXERCISE}-(start|end|moving)\.svg\?v=[0-9a-f]{{12}})"', page)
    assert {moment for _, moment in shown} == {"start", "end", "moving"}
    assert all(client.get(address).status_code == 200 for address, _ in shown)
    assert 'id="still"' in page


def test_a_hold_has_one_picture_and_nothing_to_stop(client: FlaskClient, rulebook: Rulebook) -> None:
    holds = [name for name, figure in rulebook.plan.figures.items() if figure.is_hold]
    assert holds
    page = client.get(f"/exercises/{holds[0]}").get_data(as_text=True)
    assert f"/figures/{holds[0]}-start.svg" in page
    assert f"/figures/{holds[0]}-moving.svg" not in page
    assert 'id="still"' not in page


@pytest.mark.parametrize("wrong", ["nordic_hamstring_curls", "nordic", "zzz", "a" * 60])
def test_an_unknown_exercise_is_not_found_and_the_page_leads_on(client: FlaskClient, wrong: str) -> None:
    response = client.get(f"/exercises/{wrong}")
    page = response.get_data(as_text=True)
    assert response.status_code == 404
    assert faults_of(page) == []
    assert header_faults(dict(response.headers)) == []
    assert 'href="/exercises"' in page


def test_an_id_that_is_nearly_right_is_guessed(client: FlaskClient) -> None:
    page = client.get("/exercises/nordic_hamstring_curls").get_data(as_text=True)
    assert f'href="/exercises/{EXERCISE}"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/exercises/Nordic",
        "/exercises/../about",
        "/exercises/%3Cscript%3E",
        "/exercises/" + "a" * 300,
        "/exercises/",
    ],
)
def test_what_cannot_be_an_id_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<script>" not in response.get_data(as_text=True)


def test_no_exercise_has_the_name_of_another_page(rulebook: Rulebook) -> None:
    assert not {"cards", "principles"} & set(rulebook.plan.exercises)


def test_the_principles_are_all_there_with_their_sources(unlimited_app: Flask, rulebook: Rulebook) -> None:
    visitor = Visitor(unlimited_app)
    text = text_of(visitor.open("/exercises/principles"))
    assert len(rulebook.principles) >= 10
    for one in rulebook.principles:
        for said in (one.principle, one.research, one.use):
            assert has(text, said), one.id
        for key in one.sources:
            assert (rulebook.sources[key].reference[:25] in text) is (key != "expert"), key


NOT_TO_BE_SAID = ("quad-dominant", "heel", "metabolism", "posture", "rest, ice", "RICE")


def test_claims_that_research_does_not_bear_out_are_not_shown(client: FlaskClient) -> None:
    text = text_of(client.get("/exercises/principles").get_data(as_text=True))
    assert not [claim for claim in NOT_TO_BE_SAID if claim.casefold() in text.casefold()]


@pytest.mark.parametrize("path", ["/", "/about", "/nowhere"])
def test_every_page_leads_to_the_exercises(client: FlaskClient, path: str) -> None:
    assert 'href="/exercises"' in client.get(path).get_data(as_text=True)


def plan_links(page: str) -> list[str]:
    """The exercises that a result leads to, in the order of its plan."""
    return re.findall(r'href="/exercises/([a-z0-9_]+)">[^<]+ with pictures<', page)


def test_a_result_leads_to_a_page_and_a_card_of_every_exercise_of_its_plan(unlimited_app: Flask) -> None:
    client = unlimited_app.test_client()
    page = client.get(result_address(unlimited_app, HEALTHY)).get_data(as_text=True)
    linked = plan_links(page)
    assert len(linked) >= 4
    assert all(client.get(f"/exercises/{name}").status_code == 200 for name in linked)
    (cards,) = re.findall(r'href="(/exercises/cards\?[^"]+)">Print these as cards<', page)
    choosing = client.get(cards.replace("&amp;", "&")).get_data(as_text=True)
    ticked = re.findall(r'value="([a-z0-9_]+)" checked', choosing)
    assert sorted(ticked) == sorted(linked)


def test_a_result_that_withholds_its_plan_leads_to_no_exercise(unlimited_app: Flask) -> None:
    urgent = HEALTHY.with_(has_problem=True, cold_foot=True)
    page = unlimited_app.test_client().get(result_address(unlimited_app, urgent)).get_data(as_text=True)
    assert plan_links(page) == []
    assert "Print these as cards" not in page
