"""What happens to the urgency where people honestly say "I'm not sure".

Print the share of the non-urgent that is sent to a doctor, for the shipped reading of blanks and for those it
was chosen from, with `python -m tests.support.honest_unknowns`.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Mapping
from functools import cache

from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.conditions import AnyOf, Condition, OneOf
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.grading.missing_rules import Fill
from screening.domain.grading.rules import GradingRules
from screening.domain.triage.decide import decide_urgency
from screening.domain.vocabulary import Urgency
from tests.support.injury_rules import injury_rules
from tests.support.scenarios import public_cases, vignettes

SHARES = (0.0, 0.1, 0.25)
TIMES = 100
SEED = 20260115
MILD = "V071"
"""A vignette with every sign asked for and none there."""


@dataclasses.dataclass(frozen=True)
class Person:
    """Somebody with a problem, and the least urgent answer that is right for them."""

    id: str
    answers: Answers
    least: Urgency
    most: Urgency


@dataclasses.dataclass(frozen=True)
class Measured:
    """One way of reading blanks: the percent of the non-urgent given T1 to T3, and who came out too low."""

    over: tuple[float, ...]
    under: tuple[str, ...]
    lowered: int
    """Serious cases that a blank in a benign place made less urgent than they should be."""


@cache
def people() -> tuple[Person, ...]:
    """Every vignette and published case with a reported problem."""
    ours = [
        Person(each.id, each.answers, each.intended.least_urgent, each.intended.most_urgent)
        for each in vignettes()
        if each.intended.least_urgent and each.intended.most_urgent
    ]
    published = [
        Person(case.id, case.answers, case.least_urgent, case.most_urgent) for case in public_cases()
    ]
    return tuple(person for person in (*published, *ours) if person.answers.known("has_problem") is True)


@cache
def unsure_fields() -> tuple[str, ...]:
    """The questions about a problem that offer "I'm not sure"."""
    every = injury_rules().questionnaire.questions
    return tuple(
        field for field, question in every.items() if question.section == "problem" and question.not_sure
    )


@cache
def benign_answers() -> Mapping[str, Answer]:
    """The reassuring answer to each of these, as a mild vignette gives it.

    How it began is not among them: no start is harmless as such, each is part of some alarm.
    """
    mild = next(each for each in vignettes() if each.id == MILD).answers
    return {field: mild[field] for field in unsure_fields() if field in mild and field != "onset"}


def urgency_of(answers: Answers, grading: GradingRules | None = None) -> Urgency | None:
    """How urgent, with the shipped grading rules or others."""
    rules = injury_rules()
    facts = derive(Facts.of(answers), rules.derived)
    injury = grade_injury(facts, grading or rules.grading, explained=False)
    return decide_urgency(injury.facts, injury.result, rules.triage, explained=False).result.urgency


def blanked(
    answers: Answers, share: float, chance: random.Random, fields: Iterable[str] | None = None
) -> Answers:
    """The same answers, where each that may be unknown has become "not sure" with this chance."""
    fields = unsure_fields() if fields is None else fields
    unsure: dict[str, Answer] = {
        field: NOT_SURE for field in fields if field in answers and chance.random() < share
    }
    return answers.with_(**unsure)


def over_triage(share: float, times: int, grading: GradingRules | None = None) -> float:
    """The share, in percent, of people with nothing urgent who are told to see a doctor within three days."""
    chance = random.Random(SEED)  # noqa: S311 - a seeded draw
    calm = [person for person in people() if person.most.rank >= Urgency.T4.rank]
    given = [
        urgency_of(blanked(person.answers, share, chance), grading)
        for _ in range(times if share else 1)
        for person in calm
    ]
    hurried = sum(urgency is None or urgency.rank <= Urgency.T3.rank for urgency in given)
    return 100 * hurried / len(given)


def benign_fields(answers: Answers) -> list[str]:
    """Where these answers are the reassuring ones."""
    return [field for field, value in benign_answers().items() if answers.get(field) == value]


def lowered_by_benign_blanks(times: int, grading: GradingRules | None = None) -> list[str]:
    """Serious cases that come out too low when a quarter of their benign answers is not sure."""
    chance = random.Random(SEED)  # noqa: S311 - a seeded draw
    serious = [person for person in people() if person.least.rank <= Urgency.T3.rank]
    found: list[str] = []
    for _ in range(times):
        for person in serious:
            answers = blanked(person.answers, SHARES[-1], chance, benign_fields(person.answers))
            urgency = urgency_of(answers, grading)
            if urgency is None or urgency.rank > person.least.rank:
                found.append(person.id)
    return found


def measured(times: int, grading: GradingRules | None = None) -> Measured:
    """All figures of one way of reading blanks."""
    given = [(person, urgency_of(person.answers, grading)) for person in people()]
    return Measured(
        tuple(over_triage(share, times, grading) for share in SHARES),
        tuple(person.id for person, urgency in given if not urgency or urgency.rank > person.least.rank),
        len(lowered_by_benign_blanks(max(1, times // 4), grading)),
    )


def candidates() -> Mapping[str, GradingRules]:
    """The ways of reading blanks that were compared; the last is the shipped one."""
    first = {
        "pain_location": "sit_bone",
        "walking": "cannot",
        "bruising": "large_or_spreading",
        "weakness": "cannot",
    }
    weak = {**first, "weakness": "some"}
    limp = {**weak, "walking": "limp"}
    small = {**limp, "bruising": "small"}
    return {
        "every blank at its worst": _reading(first, _any_weakness()),
        "weakness as some; gap with a pop, large bruise, no strength, or weakness and a bruise": _reading(
            weak, None
        ),
        "that, and walking as a limp": _reading(limp, None),
        "that, and a bruise as a small one": _reading(small, None),
        "shipped": injury_rules().grading,
    }


def _any_weakness() -> Condition:
    """When an unknown gap counted as present at first."""
    return AnyOf(
        (
            OneOf("weakness", ("some", "cannot")),
            OneOf("bruising", ("large_or_spreading",)),
            OneOf("felt_pop", (True,)),
        )
    )


def _reading(present: Mapping[str, str], gap_when: Condition | None) -> GradingRules:
    """The shipped rules with one unconditional reading of these fields, and of the gap where one is given."""
    grading = injury_rules().grading
    fills: dict[str, Fill] = {}
    for fill in grading.missing.bounds.fills:
        fills[fill.field] = fill
        if fill.field in present:
            fills[fill.field] = Fill(fill.field, fill.absent, present[fill.field])
    if gap_when is not None:
        fills["gap"] = dataclasses.replace(fills["gap"], present_when=gap_when)
    bounds = dataclasses.replace(grading.missing.bounds, fills=tuple(fills.values()))
    return dataclasses.replace(grading, missing=dataclasses.replace(grading.missing, bounds=bounds))


def report(times: int = TIMES) -> str:
    """Every candidate as a row."""
    lines = [
        "| a blank is read as | sure of all | 1 in 10 not sure | 1 in 4 not sure | under-triage | lowered |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, grading in candidates().items():
        found = measured(times, grading)
        over = " | ".join(f"{share:.1f}%" for share in found.over)
        lines.append(f"| {name} | {over} | {len(found.under)} | {found.lowered} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
