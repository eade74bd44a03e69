"""Replays the scenarios for their urgency: the one thing that must not be wrong when rules are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.rulebook.problems import Problems
from screening.rulebook.scenarios import FOLDER, read_boundary_cases, read_public_cases
from screening.rulebook.vignettes import read_vignettes


@dataclass(frozen=True, slots=True)
class UrgencyCase:
    """A case with the least and the most urgent answer that is right; both None where there must be none."""

    name: str
    answers: Answers
    least: Urgency | None
    most: Urgency | None

    def accepts(self, urgency: Urgency | None) -> bool:
        """Whether this urgency is right."""
        if urgency is None or self.least is None or self.most is None:
            return urgency is self.least is self.most
        return self.most.rank <= urgency.rank <= self.least.rank


def check_urgencies(folder: Path, rulebook: Rulebook, problems: Problems) -> None:
    """Note every scenario of a folder that does not end with its urgency or cannot be read."""
    for case in _cases(folder, rulebook, problems):
        urgency = assess(case.answers, rulebook, explained=False, weeks=False).triage.urgency
        if not case.accepts(urgency):
            problems.add(
                FOLDER,
                case.name,
                f"ends with {urgency or 'no urgency'}, intended was {_intended(case)}",
                "mend the rule, or change the case where the evidence has changed",
            )


def _cases(folder: Path, rulebook: Rulebook, problems: Problems) -> Iterator[UrgencyCase]:
    asked = rulebook.questionnaire
    for boundary in read_boundary_cases(folder, asked, problems):
        expected = boundary.expected
        if expected.urgency is not None or expected.no_urgency:
            yield UrgencyCase(str(boundary), boundary.answers, expected.urgency, expected.urgency)
    for public in read_public_cases(folder, asked, problems):
        yield UrgencyCase(str(public), public.answers, public.least_urgent, public.most_urgent)
    for vignette in read_vignettes(folder, asked, problems):
        intended = vignette.intended
        yield UrgencyCase(str(vignette), vignette.answers, intended.least_urgent, intended.most_urgent)


def _intended(case: UrgencyCase) -> str:
    if case.most is None or case.most is case.least:
        return str(case.most or "none")
    return f"{case.most} to {case.least}"
