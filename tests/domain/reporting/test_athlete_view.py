"""The athlete's result in words: every kind of result has its own, and none says too much."""

from __future__ import annotations

import dataclasses
import re

import pytest

from screening.domain.reporting.identity import ReportIdentity, code_of, printable_name
from screening.domain.reporting.words import counted, ended, listed, signed
from screening.domain.vocabulary import Urgency
from tests.support.assessments import AT, CASES, HEALTHY, PROBLEM, STRAIN, care, real_view, view_of

DIGEST = "sha256:" + "0" * 64

URGENT = ("t1", "t2", "t3")
WITH_BAND = ("number", "no_number", "low", "blanks", "first_weeks", "not_asked", "t5_soreness")
KINDS = sorted(CASES)


def texts_of(part: object) -> list[str]:
    """Every text inside a view, however deep."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for item in part for text in texts_of(item)]
    if dataclasses.is_dataclass(part):
        return [text for field in dataclasses.fields(part) for text in texts_of(getattr(part, field.name))]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_unfilled_and_nothing_shouts(kind):
    for text in texts_of(CASES[kind]()):
        assert "{" not in text
        assert "}" not in text
        assert "!" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_result_says_that_you_have_an_injury(kind):
    words = " ".join(texts_of(CASES[kind]())).lower()
    assert "you have a strain" not in words
    assert "you have torn" not in words
    assert "confidence interval" not in words


@pytest.mark.parametrize("kind", KINDS)
def test_the_headline_is_a_sentence_and_never_a_number(kind):
    view = CASES[kind]()
    lead = view.care.headline if view.care else view.verdict.lead
    assert lead
    assert view.care or not re.search(r"\d", lead)


@pytest.mark.parametrize("kind", URGENT)
def test_an_urgent_card_stands_alone_and_the_plan_is_withheld(kind):
    view = CASES[kind]()
    assert view.care.stands_alone
    assert view.verdict is None
    assert view.season is None
    assert view.contributions is None
    assert view.one_change is None
    assert view.light is None
    assert view.plan.weeks == ()
    assert view.withheld


@pytest.mark.parametrize("kind", KINDS)
def test_a_band_is_shown_exactly_where_the_risk_was_scored(kind):
    view = CASES[kind]()
    has_band = bool(view.verdict and any(step.is_now for step in view.verdict.bands))
    assert has_band == (kind in WITH_BAND)


def test_a_number_is_always_people_of_a_hundred_with_both_sides_and_the_typical_figure():
    season = view_of().season
    yours, typical = season.pair
    for side in season.pair:
        assert f"{100 - int(side.figure)}" in side.others
        assert side.chart.filled == int(side.figure)
        assert "100" in side.text
    assert "typical" in typical.text
    assert yours.figure != typical.figure


def test_the_printed_people_add_up_from_typical_to_yours():
    view = view_of()
    yours, typical = (int(side.figure) for side in view.season.pair)
    bars = [bar for group in view.contributions.groups for bar in group.bars]
    printed = [0 if "under" in bar.figure else int(bar.figure.replace("−", "-")) for bar in bars]
    assert sum(printed) == yours - typical
    assert 1 < len(bars) <= 5


@pytest.mark.parametrize("kind", ["no_number", "first_weeks"])
def test_without_a_number_the_bars_carry_words_instead(kind):
    view = CASES[kind]()
    bars = [bar for group in view.contributions.groups for bar in group.bars]
    assert {bar.figure for bar in bars} <= {"raises", "lowers"}
    assert all(bar.note == "" for bar in bars)


def test_no_number_comes_with_its_reason_and_a_comparison_in_words():
    season = CASES["no_number"]().season
    assert season.pair == ()
    assert season.why_no_number
    assert "often" in season.comparison
    assert not re.search(r"\d", season.comparison)


def test_the_first_weeks_have_their_own_numbers_and_a_band_that_is_not_settled():
    view = CASES["first_weeks"]()
    assert [row.head for row in view.first_weeks.rows] == [
        "Within 2 weeks",
        "Within 8 weeks",
        "Within 15 weeks",
    ]
    assert view.season is None
    assert "first weeks" in view.verdict.band_note


def test_nobody_asked_is_never_nothing_wrong():
    view = CASES["not_asked"]()
    words = " ".join(texts_of(view))
    assert "nobody asked about pain" in view.verdict.lead
    assert "Nothing here needs a professional" not in words
    assert view.identity.side == "nobody asked about pain"


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_the_side_is_said_in_words_and_mirrors(side):
    view = view_of(PROBLEM.with_(problem_side=side), injury=STRAIN, triage=care(Urgency.T4))
    other = {"left": "right", "right": "left", "both": ""}[side]
    assert side in view.identity.side
    assert side in view.injury.lead
    assert not other or f"your {other} thigh" not in " ".join(texts_of(view.injury))
    assert (view.injury.body_map.left, view.injury.body_map.right) == (side != "right", side != "left")


def test_a_grade_is_said_as_a_pattern_with_its_span_and_what_else_it_could_be():
    injury = CASES["t4"]().injury
    assert "fits the pattern of" in injury.lead
    assert len(injury.alternatives) == 3
    assert all(other.what_would_tell for other in injury.alternatives)


def test_a_result_without_a_problem_holds_ninety_days_and_one_with_a_problem_seven():
    assert view_of().foot.valid_until_iso == "2027-02-12"
    assert CASES["t4"]().foot.valid_until_iso == "2026-11-21"


@pytest.mark.parametrize("kind", KINDS)
def test_every_result_names_its_rules_and_who_checked_them(kind):
    foot = CASES[kind]().foot
    assert "not yet checked by a clinician" in foot.rules
    assert "review due" in foot.rules_long


def test_every_result_says_that_a_low_band_is_not_safety_and_that_nobody_watches():
    for kind in KINDS:
        view = CASES[kind]()
        assert "does not mean you are safe" in view.limits[0]
        assert any("Nobody is watching" in row.text for row in view.who_sees)


def test_every_recorded_answer_is_listed_in_the_words_of_the_question():
    view = view_of(PROBLEM, injury=STRAIN, triage=care(Urgency.T4))
    assert sum(len(group.rows) for group in view.answers) == len(PROBLEM)
    words = " ".join(texts_of(view.answers))
    assert "6 out of 10" in words
    assert "1 day" in words
    assert "within_12_months" not in words


def test_asked_warning_signs_are_listed_with_their_negatives():
    view = view_of(PROBLEM, injury=STRAIN, triage=care(Urgency.T4))
    signs = {row.head: row.text for row in view.signs}
    assert len(signs) == 6
    assert sum(text.startswith(("No", "None")) for text in signs.values()) >= 4


def test_only_sources_that_are_mentioned_are_listed_in_the_order_of_mention():
    view = view_of()
    assert [source.number for source in view.sources] == list(range(1, len(view.sources) + 1))
    mentioned = set(re.findall(r"\d+", view.season.references))
    for group in view.contributions.groups:
        for bar in group.bars:
            mentioned |= set(re.findall(r"\d+", bar.references))
    assert {int(number) for number in mentioned} <= {source.number for source in view.sources}
    assert "1" in view.season.references


def test_the_same_answers_give_the_same_view():
    assert real_view(HEALTHY) == real_view(HEALTHY)


def test_a_code_says_nothing_but_changes_with_the_answers():
    code = code_of(HEALTHY, DIGEST)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code)
    assert code != code_of(HEALTHY.with_(age_years=28), DIGEST)
    assert code == code_of(HEALTHY, DIGEST)


def test_a_time_is_printed_with_its_zone_and_never_without():
    assert view_of().identity.answered == "14 November 2026, 18:40 UTC"
    with pytest.raises(ValueError, match="zone"):
        view_of(identity=ReportIdentity(answered_at=AT.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (None, None),
        ("  ", None),
        ("Ana\n Ruiz", "Ana Ruiz"),
        ("Ana\u202e Ruiz\x00", "Ana Ruiz"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_a_name_is_printed_on_one_line_without_tricks(given, printed):
    assert printable_name(given) == printed


def test_words_read_as_people_say_them():
    assert (counted(2), counted(13)) == ("two", "13")
    assert (signed(9), signed(-7), signed(0)) == ("+9", "−7", "0")
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert (ended("Go on"), ended("Go on.")) == ("Go on.", "Go on.")
