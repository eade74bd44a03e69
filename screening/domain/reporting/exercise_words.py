"""What the codes of the exercise library mean in words; data in `rules/wording/exercises.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.plan.exercises import Code, Emphasis, Exercise, Stage
from screening.domain.plan.rules import Limits
from screening.domain.reporting.words import listed

NOTHING = "nothing"
"""In place of a thing to train with, where an exercise needs none."""
CODE_PLACES = frozenset({"spacing_days", "match_days"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A short word for a code, and a sentence or a few words that say what it means."""

    word: str
    text: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """All of them. `classes` are in the order 0 to 4, `levels` in the order 1 to 5."""

    emphasis: Mapping[Emphasis, Meaning]
    classes: tuple[Meaning, ...]
    levels: tuple[Meaning, ...]
    stages: Mapping[Stage, Meaning]
    kit: Mapping[str, str]
    codes: Mapping[Code, str]

    def level(self, number: int) -> Meaning:
        return self.levels[number - 1]

    def reason(self, code: Code, limits: Limits) -> str:
        """When to leave an exercise out, with the days of the plan's own limits."""
        return self.codes[code].format(
            spacing_days=limits.class_spacing_days, match_days=limits.match_before_days
        )

    def kit_of(self, exercise: Exercise) -> str:
        """What it needs: "a band, and a partner or something to hook the ankles under"."""
        groups = sorted(exercise.equipment, key=len)
        words = [listed([word for name, word in self.kit.items() if name in one], "or") for one in groups]
        return ", and ".join(words) or self.kit[NOTHING]
