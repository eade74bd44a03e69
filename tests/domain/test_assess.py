"""The one way from answers to a result, and its JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json, plain
from screening.domain.rulebook import Rulebook
from tests.support.scenarios import boundary_cases, public_cases

MILD = next(case.answers for case in boundary_cases() if case.rule == "triage.Q1")
HEALTHY = Answers(
    {
        "age_years": 24,
        "sex": "male",
        "sport": "football",
        "level": "amateur",
        "has_problem": False,
        "hamstring_history": "never",
    }
)
CONTRACT = {
    "risk": {
        *("status", "why_not", "season_probability", "low", "high", "best_case", "worst_case", "display"),
        *("display_range", "why_no_number", "band", "provisional", "typical_probability"),
        *("relative_to_peers", "baseline", "completeness", "most_useful_missing", "factors"),
        *("if_you_did_these", "return_module", "fortnight_light"),
    },
    "injury": {
        *("status", "not_graded_because", "grade", "grade_low", "grade_high", "provisional", "confidence"),
        *("tags", "alternatives", "crosswalk", "expected_return", "rules_fired"),
    },
    "triage": {"urgency", "headline", "who", "when", "what_to_say", "reasons"},
    "plan": {"kind", "why"},
}


def _json(answers: Answers, rulebook: Rulebook) -> dict[str, object]:
    return assessment_to_json(assess(answers, rulebook))


def _part(told: dict[str, object], name: str) -> dict[str, object]:
    part = told[name]
    assert isinstance(part, dict)
    return part


def test_the_json_has_every_key_of_the_contract(rulebook: Rulebook) -> None:
    told = _json(MILD, rulebook)
    assert list(told)[:5] == ["rulebook", "risk", "injury", "triage", "plan"]
    for part, keys in CONTRACT.items():
        assert keys <= _part(told, part).keys()
    assert _part(told, "rulebook").keys() == {"version", "digest"}


def test_trace_steps_have_rule_inputs_result_and_sources(rulebook: Rulebook) -> None:
    trace = _json(MILD, rulebook)["trace"]
    assert isinstance(trace, list)
    assert all({"rule", "inputs", "result", "sources"} <= step.keys() for step in trace)
    assert all(list(step["inputs"]) == sorted(step["inputs"]) for step in trace)


@pytest.mark.parametrize("case", public_cases(), ids=str)
def test_every_public_case_becomes_plain_json(case: object, rulebook: Rulebook) -> None:
    answers = case.answers  # type: ignore[attr-defined]
    text = json.dumps(_json(answers, rulebook), allow_nan=False)
    assert json.loads(text) == _json(answers, rulebook)


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ({}, 90),
        ({"has_problem": False}, 90),
        ({"has_problem": False, "exclusions": ("pregnant",)}, 90),
        ({"has_problem": True}, 7),
        ({"has_problem": "not_sure"}, 7),
        ({"has_problem": False, "chest_signs": True}, 7),
    ],
)
def test_a_result_holds_90_days_without_a_problem_and_7_with_one(
    answers: dict[str, bool], days: int, rulebook: Rulebook
) -> None:
    assert assess(Answers(answers), rulebook).valid_days == days


def test_nobody_asked_about_pain_has_no_urgency_and_no_plan(rulebook: Rulebook) -> None:
    told = _json(Answers({"age_years": 25}), rulebook)
    assert _part(told, "injury")["status"] == "not_asked"
    assert _part(told, "triage")["urgency"] is None
    assert _part(told, "plan")["kind"] is None


def test_a_question_about_safety_left_open_withholds_loading(rulebook: Rulebook) -> None:
    plan = assess(MILD.without("lump"), rulebook).plan
    assert str(plan.kind) == "rest_and_refer"
    assert plan.weeks == ()


def test_every_source_in_a_result_is_in_the_rulebook(rulebook: Rulebook) -> None:
    for case in public_cases():
        for step in assess(case.answers, rulebook).trace:
            assert set(step.sources) <= rulebook.sources.keys()


def test_without_explaining_every_decision_is_the_same_and_no_reason_is_written(rulebook: Rulebook) -> None:
    for case in boundary_cases()[::40]:
        whole, bare = assess(case.answers, rulebook), assess(case.answers, rulebook, explained=False)
        assert bare.trace == ()
        assert bare.plan == whole.plan
        assert bare.injury == replace(whole.injury, alternatives=(), imaging_advice=())
        assert bare.triage == replace(whole.triage, what_to_say=bare.triage.what_to_say)
        said = ("best_case", "worst_case", "display", "display_range", "if_you_did_these", "adjustments")
        assert bare.risk == replace(whole.risk, **{name: getattr(bare.risk, name) for name in said})


def test_every_step_of_a_whole_result_is_written_by_default(rulebook: Rulebook) -> None:
    rules = {step.rule.partition(".")[0] for step in assess(MILD, rulebook).trace}
    assert {"grade", "triage", "risk", "plan"} <= rules


def test_without_weeks_a_plan_is_its_kind_and_the_reason_for_it(rulebook: Rulebook) -> None:
    whole, outline = assess(HEALTHY, rulebook).plan, assess(HEALTHY, rulebook, weeks=False).plan
    assert whole.weeks
    assert not outline.weeks
    assert (outline.kind, outline.why, outline.rule) == (whole.kind, whole.why, whole.rule)


def test_a_result_names_the_rules_it_was_made_under(rulebook: Rulebook) -> None:
    assessment = assess(MILD, rulebook)
    assert (assessment.rulebook_version, assessment.rulebook_digest) == (rulebook.version, rulebook.digest)


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        plain(object())


@pytest.mark.slow
@pytest.mark.release
def test_processes_with_other_hash_seeds_zones_and_locales_give_the_same_bytes() -> None:
    program = (
        "import json, sys\n"
        "from screening.domain.answers import Answers\n"
        "from screening.domain.assess import assess\n"
        "from screening.domain.assessment_json import assessment_to_json\n"
        "from screening.rulebook.load import load_rulebook\n"
        "from tests.support.scenarios import public_cases\n"
        "rules = load_rulebook()\n"
        "for case in public_cases():\n"
        "    given = list(case.answers.items())\n"
        "    if sys.argv[1] == 'reversed': given.reverse()\n"
        "    print(json.dumps(assessment_to_json(assess(Answers(dict(given)), rules))))\n"
    )
    surroundings = [
        ("0", "UTC", "C", "as given"),
        ("1", "Pacific/Auckland", "C.UTF-8", "reversed"),
        ("random", "America/Caracas", "de_DE.UTF-8", "reversed"),
    ]
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", program, order],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(root)},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone, locale, order in surroundings
    }
    assert len(said) == 1
    assert said.pop()
