"""The list of exercises: every way to narrow it, and addresses nobody meant."""

from __future__ import annotations

import itertools
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.reporting.exercise_words import NOTHING, ExerciseWords
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from screening.web.exercises.filters import LEVELS, Filter, admits, read_filter, things
from tests.support.samples import sample_of
from tests.web.page_rules import faults_of, header_faults

MOST_LIST_BYTES = 60_000
"""The whole library is one page, loaded once; its pictures come as they scroll into sight."""


@pytest.fixture(scope="module")
def words() -> ExerciseWords:
    found = default_rulebook().exercise_words
    assert found is not None
    return found


@pytest.fixture(scope="module")
def exercises() -> list[Exercise]:
    return list(default_rulebook().plan.exercises.values())


def shown(page: str) -> list[str]:
    """The ids of the exercises in the list, in order."""
    return re.findall(r'<div><a href="/exercises/([a-z0-9_]+)"', page)


def test_the_whole_list_holds_every_exercise_once(client: FlaskClient, rulebook: Rulebook) -> None:
    page = client.get("/exercises").get_data(as_text=True)
    assert sorted(shown(page)) == sorted(rulebook.plan.exercises)
    assert faults_of(page, MOST_LIST_BYTES) == []
    assert f"<b>{len(rulebook.plan.exercises)}</b> of {len(rulebook.plan.exercises)}" in page


def test_pictures_of_the_list_wait_until_they_are_seen(client: FlaskClient) -> None:
    pictures = re.findall(r"<img [^>]+>", client.get("/exercises").get_data(as_text=True))
    assert pictures
    assert all('loading="lazy"' in one and 'width="' in one and 'alt=""' in one for one in pictures)


def test_every_single_choice_shows_what_it_counts(unlimited_app: Flask) -> None:
    client = unlimited_app.test_client()
    whole = client.get("/exercises").get_data(as_text=True)
    choices = re.findall(r'<option value="(\w+)">[^<]+\((\d+)\)</option>', whole)
    assert len(choices) == len(Emphasis) + len(Stage) + len(LEVELS)
    for value, count in choices:
        name = "emphasis" if value in set(Emphasis) else "stage" if value in set(Stage) else "level"
        page = client.get(f"/exercises?{name}={value}").get_data(as_text=True)
        assert len(shown(page)) == int(count), (name, value)


def combinations() -> list[Filter]:
    """Every emphasis, stage and level together, none included."""
    parts = ((None, *Emphasis), (None, *Stage), (None, *LEVELS))
    return [Filter(emphasis=a, stage=b, level=c) for a, b, c in itertools.product(*parts)]


def test_every_combination_keeps_to_what_was_asked(exercises: list[Exercise], words: ExerciseWords) -> None:
    for wanted in combinations():
        for kit in (
            frozenset[str](),
            frozenset({NOTHING}),
            frozenset({"band"}),
            frozenset({"barbell", "bench_or_box"}),
        ):
            asked = Filter(emphasis=wanted.emphasis, stage=wanted.stage, level=wanted.level, kit=kit)
            for one in (one for one in exercises if admits(asked, one, words)):
                assert asked.emphasis in (None, one.emphasis)
                assert asked.stage is None or asked.stage in one.stages
                assert asked.level is None or one.level <= asked.level
                assert not kit or one.fits_kit(kit)


@pytest.mark.parametrize("emphasis", ["", *Emphasis])
def test_every_combination_answers_with_a_list_or_with_what_to_loosen(
    unlimited_app: Flask, emphasis: str
) -> None:
    client = unlimited_app.test_client()
    for stage, level in itertools.product(("", "S1", "S7", "P"), ("", "1", "5")):
        query = "&".join(
            f"{k}={v}" for k, v in (("emphasis", emphasis), ("stage", stage), ("level", level)) if v
        )
        response = client.get(f"/exercises?{query}")
        page = response.get_data(as_text=True)
        assert response.status_code == 200, query
        assert bool(shown(page)) is ("No exercise fits all of that" not in page), query


def test_every_way_out_of_an_empty_list_leads_to_exercises(unlimited_app: Flask) -> None:
    client = unlimited_app.test_client()
    page = client.get("/exercises?q=nordic&emphasis=running&level=1").get_data(as_text=True)
    assert "No exercise fits all of that" in page
    assert faults_of(page) == []
    ways = re.findall(r'href="([^"]+)">Without [^:]+: (\d+) exercise', page)
    assert ways
    for address, count in ways:
        there = client.get(address.replace("&amp;", "&")).get_data(as_text=True)
        assert len(shown(there)) == int(count) > 0


def test_where_no_single_part_is_to_blame_the_whole_list_is_offered(client: FlaskClient) -> None:
    page = client.get("/exercises?q=xylophone&emphasis=knee_flexion&stage=S7&level=1").get_data(as_text=True)
    assert "No single part stands in the way" in page
    assert 'href="/exercises">look at all' in page


def test_the_address_to_share_has_only_what_was_chosen(client: FlaskClient) -> None:
    sent = "/exercises?q=+&emphasis=&stage=P&level=2&kit=band&kit=kettlebell"
    response = client.get(sent)
    assert response.status_code == 303
    assert response.headers["Location"] == "/exercises?stage=P&level=2&kit=band&kit=kettlebell"
    page = client.get(response.headers["Location"]).get_data(as_text=True)
    assert re.search(r'<option value="P" selected>', page)
    assert re.search(r'<option value="2" selected>', page)
    assert re.search(r'name="kit" value="band" checked', page)
    assert '<details class="kit" open>' in page


def test_nothing_to_train_with_shows_only_what_needs_nothing(client: FlaskClient, rulebook: Rulebook) -> None:
    found = shown(client.get("/exercises?kit=nothing").get_data(as_text=True))
    assert found
    assert all(not rulebook.plan.exercises[name].equipment for name in found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nordic", "nordic_hamstring_curl"),
        ("NORDIC hamstring", "nordic_hamstring_curl"),
        ("russian curl", "nordic_hamstring_curl"),
        ("single-leg", "single_leg_rdl"),
        ("kettlebell", "kettlebell_swing_russian"),
        ("plank", "front_plank"),
    ],
)
def test_words_find_names_other_names_and_kit(client: FlaskClient, typed: str, expected: str) -> None:
    page = client.get("/exercises", query_string={"q": typed}).get_data(as_text=True)
    assert expected in shown(page)


def test_a_word_that_no_exercise_has_finds_none(client: FlaskClient) -> None:
    page = client.get("/exercises?q=xylophone").get_data(as_text=True)
    assert shown(page) == []
    assert "Without the words you typed: 75 exercises" in page


@pytest.mark.parametrize(
    "query",
    [
        "emphasis=everything",
        "stage=S9",
        "level=0",
        "level=-1",
        "level=2.5",
        "level=%D9%A3",
        "kit=chainsaw",
        "kit=band&kit=%00",
        "emphasis=running&emphasis=trunk&stage=P%27--",
        "stage=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_what_is_not_known_is_left_out_and_said(client: FlaskClient, query: str) -> None:
    response = client.get(f"/exercises?{query}")
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert header_faults(dict(response.headers)) == []
    assert faults_of(page, MOST_LIST_BYTES) == []
    if "running" not in query:
        assert "not known here" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    "query",
    [
        'q="><script>alert(1)</script>',
        "q={{ 7*7 }}",
        "q=%F0%9F%8F%83%E2%80%AE%00",
        "q=" + "a" * 3000,
        "q=" + "+".join("a" * 500),
        "other=1&q[]=2&__proto__=3",
        "q=%ff%fe",
        "kit=" + "&kit=".join(str(n) for n in range(300)),
    ],
)
def test_a_hostile_address_gets_an_ordinary_page(client: FlaskClient, query: str) -> None:
    response = client.get(f"/exercises?{query}")
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert faults_of(page, MOST_LIST_BYTES) == []
    assert "<script>" not in page
    assert "49" not in re.findall(r'name="q" value="([^"]*)"', page)


def test_an_address_too_long_for_any_filter_is_refused(client: FlaskClient) -> None:
    assert client.get("/exercises?q=" + "a" * 5000).status_code == 414


texts = st.text(max_size=80)


@settings(max_examples=sample_of(100), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["q", "emphasis", "stage", "level", "kit", "z"]), texts), max_size=8)
)
def test_reading_an_address_and_writing_it_again_changes_nothing_more(pairs: list[tuple[str, str]]) -> None:
    known = things(default_rulebook().plan.exercises.values(), default_rulebook().exercise_words)  # type: ignore[arg-type]
    once = read_filter(MultiDict(pairs), known).wanted
    again = read_filter(MultiDict(once.query()), known)
    assert again.wanted == once
    assert not again.has_unknown
