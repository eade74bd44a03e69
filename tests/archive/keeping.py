"""Whole results of many athletes, kept: what was answered, what it came to, and a digest of every part.

The stated cases say what a result has to be in a few words each; the archive holds that nothing else moves
unseen. `python -m tests.archive` writes it anew after a change that was meant, and says what moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.assessment_json import assessment_to_json, plain
from screening.domain.risk.outlook_json import outlook_json
from screening.domain.rulebook import Rulebook
from tests.support.random_answers import RandomAnswers
from tests.support.scenarios import public_cases, vignettes

KEPT = Path(__file__).with_name("kept.jsonl")
GENERATED, SEED = 360, 20261121
PARTS = ("risk", "outlook", "injury", "triage", "plan", "trace")


@dataclass(frozen=True, slots=True)
class KeptResult:
    """One athlete. `says` is what a reader looks for first; `digests` has the rest, part by part."""

    name: str
    answers: Answers
    says: Mapping[str, object]
    digests: Mapping[str, str]

    def moved(self, rulebook: Rulebook) -> list[str]:
        """What is no longer as it was kept."""
        assessment = assess(self.answers, rulebook)
        found = [
            f"{key}: {was!r} is now {now!r}"
            for (key, now), was in zip(says(assessment).items(), self.says.values(), strict=True)
            if now != was
        ]
        now = digests(assessment, self.answers, rulebook)
        return found + [part for part in PARTS if now[part] != self.digests[part]]


def says(assessment: Assessment) -> dict[str, object]:
    """The few words of a result that a person compares first."""
    risk, injury, triage = assessment.risk, assessment.injury, assessment.triage
    stated = {
        "urgency": triage.urgency,
        "grade": [injury.grade_low, injury.grade_high],
        "band": risk.band,
        "season_probability": risk.season_probability,
        "plan": assessment.plan.kind,
    }
    return {key: plain(value) for key, value in stated.items()}


def digests(assessment: Assessment, answers: Answers, rulebook: Rulebook) -> dict[str, str]:
    """A short digest of each part of the JSON, and of what goes beside it."""
    outlook = outlook_json(assessment, answers, rulebook)
    told = {**assessment_to_json(assessment), "outlook": outlook}
    return {part: _digest(told[part]) for part in PARTS}


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def kept_results() -> tuple[KeptResult, ...]:
    """The archive as it lies on disk."""
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return tuple(_kept(json.loads(line)) for line in lines)


def _kept(line: Mapping[str, Any]) -> KeptResult:
    given = {
        name: tuple(value) if isinstance(value, list) else value for name, value in line["answers"].items()
    }
    return KeptResult(line["name"], Answers(given), line["says"], line["digests"])


def athletes() -> Iterator[tuple[str, Answers]]:
    """Everybody the archive is about: each written patient, and generated ones."""
    for case in public_cases():
        yield str(case), case.answers
    for vignette in vignettes():
        yield str(vignette), vignette.answers
    for number, answers in enumerate(RandomAnswers(SEED).take(GENERATED), start=1):
        yield f"generated {number}", answers


def write(people: Sequence[tuple[str, Answers]], rulebook: Rulebook) -> None:
    """Write the archive anew."""
    with KEPT.open("w", encoding="utf-8") as file:
        for name, answers in people:
            assessment = assess(answers, rulebook)
            line = {
                "name": name,
                "answers": {key: plain(answers[key]) for key in sorted(answers)},
                "says": says(assessment),
                "digests": digests(assessment, answers, rulebook),
            }
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
