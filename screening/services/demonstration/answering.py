"""What invented people answer: habits drawn at random, and now and then a problem somebody should see."""

from __future__ import annotations

import enum
import random
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers
from screening.domain.questionnaire import Questionnaire
from screening.domain.refitting import fitted


class Story(enum.StrEnum):
    """How somebody is on the day of a round."""

    WELL = "well"
    SORE = "sore"
    """Both legs, after an unaccustomed session."""
    STRAINED = "strained"
    TORN = "torn"
    """Cannot walk, with a gap to feel."""
    SWOLLEN_CALF = "swollen_calf"
    NERVE = "nerve"
    EMERGENCY = "emergency"
    """Signs that somebody has to look at today."""
    RECENTLY_BACK = "recently_back"
    NOT_BACK = "not_back"


@dataclass(frozen=True, slots=True)
class SquadLife:
    """What everybody in a squad shares: sport and level as the questionnaire has them."""

    sport: str
    level: str
    position: str


SHARES: Mapping[Story, int] = {
    Story.WELL: 78,
    Story.SORE: 4,
    Story.STRAINED: 6,
    Story.TORN: 1,
    Story.SWOLLEN_CALF: 1,
    Story.NERVE: 1,
    Story.RECENTLY_BACK: 6,
    Story.NOT_BACK: 3,
}
"""Of 100 people. Invented for the demonstration; it says nothing about how often anything happens."""

_NO_ALARM: Mapping[str, Answer] = {
    "chest_signs": False, "cauda_equina_signs": False, "cold_foot": False, "pain_out_of_proportion": False,
    "dark_urine": False, "major_trauma": False, "swelling": "none", "calf_signs": ("none",),
    "clot_risks": ("none",), "numbness": "none", "foot_drop": "none", "back_pain": False, "both_legs": False,
    "night_pain": False, "systemic_signs": ("none",), "cancer_history": False, "blood_thinner": "none",
    "lump": "none", "skin_signs": ("none",),
}  # fmt: skip
_STRAIN: Mapping[str, Answer] = {
    **_NO_ALARM, "has_problem": True, "problem_side": "left", "onset": "sudden", "mechanism": "sprint",
    "days_since_onset": 2, "felt_pop": False, "stopped": "stopped", "walking": "limp", "pain_worst": 6,
    "pain_location": "middle_third", "bruising": "none", "swelling": "mild", "gap": False, "weakness": "some",
    "sitting_pain": "none", "walking_pain_free": "not_yet", "daily_pain_over_3_days": False,
    "trend": "improving",
}  # fmt: skip
_CHANGES: Mapping[Story, Mapping[str, Answer]] = {
    Story.WELL: {},
    Story.SORE: {
        **_NO_ALARM, "has_problem": True, "problem_side": "both", "both_legs": True, "onset": "gradual",
        "mechanism": "unaccustomed_bout", "days_since_onset": 2, "felt_pop": False, "stopped": "continued",
        "walking": "normal", "pain_worst": 3, "pain_location": "diffuse", "bruising": "none", "gap": False,
        "weakness": "none", "sitting_pain": "none", "walking_pain_free": "within_a_day",
        "daily_pain_over_3_days": False, "trend": "improving",
    },
    Story.STRAINED: _STRAIN,
    Story.TORN: {
        **_STRAIN, "felt_pop": True, "stopped": "collapsed", "walking": "cannot", "pain_worst": 9,
        "pain_location": "sit_bone", "bruising": "large_or_spreading", "swelling": "marked", "gap": True,
        "weakness": "cannot", "sitting_pain": "cannot_sit", "trend": "static",
    },
    Story.SWOLLEN_CALF: {
        **_STRAIN, "onset": "gradual", "mechanism": "unknown", "pain_location": "calf",
        "calf_signs": ("calf_swelling", "calf_tender"), "clot_risks": ("long_travel",), "trend": "worsening",
    },
    Story.NERVE: {
        **_STRAIN, "onset": "gradual", "mechanism": "lifting", "numbness": "below_knee",
        "foot_drop": "gradual_or_partial", "back_pain": True, "trend": "worsening",
    },
    Story.EMERGENCY: {**_STRAIN, "cauda_equina_signs": True, "back_pain": True, "numbness": "thigh"},
    Story.RECENTLY_BACK: {
        "hamstring_history": "this_season", "hamstring_injury_count": 1, "hamstring_injury_side": "right",
        "last_hamstring_days_out": 24, "weeks_since_return": 6, "full_sessions_before_first_match": 4,
    },
    Story.NOT_BACK: {"hamstring_history": "not_back_yet", "hamstring_injury_side": "left"},
}  # fmt: skip


def some_story(chance: random.Random) -> Story:
    """How somebody is, by the invented shares."""
    return chance.choices(list(SHARES), weights=list(SHARES.values()))[0]


def invented_answers(
    chance: random.Random,
    questionnaire: Questionnaire,
    life: SquadLife,
    age: int,
    sex: str,
    story: Story,
    *,
    months_of_training: int,
) -> Answers:
    """A whole set of answers that go with each other.

    Args:
        months_of_training: how long the squad has done its programme; habits get better with it.
    """
    given: dict[str, Answer] = {
        "age_years": age,
        "sex": sex,
        "sport": life.sport,
        "level": life.level,
        "position": life.position,
        "exclusions": ("none",),
        "has_problem": False,
        **_before(chance),
        **_habits(chance, months_of_training),
        **_CHANGES[story],
    }
    return fitted(Answers(given), questionnaire)[0]


def _before(chance: random.Random) -> dict[str, Answer]:
    history = chance.choices(("never", "over_12_months", "within_12_months"), (80, 14, 6))[0]
    given: dict[str, Answer] = {
        "hamstring_history": history,
        "acl_history": chance.random() < 0.04,
        "calf_strain_history": chance.random() < 0.12,
        "knee_other_history": chance.random() < 0.1,
        "groin_history": chance.random() < 0.12,
        "ankle_history": chance.random() < 0.3,
    }
    if history != "never":
        given |= {
            "hamstring_injury_count": chance.choice((1, 1, 1, 2)),
            "hamstring_injury_side": chance.choice(("left", "right")),
            "last_hamstring_days_out": chance.choice((8, 14, 19, 26, 35)),
        }
    return given


def _habits(chance: random.Random, months: int) -> dict[str, Answer]:
    doses = ("none", "under_25", "from_25_to_50", "from_50_to_75", "over_75")
    at_work = min(months, 3)
    return {
        "nordic_dose": doses[min(len(doses) - 1, chance.choice((0, 1, 2, 3)) + chance.choice((0, at_work)))],
        "demand_running": "every_session",
        "demand_sprinting": chance.choice(("most_sessions", "every_session", "some_sessions")),
        "demand_kicking": "most_sessions",
        "training_hours_per_week": float(chance.randint(3, 11)),
        "match_hours_per_week": chance.choice((1.5, 1.5, 3.0)),
        "sprint_exposure": chance.choice(("regular", "regular", "regular", "regular", "rarely", "erratic")),
        "sprint_spike": chance.random() < 0.12,
        "matches_close_together": chance.random() < 0.1,
        "preseason_share": chance.choice(("half_or_more", "half_or_more", "under_half")),
        "season_phase": "in_season",
        "warm_up_frequency": chance.choice(("always", "always", "usually", "sometimes")),
        "warm_up_minutes": chance.choice((8, 10, 15, 20)),
        "warm_up_content": ("easy_running", "dynamic_stretching", "build_up_sprints"),
        "neuromuscular_warm_up_per_week": min(3, chance.choice((0, 1, 2, 2)) + chance.choice((0, at_work))),
        "often_fatigued": chance.random() < 0.12,
        "sleep_hours": chance.choice((6.5, 7.5, 8.0, 8.0, 8.5)),
        "high_life_stress": chance.random() < 0.1,
        "knee_flexion_sessions_per_week": chance.randint(0, 2),
        "hip_extension_sessions_per_week": chance.randint(0, 2),
        "days_available_per_week": chance.choice((2, 3, 3, 4)),
        "minutes_per_session": chance.choice((15, 20, 30)),
        "equipment": chance.choice((("partner",), ("partner", "band"), ("running_space", "dumbbells"))),
        "exercise_limits": ("none",),
    }
