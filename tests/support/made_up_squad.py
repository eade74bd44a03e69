"""A made-up squad whose results come from real answers and the real rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from screening.domain.answers import Answer, Answers
from screening.domain.assess import assess
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import (
    EVERYTHING,
    NOTHING,
    Answered,
    Permitted,
    Round,
    SquadCalendar,
    SquadMember,
    WeekDone,
)
from screening.domain.squad.picture import required_squad_rules
from screening.domain.squad.summary import summarise
from tests.support.assessments import rulebook

ON = dt.date(2026, 11, 16)
ANSWERED = dt.date(2026, 11, 14)
BEFORE = dt.date(2026, 9, 5)
WEEKS = (
    WeekDone(dt.date(2026, 10, 26), 44, 30, 22),
    WeekDone(dt.date(2026, 11, 2), 44, 36, 22),
    WeekDone(dt.date(2026, 11, 9), 16, 10, 8),
)
ROUND = Round("Riverside FC", "First team", "Autumn round", ANSWERED, WEEKS)
CALENDAR = SquadCalendar(
    (1, 3, 5),
    dt.date(2026, 11, 16),
    (dt.date(2026, 11, 21),),
    frozenset({"partner"}),
    "football",
    "professional",
    18,
)
OPENED = Permitted(reason=True, factors=True)

FIT: Mapping[str, Answer] = {
    "age_years": 24,
    "sex": "male",
    "sport": "football",
    "position": "outfield",
    "level": "professional",
    "exclusions": ("none",),
    "has_problem": False,
    "hamstring_history": "never",
    "demand_sprinting": "most_sessions",
    "sprint_exposure": "regular",
    "warm_up_frequency": "always",
    "warm_up_minutes": 20,
    "warm_up_content": ("easy_running", "build_up_sprints"),
    "neuromuscular_warm_up_per_week": 2,
    "nordic_dose": "over_75",
    "often_fatigued": False,
    "sleep_hours": 8.0,
    "matches_close_together": False,
}
STRAINED: Mapping[str, Answer] = {
    **FIT, "has_problem": True, "problem_side": "right", "onset": "sudden", "mechanism": "sprint",
    "felt_pop": True, "stopped": "stopped", "walking": "limp", "pain_worst": 7, "days_since_onset": 3,
    "walking_pain_free": "not_yet", "daily_pain_over_3_days": False, "bruising": "small", "swelling": "mild",
    "gap": False, "weakness": "some", "sitting_pain": "none", "pain_location": "middle_third",
    "both_legs": False, "numbness": "none", "foot_drop": "none", "back_pain": False,
    "cauda_equina_signs": False, "night_pain": False, "systemic_signs": ("none",), "cancer_history": False,
    "calf_signs": ("none",), "clot_risks": ("none",), "chest_signs": False, "blood_thinner": "none",
    "pain_out_of_proportion": False, "cold_foot": False, "dark_urine": False, "major_trauma": False,
    "lump": "none", "skin_signs": ("none",), "trend": "improving",
}  # fmt: skip
CANNOT_WALK = {**STRAINED, "walking": "cannot"}
NOBODY_ASKED = {key: value for key, value in FIT.items() if key != "has_problem"}
NAMES = (
    "Daniel Mensah", "Tomás Łukowski", "Idris Bello", "Kenji Watanabe", "Marco Šarić", "Luca Ferri",
    "Owen Pryce", "Jonas Berg", "Samir Haddad", "Callum Reid", "Mateus Rocha", "Efe Yılmaz", "Hugo Martin",
    "Aidan Walsh", "Paul Okoro", "Nils Dahl", "Yusuf Demir", "Ben Carter", "Ravi Nair", "Pedro Lima",
    "Finn Jansen", "Dario Conti", "Emil Novak", "Leo Dubois", "Tariq Aziz",
)  # fmt: skip
_NORDICS = ("none", "none", "none", "under_25", "under_25", "from_25_to_50", "from_50_to_75", "over_75")


def answered(answers: Mapping[str, Answer], on: dt.date = ANSWERED) -> Answered:
    """The result of these answers on a day, as a coach's picture reads it."""
    return Answered(_summary(tuple(sorted(answers.items()))), on)


@cache
def _summary(answers: tuple[tuple[str, Answer], ...]):  # type: ignore[no-untyped-def]  # typed by `answered`
    rules: Rulebook = rulebook()
    found = assess(Answers(dict(answers)), rules)
    return summarise(found, required_squad_rules(rules), rules.risk)


def habits(number: int) -> dict[str, Answer]:
    """The habits of the athlete of that number: a mixture that is the same in every run."""
    return {
        "nordic_dose": _NORDICS[number % 8],
        "sleep_hours": 6.5 if number % 5 == 0 else 8.0,
        "warm_up_frequency": "sometimes" if number % 7 == 2 else "always",
        "neuromuscular_warm_up_per_week": number % 3 if number % 7 != 2 else 0,
        "sprint_exposure": ("erratic", "regular", "regular", "rarely")[number % 4],
        "often_fatigued": number % 6 == 1,
    }


def member(number: int, **changes: object) -> SquadMember:
    """One athlete who trains in full, opened everything but the band, and answered the round before."""
    fit = {**FIT, **habits(number)}
    before = {**FIT, **habits(number + (3 if number % 3 == 0 else 0)), "nordic_dose": "none"}
    name = NAMES[number % len(NAMES)] + ("" if number < len(NAMES) else f" {number // len(NAMES) + 1}")
    made = SquadMember(f"m{number:02d}", name, OPENED, answered(fit), answered(before, BEFORE))
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of SquadMember


def squad(size: int = 25) -> tuple[SquadMember, ...]:
    """A squad with everything in it: held back, private, not answered, not asked, too long ago."""
    members = [member(number) for number in range(size)]
    members[4] = member(4, latest=answered({**STRAINED, **habits(4)}))
    members[5] = member(5, latest=answered(CANNOT_WALK), permitted=NOTHING)
    members[6] = member(6, latest=answered(CANNOT_WALK), permitted=NOTHING, review_on=dt.date(2026, 11, 18))
    members[7] = member(7, permitted=EVERYTHING)
    members[3] = member(3, permitted=EVERYTHING)
    members[14] = member(14, permitted=NOTHING)
    members[21] = member(21, latest=answered(NOBODY_ASKED))
    members[22] = member(22, latest=None)
    members[23] = member(23, latest=None, previous=None)
    members[24] = member(24, latest=answered(FIT, dt.date(2026, 7, 1)), previous=None)
    return tuple(members)
