"""The questionnaire that ships: true to the agreed vocabulary, readable, and refused where it is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from screening.domain.answers import NOT_SURE
from screening.domain.questionnaire import PageKind, Question, Questionnaire, QuestionType, Who
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems
from screening.rulebook.questionnaire import read_questionnaire

CONTRACT = Path(__file__).parent.parent / "support" / "contract_fields.yaml"
PROMISED = {
    field: {**promise, "section": section}
    for section, fields in yaml.safe_load(CONTRACT.read_text("utf-8")).items()
    for field, promise in fields.items()
}


def read(folder: Path) -> tuple[Questionnaire, list[str]]:
    problems = Problems()
    context = Context(folder, problems)
    questionnaire = read_questionnaire(context)
    for file in context.opened:
        file.report_unread()
    return questionnaire, [str(problem) for problem in problems.found]


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    found, problems = read(rules_folder())
    assert problems == []
    return found


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Replaces a text in one file of a copy and says what the loader finds."""

    def change(name: str, old: str, new: str) -> list[str]:
        shutil.copytree(rules_folder() / "questionnaire", tmp_path / "questionnaire")
        file = tmp_path / "questionnaire" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return read(tmp_path)[1]

    return change


def test_every_promised_field_is_asked_and_no_other(questionnaire: Questionnaire) -> None:
    assert set(questionnaire.questions) == set(PROMISED)


@pytest.mark.parametrize("field", PROMISED)
def test_a_field_keeps_its_promise(questionnaire: Questionnaire, field: str) -> None:
    question, promise = questionnaire.question(field), PROMISED[field]
    assert question.section == promise["section"]
    assert question.type == promise["type"]
    assert question.who == promise["who"]
    assert question.required == promise.get("required", False)
    assert question.minimum == promise.get("min")
    assert question.maximum == promise.get("max")
    assert question.unit == promise.get("unit")
    wanted = set(promise.get("options", ()))
    if NOT_SURE in wanted:
        assert question.not_sure is not None
        wanted.remove(NOT_SURE)
    assert set(question.option_values) >= wanted


def test_the_older_joint_clot_risk_is_read_but_not_offered(questionnaire: Questionnaire) -> None:
    question = questionnaire.question("clot_risks")
    assert "pregnancy_or_hormones" in question.option_values
    assert "pregnancy_or_hormones" not in {option.value for option in question.offered}


def test_everything_an_athlete_can_answer_is_on_exactly_one_page(questionnaire: Questionnaire) -> None:
    asked = [field for page in questionnaire.pages for field in page.fields]
    assert len(asked) == len(set(asked))
    assert set(asked) == {
        field for field, question in questionnaire.questions.items() if question.who is Who.ATHLETE
    }


def test_optional_extras_and_measurements_are_never_on_the_short_path(questionnaire: Questionnaire) -> None:
    short = {field for page in questionnaire.pages if not page.extra for field in page.fields}
    assert short.isdisjoint({"height_cm", "body_mass_kg", "fatigue_now", "last_hamstring_days_out"})
    assert all(questionnaire.question(field).section != "measurements" for field in short)


def test_every_question_says_why_in_two_sentences_at_most(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions.values():
        assert question.why.count(". ") <= 2, question.id
        assert question.why.endswith("."), question.id


def words_of(question: Question) -> str:
    labels = [text for option in question.options for text in (option.label, option.hint or "")]
    return " ".join([question.label, question.hint or "", question.why, question.statement or "", *labels])


def test_words_are_calm_and_never_diagnose(questionnaire: Questionnaire) -> None:
    texts = [words_of(question) for question in questionnaire.questions.values()]
    texts += [f"{page.title} {page.hint or ''} {page.why or ''}" for page in questionnaire.pages]
    for text in texts:
        assert "!" not in text, text
        for word in ("dangerous", "fatal", "die", "deadly", "congratulations", "great job", "worry"):
            assert word not in text.lower().split(), text


def test_yes_no_questions_are_never_only_no(questionnaire: Questionnaire) -> None:
    for page in questionnaire.pages:
        if page.kind is PageKind.TICK_GROUP:
            assert page.none_label
            assert page.not_sure_label
            for field in page.fields:
                assert questionnaire.question(field).type is QuestionType.BOOLEAN


def test_every_named_sport_prefills_all_eight_demands(questionnaire: Questionnaire) -> None:
    page = next(page for page in questionnaire.pages if page.kind is PageKind.DEMAND_GRID)
    assert page.prefill is not None
    assert set(page.prefill) == set(questionnaire.question("sport").option_values) - {"other"}
    assert all(set(row) == set(page.fields) for row in page.prefill.values())


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("profile.yaml", "type: integer", "type: whole", "type: is 'whole'; use one of"),
        ("profile.yaml", "    unit: years\n", "", "unit: is missing"),
        ("profile.yaml", "minimum: 8\n", "minimum: 95\n", "is not above"),
        ("profile.yaml", "soft_maximum: 60", "soft_maximum: 99", "is not above soft_maximum"),
        ("profile.yaml", "minimum: 8\n", "minimum: 8.5\n", "a limit has a fraction"),
        ("profile.yaml", "minimum: 8\n", "minimim: 8\n", "is not a key we know here"),
        ("profile.yaml", "id: sex", "id: age_years", "'age_years' is there twice"),
        ("profile.yaml", "value: female", "value: male", "'male' is there twice"),
        ("profile.yaml", "field: sport, is: gaelic_football", "field: sprot, is: gaelic_football", "sprot"),
        ("profile.yaml", "is: gaelic_football", "is: gaelic", "'gaelic' is not an option"),
        ("profile.yaml", "layout: select", "layout: ticks", "does not go with type choice"),
        ("profile.yaml", "      - {value: none, label: None of these}\n", "", "has no none"),
        ("profile.yaml", "    thing: your sport\n", "", "thing: is missing"),
        ("profile.yaml", "id: profile", "id: me", "is not 'profile'"),
        ("problem.yaml", '      - "Very mild"\n', "", "does not hold 11 words"),
        ("problem.yaml", "value: tense", "value: not_sure", "holds not_sure"),
        ("clinical_findings.yaml", "    max_length: 40\n", "", "every text has one"),
        ("index.yaml", "  - {id: fatigue, file: fatigue.yaml}\n", "", "'often_fatigued' is not a question"),
        ("index.yaml", "file: fatigue.yaml", "file: tired.yaml", "is missing"),
        ("pages.yaml", "fields: [nordic_dose]", "fields: [age_years]", "'age_years' is asked on two pages"),
        ("pages.yaml", "fields: [nordic_dose]", "fields: [age_years]", "'nordic_dose' is on no page"),
        ("pages.yaml", "fields: [has_problem]", "fields: [ake_discomfort]", "is not for athletes"),
        (
            "pages.yaml",
            "fields: [sport, level]",
            "fields: [sport, level, position]",
            "depends on its own page",
        ),
        ("pages.yaml", "kind: demand_grid", "kind: tick_group", "has no statement to tick"),
        ("pages.yaml", "{id: age, kind: single", "{id: age, kind: group", "fewer than two questions"),
        ("pages.yaml", "id: pain_now", "id: age", "'age' is there twice"),
        ("pages.yaml", "football: {running: every_session", "football: {running: daily", "'daily' is not an"),
        ("pages.yaml", "          futsal:", "          fustal:", "is not a sport"),
        ("pages.yaml", 'minutes_per_session: "20"', 'minutes_per_session: "200"', "is not an answer"),
        ("pages.yaml", 'minutes_per_session: "20"', 'minutes: "20"', "is not a key we know here"),
    ],
)
def test_a_mistake_in_the_files_is_found_with_its_place(
    broken: Callable[[str, str, str], list[str]], name: str, old: str, new: str, said: str
) -> None:
    found = broken(name, old, new)
    assert any(said in problem for problem in found), found


def test_questions_that_wait_for_each_other_are_found(broken: Callable[[str, str, str], list[str]]) -> None:
    found = broken(
        "history.yaml",
        "    required: true\n",
        "    required: true\n    show_when: {field: weeks_since_return, at_least: 1}\n",
    )
    assert any("waits for its own answer" in problem for problem in found), found
