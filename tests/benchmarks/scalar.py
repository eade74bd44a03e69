"""One assessment at a time, in multiples of reading and validating the same answers with pydantic."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.domain.checking import check_answers
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.plan.build import build_plan
from screening.domain.reporting.athlete import athlete_view
from screening.domain.risk.score import score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.triage.decide import decide_urgency
from screening.imports.json_answers import read_answers_json
from tests.benchmarks.stream import answer_sets
from tests.benchmarks.timing import Timed, Work, timed
from tests.support.yardstick import msgspec_record, pydantic_model

SETS, ROUNDS = 80, 30
YARDSTICK = "read and validate with pydantic"
TARGETS = {
    "assess, whole, with full trace": "at most 30, aiming at 10",
    "assess, without trace and plan weeks": "at most 10",
}
TODAY = date(2026, 11, 20)


def print_scalar(rulebook: Rulebook, *, sets: int = SETS, rounds: int = ROUNDS) -> None:
    """Print what one assessment and its parts cost."""
    print(
        f"One assessment: {rounds} rounds of {sets} new answer sets each, healthy and hurt, sparse and full"
    )
    every = answer_sets(rulebook.questionnaire, sets * (rounds + 1), seed=1)
    streams = [every[start : start + sets] for start in range(0, len(every), sets)]
    answered = [len(answers) for answers in every]
    mean = sum(answered) / len(answered)
    print(f"  {min(answered)} to {max(answered)} answers in a set, {mean:.0f} on average")
    yardsticks = _yardsticks(rulebook)
    _print(timed((_works(stream, rulebook, yardsticks) for stream in streams), sets))
    print("  Parts of an assessment, without trace")
    found = timed((_parts(stream, rulebook) for stream in streams), sets)
    whole = sum(one.median for one in found.values())
    for name, one in found.items():
        print(f"    {name:37} {one.median * 1e6:8.1f} µs {one.median / whole:8.0%}")
    print()


def _print(found: dict[str, Timed]) -> None:
    yardstick = found[YARDSTICK]
    print(f"  {'':39} {'each':>11}   {'ratio':>6}  half of the rounds")
    for name, one in found.items():
        ratios = one.ratios_to(yardstick)
        low, high = ratios.quartiles
        target = f"   target: {TARGETS[name]}" if name in TARGETS else ""
        spread = f"{low:.1f} to {high:.1f}"
        print(f"  {name:39} {one.median * 1e6:8.1f} µs   {ratios.median:6.1f}  {spread:18}{target}")


def _yardsticks(rulebook: Rulebook) -> dict[str, Callable[[bytes], object]]:
    """What reads and validates one JSON text."""
    record = msgspec.json.Decoder(msgspec_record(rulebook.questionnaire))
    return {
        YARDSTICK: pydantic_model(rulebook.questionnaire).model_validate_json,
        "the same with msgspec": record.decode,
        "read and check with our questionnaire": lambda text: check_answers(
            read_answers_json(text), rulebook.questionnaire
        ),
    }


def _works(
    stream: Sequence[Answers], rulebook: Rulebook, yardsticks: Mapping[str, Callable[[bytes], object]]
) -> dict[str, Work]:
    texts = [json.dumps(dict(answers)).encode() for answers in stream]
    assessments = [assess(answers, rulebook) for answers in stream]
    pairs = list(zip(assessments, stream, strict=True))
    return {
        **{name: _each(work, texts) for name, work in yardsticks.items()},
        "assess, without trace and plan weeks": _each(
            lambda answers: assess(answers, rulebook, trace=False, weeks=False), stream
        ),
        "assess, without trace, with plan weeks": _each(
            lambda answers: assess(answers, rulebook, trace=False), stream
        ),
        "assess, full trace, without plan weeks": _each(
            lambda answers: assess(answers, rulebook, weeks=False), stream
        ),
        "assess, whole, with full trace": _each(lambda answers: assess(answers, rulebook), stream),
        "whole assessment to JSON text": _each(
            lambda one: json.dumps(assessment_to_json(one), ensure_ascii=False), assessments
        ),
        "report view": _each(lambda pair: athlete_view(pair[0], pair[1], rulebook, TODAY), pairs),
    }


def _parts(stream: Sequence[Answers], rulebook: Rulebook) -> dict[str, Work]:
    """Each step on what the steps before it found."""
    derived = [derive(Facts.of(answers), rulebook.derived) for answers in stream]
    graded = [grade_injury(facts, rulebook.grading, trace=False) for facts in derived]
    decided = [decide_urgency(one.facts, one.result, rulebook.triage, trace=False) for one in graded]
    both = list(zip(graded, decided, strict=True))
    scored = [
        score_risk(triage.facts, injury.result, triage.result, rulebook.risk, trace=False)
        for injury, triage in both
    ]
    all_three = [(*pair, risk) for pair, risk in zip(both, scored, strict=True)]
    return {
        "facts and derived values": _each(
            lambda answers: derive(Facts.of(answers), rulebook.derived), stream
        ),
        "grading": _each(lambda facts: grade_injury(facts, rulebook.grading, trace=False), derived),
        "triage": _each(
            lambda one: decide_urgency(one.facts, one.result, rulebook.triage, trace=False), graded
        ),
        "risk": _each(
            lambda one: score_risk(one[1].facts, one[0].result, one[1].result, rulebook.risk, trace=False),
            both,
        ),
        "plan with its weeks": _each(
            lambda one: build_plan(
                one[1].facts, one[2].result, one[0].result, one[1].result, rulebook.plan, trace=False
            ),
            all_three,
        ),
    }


def _each(work: Callable[..., object], items: Sequence[object]) -> Work:
    """The work on every item, one after the other."""
    return partial(_through, work, items)


def _through(work: Callable[..., object], items: Sequence[object]) -> None:
    for item in items:
        work(item)
