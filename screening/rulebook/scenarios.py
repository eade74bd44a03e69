"""Reads the scenarios: cases that the rules must get right, and that are no rules themselves."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from screening.domain.answers import Answers
from screening.domain.checking import check_answers
from screening.domain.errors import InvalidAnswers
from screening.domain.questionnaire import Questionnaire, QuestionType
from screening.domain.vocabulary import Confidence, Grade, InjuryStatus, NotGradedBecause, Tag, Urgency
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block, RulesFile

E = TypeVar("E", bound=enum.StrEnum)

FOLDER = "scenarios"
BASES = "scenarios/bases.yaml"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the whole result must be; None where a case does not say. `no_…` asks for none at all."""

    fires: bool
    urgency: Urgency | None = None
    no_urgency: bool = False
    floor: Urgency | None = None
    """The urgency of this rule's own reason."""
    status: InjuryStatus | None = None
    because: NotGradedBecause | None = None
    grade: tuple[Grade, Grade] | None = None
    no_grade: bool = False
    confidence: Confidence | None = None
    provisional: bool | None = None
    tags: tuple[Tag, ...] = ()
    weeks: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """One case of one rule."""

    rule: str
    name: str
    answers: Answers
    expected: Expected

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A published patient, or a typical member of a published cohort.

    `grades` and `because` are all right answers; `grade_not` fails the case; the return estimate has to reach
    past `return_reaches_weeks`.
    """

    id: str
    title: str
    findings: Answers
    assumed: Answers
    sources: tuple[str, ...]
    grades: tuple[Grade, ...]
    because: tuple[NotGradedBecause, ...]
    grade_not: tuple[Grade, ...]
    tags: tuple[Tag, ...]
    least_urgent: Urgency
    most_urgent: Urgency
    return_reaches_weeks: int | None
    decisive_is_assumed: bool

    def __str__(self) -> str:
        return f"{self.id} {self.title}"

    @property
    def answers(self) -> Answers:
        """Findings with what was assumed."""
        return self.assumed.with_(**self.findings)


def read_boundary_cases(
    folder: Path, questionnaire: Questionnaire, problems: Problems
) -> tuple[BoundaryCase, ...]:
    """Every case below `scenarios/triage` and `scenarios/grading`.

    Args:
        folder: the rules folder.
        problems: collects what is wrong with the files.
    """
    bases = read_bases(folder, BASES, questionnaire, problems)
    cases: list[BoundaryCase] = []
    for part in ("triage", "grading"):
        for file in scenario_files(folder / FOLDER / part, folder, problems):
            for block in file.blocks():
                cases.extend(_rule_cases(block, bases, questionnaire))
            file.report_unread()
    return tuple(cases)


def read_public_cases(
    folder: Path, questionnaire: Questionnaire, problems: Problems
) -> tuple[PublicCase, ...]:
    """Every case below `scenarios/public`."""
    cases: list[PublicCase] = []
    for file in scenario_files(folder / FOLDER / "public", folder, problems):
        cases.extend(_public_case(block, questionnaire) for block in file.blocks())
        file.report_unread()
    return tuple(cases)


def scenario_files(subfolder: Path, folder: Path, problems: Problems) -> Iterator[RulesFile]:
    """The files of one folder, in order of their names."""
    for path in sorted(subfolder.glob("*.yaml")):
        yield RulesFile(folder, path, problems)


def read_bases(
    folder: Path, name: str, questionnaire: Questionnaire, problems: Problems
) -> dict[str, Answers]:
    """The answer sets that cases start from, by name."""
    file = RulesFile(folder, folder / name, problems)
    top = file.block()
    bases: dict[str, Answers] = {}
    for base in top.keys():  # noqa: SIM118 - Block is not a mapping
        block = top.child(base)
        block.text("about")
        bases[base] = read_answers(block, "answers", questionnaire)
    file.report_unread()
    return bases


def read_answers(block: Block, key: str, questionnaire: Questionnaire) -> Answers:
    """A set of answers, checked like those of a person."""
    given = block.optional_child(key)
    if given is None:
        return Answers()
    raw: dict[str, object] = {}
    for field in given.keys():  # noqa: SIM118 - Block is not a mapping
        question = questionnaire.questions.get(field)
        is_list = question is not None and question.type is QuestionType.LIST
        raw[field] = list(given.texts(field)) if is_list else given.value(field)
    try:
        return check_answers(raw, questionnaire)
    except InvalidAnswers as error:
        for problem in error.problems:
            given.problem(problem.field, problem.message, "give an answer the question allows")
        return Answers()


def _rule_cases(
    block: Block, bases: Mapping[str, Answers], questionnaire: Questionnaire
) -> Iterator[BoundaryCase]:
    rule, base = block.text("rule"), block.text("base")
    for case in block.children("cases"):
        chosen = case.optional_text("base") or base
        if chosen not in bases:
            case.problem("base", f"{chosen!r} is not in bases.yaml", "check the name")
        changed = read_answers(case, "set", questionnaire)
        answers = bases.get(chosen, Answers()).without(*case.optional_texts("unset")).with_(**changed)
        yield BoundaryCase(rule, case.text("name"), answers, _expected(case))


def _expected(block: Block) -> Expected:
    no_urgency, no_grade = _says_none(block, "urgency"), _says_none(block, "grade")
    grades = () if no_grade else read_choices(block, "grade", Grade)
    weeks = block.numbers("weeks") if block.has("weeks") else ()
    return Expected(
        fires=block.flag("fires"),
        urgency=block.choice("urgency", Urgency) if block.has("urgency") and not no_urgency else None,
        no_urgency=no_urgency,
        floor=block.choice("floor", Urgency) if block.has("floor") else None,
        status=block.choice("status", InjuryStatus) if block.has("status") else None,
        because=block.choice("because", NotGradedBecause) if block.has("because") else None,
        grade=(grades[0], grades[-1]) if grades else None,
        no_grade=no_grade,
        confidence=block.choice("confidence", Confidence) if block.has("confidence") else None,
        provisional=block.flag("provisional") if block.has("provisional") else None,
        tags=read_choices(block, "tags", Tag),
        weeks=(int(weeks[0]), int(weeks[-1])) if weeks else None,
    )


def _says_none(block: Block, key: str) -> bool:
    return block.has(key) and block.texts(key) == (NONE,)


def read_choices(block: Block, key: str, words: type[E]) -> tuple[E, ...]:
    """A list of words of one vocabulary; empty where it is missing."""
    found: list[E] = []
    for text in block.optional_texts(key):
        try:
            found.append(words(text))
        except ValueError:
            block.problem(key, f"{text!r} is not known", f"use {', '.join(words)}")
    return tuple(found)


def _public_case(block: Block, questionnaire: Questionnaire) -> PublicCase:
    for key in ("basis", "published"):
        block.text(key)
    expect = block.child("expect")
    return PublicCase(
        id=block.text("id"),
        title=block.text("title"),
        findings=read_answers(block, "findings", questionnaire),
        assumed=read_answers(block, "assumed", questionnaire),
        sources=block.texts("sources"),
        grades=read_choices(expect, "grade", Grade),
        because=read_choices(expect, "because", NotGradedBecause),
        grade_not=read_choices(expect, "grade_not", Grade),
        tags=read_choices(expect, "tags", Tag),
        least_urgent=expect.choice("least_urgent", Urgency),
        most_urgent=expect.choice("most_urgent", Urgency),
        return_reaches_weeks=expect.optional_integer("return_reaches_weeks"),
        decisive_is_assumed=block.flag("decisive_is_assumed", default=False),
    )
