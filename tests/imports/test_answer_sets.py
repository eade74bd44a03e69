"""Many answer sets at once, from a folder, lines or a table; what is wrong is named and left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from screening.domain.questionnaire import Questionnaire
from screening.imports.answer_sets import AnswerSet, WrongSet, answer_sets
from screening.services.batch_rows import TableRefused
from tests.support.questionnaires import shipped_questionnaire

GOOD = {"age_years": 24, "has_problem": False}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return shipped_questionnaire()


def write(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_folder_gives_every_answers_file_by_name(tmp_path: Path, questionnaire: Questionnaire) -> None:
    write(tmp_path / "b.json", {**GOOD, "age_years": 30})
    write(tmp_path / "a.json", GOOD)
    write(tmp_path / "c.json", {"age_years": "old", "wings": 2})
    write(tmp_path / "d.json", '{"age_years": 24')
    write(tmp_path / "notes.txt", "not an answers file")
    found = list(answer_sets(tmp_path, [questionnaire]))
    assert [each.name for each in found] == ["a.json", "b.json", "c.json", "d.json"]
    assert [each.answers["age_years"] for each in found if isinstance(each, AnswerSet)] == [24, 30]
    wrong = {each.name: each.problems for each in found if isinstance(each, WrongSet)}
    assert [problem.field for problem in wrong["c.json"]] == ["age_years", "wings"]
    assert "is not complete JSON" in wrong["d.json"][0].message


def test_lines_are_answer_sets_and_empty_ones_are_passed_over(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    path = write(tmp_path / "all.jsonl", f"{json.dumps(GOOD)}\n\n[1]\n{json.dumps(GOOD)}")
    found = list(answer_sets(path, [questionnaire]))
    assert [(each.name, isinstance(each, AnswerSet)) for each in found] == [
        ("all.jsonl:1", True),
        ("all.jsonl:3", False),
        ("all.jsonl:4", True),
    ]


def test_one_answers_file_is_a_set_of_one(tmp_path: Path, questionnaire: Questionnaire) -> None:
    (found,) = answer_sets(write(tmp_path / "one.json", GOOD), [questionnaire])
    assert isinstance(found, AnswerSet)
    assert dict(found.answers) == GOOD


def test_a_table_gives_a_set_for_each_row(tmp_path: Path, questionnaire: Questionnaire) -> None:
    text = "athlete_id,age_years,has_problem\nA7,24,no\nA8,old,no\nA9,30\n,31,yes\n"
    found = list(answer_sets(write(tmp_path / "squad.csv", text), [questionnaire]))
    good = {each.name: dict(each.answers) for each in found if isinstance(each, AnswerSet)}
    assert good == {
        "squad.csv:2 A7": {"age_years": 24, "has_problem": False},
        "squad.csv:5": {"age_years": 31, "has_problem": True},
    }
    wrong = {
        each.name: [problem.field for problem in each.problems]
        for each in found
        if isinstance(each, WrongSet)
    }
    assert wrong == {"squad.csv:3 A8": ["age_years"], "squad.csv:4": ["row"]}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("age_years,wings", "wings: is no question of these rules"),
        ("age_years,age_years", "age_years: is the name of two columns"),
    ],
)
def test_a_column_that_cannot_be_meant_is_refused_not_passed_over(
    tmp_path: Path, questionnaire: Questionnaire, header: str, said: str
) -> None:
    with pytest.raises(TableRefused, match=said):
        list(answer_sets(write(tmp_path / "squad.csv", f"{header}\n24,2\n"), [questionnaire]))


def test_a_set_is_right_where_one_of_several_questionnaires_takes_it(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    strict = replace(questionnaire, questions={"age_years": questionnaire.questions["age_years"]})
    path = write(tmp_path / "one.json", GOOD)
    assert isinstance(next(answer_sets(path, [strict, questionnaire])), AnswerSet)
    assert isinstance(next(answer_sets(path, [strict])), WrongSet)
