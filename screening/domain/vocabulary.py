"""The closed lists of words every part of the product shares."""

from __future__ import annotations

import enum
from collections.abc import Sequence


class Grade(enum.StrEnum):
    """A strain grade label; half steps are labels for a pattern between two grades."""

    ZERO_TO_ONE = "0-I"
    ONE = "I"
    ONE_TO_TWO = "I-II"
    TWO = "II"
    TWO_TO_THREE = "II-III"
    THREE = "III"

    @property
    def step(self) -> int:
        """Place on the ladder from 0 (0-I) to 5 (III)."""
        return _STEP[self]

    @property
    def reach(self) -> tuple[int, int]:
        """The whole grades the label covers: I-II covers 1 to 2."""
        return _REACH[self]

    def raised(self, steps: int = 1) -> Grade:
        """The label that many steps up the ladder, III at most."""
        return _GRADES[min(_STEP[self] + steps, len(_GRADES) - 1)]


_GRADES = tuple(Grade)
_STEP = {grade: place for place, grade in enumerate(_GRADES)}
_REACH = {
    Grade.ZERO_TO_ONE: (0, 1),
    Grade.ONE: (1, 1),
    Grade.ONE_TO_TWO: (1, 2),
    Grade.TWO: (2, 2),
    Grade.TWO_TO_THREE: (2, 3),
    Grade.THREE: (3, 3),
}


_COVERING = {reach: label for label, reach in _REACH.items()}


def covering_label(low: Grade, high: Grade) -> Grade:
    """The label that covers exactly `low` to `high`; where none does, `high`."""
    return _COVERING.get((_REACH[low][0], _REACH[high][1]), high)


class Urgency(enum.StrEnum):
    """How soon somebody should be seen; T1 is the most urgent."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"

    @property
    def rank(self) -> int:
        """1 for T1 to 5 for T5: the smaller the more urgent."""
        return _RANK[self]

    def is_at_least(self, other: Urgency) -> bool:
        """Whether this is as urgent as `other` or more."""
        return self.rank <= other.rank


_RANK = {urgency: place for place, urgency in enumerate(Urgency, start=1)}


def most_urgent(urgencies: Sequence[Urgency]) -> Urgency:
    """The most urgent of a non-empty list."""
    return min(urgencies, key=lambda urgency: urgency.rank)


class Band(enum.StrEnum):
    """Risk band of one season."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class RiskStatus(enum.StrEnum):
    SCORED = "scored"
    NOT_ENOUGH_INFORMATION = "not_enough_information"
    NOT_SCORED = "not_scored"


class InjuryStatus(enum.StrEnum):
    NO_PROBLEM = "no_problem"
    NOT_ASKED = "not_asked"
    GRADED = "graded"
    NOT_GRADED = "not_graded"


class NotGradedBecause(enum.StrEnum):
    RED_FLAG = "RED_FLAG"
    VASCULAR = "VASCULAR"
    MASS_OR_INFECTION = "MASS_OR_INFECTION"
    APOPHYSEAL_BONE = "APOPHYSEAL_BONE"
    NEURO = "NEURO"
    REFERRED = "REFERRED"
    TENDINOPATHY = "TENDINOPATHY"
    BONE_STRESS = "BONE_STRESS"
    DOMS = "DOMS"
    CONTUSION = "CONTUSION"
    UNCERTAIN = "UNCERTAIN"
    INSUFFICIENT = "INSUFFICIENT"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"


class Tag(enum.StrEnum):
    AVULSION_SUSPECTED = "AVULSION_SUSPECTED"
    RUPTURE_SUSPECTED = "RUPTURE_SUSPECTED"
    STRETCH_PROXIMAL = "STRETCH_PROXIMAL"
    INTRATENDINOUS = "INTRATENDINOUS"
    RECURRENCE = "RECURRENCE"


class Confidence(enum.StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Certainty(enum.StrEnum):
    """How sure the evidence behind a weight is; decides how far it is shrunk towards 1."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    CONFLICTING = "conflicting"
    NONE = "none"


class BaselineQuality(enum.StrEnum):
    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"
    ASSUMPTION = "assumption"

    @property
    def one_step_down(self) -> BaselineQuality:
        """The next worse quality; an assumption stays one."""
        qualities = tuple(BaselineQuality)
        return qualities[min(qualities.index(self) + 1, len(qualities) - 1)]


class Light(enum.StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class PlanKind(enum.StrEnum):
    PREVENTION = "prevention"
    RETURN_TO_TRAINING = "return_to_training"
    REST_AND_REFER = "rest_and_refer"


class Availability(enum.StrEnum):
    """What a coach is told about an athlete."""

    FULL = "full"
    MODIFIED = "modified"
    NOT_CLEARED = "not_cleared"
    UNKNOWN = "unknown"


class Audience(enum.StrEnum):
    ATHLETE = "athlete"
    COACH = "coach"
    PHYSIO = "physio"
