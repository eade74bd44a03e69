"""The benchmark has an honest yardstick: it takes what the product takes, on answers that vary."""

from __future__ import annotations

import json

import msgspec
import pytest
from pydantic import ValidationError

from screening.domain.assess import assess
from screening.domain.checking import check_answers
from screening.domain.errors import InvalidAnswers
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from tests.benchmarks.stream import answer_sets
from tests.benchmarks.timing import Timed, timed
from tests.support.yardstick import msgspec_record, pydantic_model


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


def test_both_libraries_read_every_answer_set_of_the_stream(rulebook: Rulebook) -> None:
    model = pydantic_model(rulebook.questionnaire)
    record = msgspec.json.Decoder(msgspec_record(rulebook.questionnaire))
    for answers in answer_sets(rulebook.questionnaire, 80, seed=1):
        text = json.dumps(dict(answers))
        read = model.model_validate_json(text).model_dump(exclude_unset=True)
        assert read == json.loads(text)
        assert msgspec.to_builtins(record.decode(text)).items() >= read.items()


@pytest.mark.parametrize(
    "wrong",
    [
        {"age_years": "24"},
        {"age_years": 24.5},
        {"age_years": 300},
        {"age_years": True},
        {"sport": "chess boxing"},
        {"has_problem": "yes"},
        {"has_problem": 1},
        {"systemic_signs": ["hunger"]},
        {"systemic_signs": "none"},
        {"sleep_hours": -1},
        {"shoe_size": 43},
    ],
)
def test_both_libraries_refuse_what_the_product_refuses(rulebook: Rulebook, wrong: dict[str, object]) -> None:
    text = json.dumps(wrong)
    with pytest.raises(InvalidAnswers):
        check_answers(wrong, rulebook.questionnaire)
    with pytest.raises(ValidationError):
        pydantic_model(rulebook.questionnaire).model_validate_json(text)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.Decoder(msgspec_record(rulebook.questionnaire)).decode(text)


def test_the_stream_varies_and_holds_valid_answers_only(rulebook: Rulebook) -> None:
    stream = answer_sets(rulebook.questionnaire, 240, seed=2)
    assert len(set(stream)) == 240
    assert stream == answer_sets(rulebook.questionnaire, 240, seed=2)
    for answers in stream:
        assert check_answers(dict(answers), rulebook.questionnaire) == answers
    sizes = sorted(len(answers) for answers in stream)
    assert sizes[60] < 45
    assert sizes[180] > 80


def test_the_stream_meets_every_urgency_band_and_several_grades(rulebook: Rulebook) -> None:
    people = answer_sets(rulebook.questionnaire, 240, seed=3)
    found = [assess(answers, rulebook, explained=False) for answers in people]
    assert {one.triage.urgency for one in found} >= {"T1", "T2", "T3", "T4", "T5"}
    assert {one.risk.band for one in found if one.risk.band} == {"low", "moderate", "high", "very_high"}
    assert len({one.injury.grade_high for one in found if one.injury.grade_high}) >= 3


def test_a_ratio_is_taken_within_its_own_round() -> None:
    yardstick, work = Timed((1.0, 2.0, 4.0)), Timed((3.0, 6.0, 12.0))
    assert work.ratios_to(yardstick).rounds == (3.0, 3.0, 3.0)
    assert work.median == 6.0
    assert Timed((5.0,)).quartiles == (5.0, 5.0)


def test_every_round_runs_all_work_and_the_first_is_thrown_away() -> None:
    runs: list[tuple[int, str]] = []
    rounds = [
        {name: lambda number=number, name=name: runs.append((number, name)) for name in ("a", "b")}
        for number in range(3)
    ]
    found = timed(rounds, items=10)
    assert runs == [(number, name) for number in range(3) for name in ("a", "b")]
    assert {name: len(one.rounds) for name, one in found.items()} == {"a": 2, "b": 2}
