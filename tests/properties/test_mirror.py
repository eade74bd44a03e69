"""Left and right in each other's place change the side that is named, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json, plain
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.coach import coach_view
from screening.domain.reporting.physio import physio_view
from screening.domain.rulebook import Rulebook
from tests.support.mirrored import drawn_answers, in_the_mirror, mirrored, sided_fields
from tests.support.samples import sample_of

ON = date(2026, 11, 14)
QUICK, ALL = sample_of(1_000), 10_000
SURFACES = sample_of(40)
SIDES = ("left", "right")
HURT = Answers(
    {
        "has_problem": True,
        "age_years": 27,
        "sport": "football",
        "level": "amateur",
        "onset": "sudden",
        "mechanism": "sprint",
        "pain_location": "middle_third",
        "walking": "normal",
        "days_since_onset": 3,
    }
)


def _told(answers: Answers, rulebook: Rulebook) -> Any:
    return assessment_to_json(assess(answers, rulebook))


def _differing(rulebook: Rulebook, seeds: range) -> list[int]:
    """The seeds whose mirrored athlete gets anything but the mirrored result."""
    found = []
    for seed in seeds:
        answers = drawn_answers(rulebook.questionnaire, seed)
        if _told(mirrored(answers), rulebook) != in_the_mirror(_told(answers, rulebook)):
            found.append(seed)
    return found


def test_every_question_about_a_side_has_its_mirror_image(rulebook: Rulebook) -> None:
    fields = list(sided_fields(rulebook.questionnaire))
    assert {"problem_side", "hamstring_injury_side", "nordic_force_left_n"} <= set(fields)
    images = mirrored(Answers(dict.fromkeys(fields, 1)))
    assert set(images) == set(fields)
    assert mirrored(images) == Answers(dict.fromkeys(fields, 1))


def test_generated_athletes_do_have_sides(rulebook: Rulebook) -> None:
    athletes = [drawn_answers(rulebook.questionnaire, seed) for seed in range(200)]
    changed = [answers for answers in athletes if mirrored(answers) != answers]
    urgencies = {assess(answers, rulebook).triage.urgency for answers in athletes}
    assert len(changed) > 100
    assert len(urgencies) == 6


def test_the_mirrored_athlete_gets_the_mirrored_result(rulebook: Rulebook) -> None:
    assert _differing(rulebook, range(QUICK)) == []


@pytest.mark.release
def test_ten_thousand_mirrored_athletes_get_the_mirrored_result(rulebook: Rulebook) -> None:
    assert _differing(rulebook, range(QUICK, ALL)) == []


def _surfaces(answers: Answers, rulebook: Rulebook) -> dict[str, Any]:
    """What each reader sees, as plain data; the check code is made from the answers themselves."""
    whole = assess(answers, rulebook)
    views = {
        view.__name__: view(whole, answers, rulebook, ON) for view in (athlete_view, coach_view, physio_view)
    }
    return {name: _without_code(plain(view)) for name, view in views.items()}


def _in_any_order(told: Any) -> Any:
    """The same, with rows in the order of their names: left is asked before right in either mirror."""
    if isinstance(told, list):
        return [_in_any_order(item) for item in told]
    if not isinstance(told, dict):
        return told
    return {
        key: sorted(value, key=str) if key == "rows" and isinstance(value, list) else _in_any_order(value)
        for key, value in told.items()
    }


def _without_code(view: Any, code: str | None = None) -> Any:
    if isinstance(view, dict):
        code = (
            code or view.get("identity", {}).get("code") if isinstance(view.get("identity"), dict) else code
        )
        return {key: _without_code(value, code) for key, value in view.items()}
    if isinstance(view, list):
        return [_without_code(item, code) for item in view]
    return view.replace(code, "code") if isinstance(view, str) and code else view


def test_every_page_of_a_mirrored_athlete_is_the_mirrored_page(rulebook: Rulebook) -> None:
    for seed in range(SURFACES):
        answers = drawn_answers(rulebook.questionnaire, seed)
        image = in_the_mirror(_surfaces(answers, rulebook))
        assert _in_any_order(_surfaces(mirrored(answers), rulebook)) == _in_any_order(image), seed


@pytest.mark.parametrize("side", SIDES)
def test_the_result_names_the_side_in_words_wherever_it_is_shown(rulebook: Rulebook, side: str) -> None:
    answers = HURT.with_(problem_side=side)
    whole = assess(answers, rulebook)
    for told in (
        assessment_to_json(whole),
        plain(athlete_view(whole, answers, rulebook, ON)),
        plain(physio_view(whole, answers, rulebook, ON)),
    ):
        words = " ".join(_texts(told))
        assert re.search(rf"\b{side} thigh\b", words), words[:300]


def test_both_sides_and_an_unknown_side_are_said_in_words_too(rulebook: Rulebook) -> None:
    for answers in (HURT.with_(problem_side="both"), HURT):
        whole = assess(answers, rulebook)
        view = athlete_view(whole, answers, rulebook, ON)
        assert view.identity.side
        assert not {"left", "right"} & set(re.findall(r"\w+", view.identity.side.lower()))


def test_the_coach_is_told_no_side_because_answers_stay_with_the_athlete(rulebook: Rulebook) -> None:
    for side in SIDES:
        answers = HURT.with_(problem_side=side)
        view = coach_view(assess(answers, rulebook), answers, rulebook, ON)
        assert view.identity.side == ""
        assert not re.search(rf"\b{side} thigh\b", " ".join(_texts(plain(view))))


def _texts(told: Any) -> list[str]:
    if isinstance(told, dict):
        return [text for value in told.values() for text in _texts(value)]
    if isinstance(told, list):
        return [text for value in told for text in _texts(value)]
    return [told] if isinstance(told, str) else []
