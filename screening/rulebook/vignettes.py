"""Reads the vignettes: stories with the urgency, grade or band that was intended before the rules ran."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.answers import Answers
from screening.domain.questionnaire import Questionnaire
from screening.domain.vocabulary import Band, Confidence, Grade, NotGradedBecause, RiskStatus, Tag, Urgency
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block
from screening.rulebook.scenarios import FOLDER, read_answers, read_bases, read_choices, scenario_files

BASES = "scenarios/vignettes/bases.yaml"
_NOBODY_ASKED = "none"


class Group(enum.StrEnum):
    """What a vignette is there to show."""

    RED_FLAG = "red_flag"
    NON_URGENT = "non_urgent"
    GRADE = "grade"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Intended:
    """What the result should be. Where several are right, all are listed; empty or None says nothing."""

    least_urgent: Urgency | None
    """None, with `most_urgent`, where nobody asked about pain: then there is no urgency."""
    most_urgent: Urgency | None
    because: tuple[NotGradedBecause, ...]
    grades: tuple[Grade, ...]
    grade_high: Grade | None
    tags: tuple[Tag, ...]
    confidence: Confidence | None
    risk: RiskStatus | None
    bands: tuple[Band, ...]
    number: bool | None
    """Whether a season number may be shown."""
    provisional: bool | None

    @property
    def non_urgent(self) -> bool:
        """Whether a physiotherapist within the week, or nobody, is soon enough."""
        return self.most_urgent in {Urgency.T4, Urgency.T5}


@dataclass(frozen=True, slots=True)
class Vignette:
    """One story. `signed_by` names the clinician who agreed with what is intended, if one did."""

    id: str
    group: Group
    title: str
    story: str
    answers: Answers
    intended: Intended
    why: str
    sources: tuple[str, ...]
    note: str | None
    first_intended: str | None
    """What was intended before the first run, where the evidence showed that to be wrong; `note` says why."""
    signed_by: str | None

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


def read_vignettes(folder: Path, questionnaire: Questionnaire, problems: Problems) -> tuple[Vignette, ...]:
    """Every vignette below `scenarios/vignettes`, in order of their ids.

    Args:
        folder: the rules folder.
        problems: collects what is wrong with the files.
    """
    bases = read_bases(folder, BASES, questionnaire, problems)
    vignettes: list[Vignette] = []
    for file in scenario_files(folder / FOLDER / "vignettes", folder, problems):
        if file.name == BASES:
            continue
        vignettes.extend(_vignette(block, bases, questionnaire) for block in file.blocks())
        file.report_unread()
    return tuple(sorted(vignettes, key=lambda vignette: vignette.id))


def _vignette(block: Block, bases: Mapping[str, Answers], questionnaire: Questionnaire) -> Vignette:
    base = block.text("base")
    if base not in bases:
        block.problem("base", f"{base!r} is not in bases.yaml", "check the name")
    told = read_answers(block, "answers", questionnaire)
    return Vignette(
        id=block.text("id"),
        group=block.choice("group", Group),
        title=block.text("title"),
        story=block.text("story"),
        answers=bases.get(base, Answers()).without(*block.optional_texts("unset")).with_(**told),
        intended=_intended(block.child("intended")),
        why=block.text("why"),
        sources=block.texts("sources"),
        note=block.optional_text("note"),
        first_intended=block.optional_text("first_intended"),
        signed_by=block.text_or_nobody("signed_by"),
    )


def _intended(block: Block) -> Intended:
    nobody_asked = block.texts("urgency") == (_NOBODY_ASKED,)
    urgencies = () if nobody_asked else read_choices(block, "urgency", Urgency)
    return Intended(
        least_urgent=max(urgencies, key=_rank, default=None),
        most_urgent=min(urgencies, key=_rank, default=None),
        because=read_choices(block, "because", NotGradedBecause),
        grades=read_choices(block, "grade", Grade),
        grade_high=block.choice("grade_high", Grade) if block.has("grade_high") else None,
        tags=read_choices(block, "tags", Tag),
        confidence=block.choice("confidence", Confidence) if block.has("confidence") else None,
        risk=block.choice("risk", RiskStatus) if block.has("risk") else None,
        bands=read_choices(block, "band", Band),
        number=block.flag("number") if block.has("number") else None,
        provisional=block.flag("provisional") if block.has("provisional") else None,
    )


def _rank(urgency: Urgency) -> int:
    return urgency.rank
