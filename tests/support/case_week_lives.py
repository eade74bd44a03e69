"""Cases in every stage and condition, for the properties of their days ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hypothesis import strategies as st

from screening.domain.case.programme import case_programme
from screening.domain.case.week.check import check_case_programme
from screening.domain.case.week.model import CaseProgramme, Choice, Past, StageNow, Terms
from screening.domain.case.week.rules import CaseWeekRules
from screening.domain.case.words import STAGES, Light, PainMode, SeverityClass, Side, State
from screening.domain.plan.exercises import Code
from screening.domain.rulebook import Rulebook

DAY = dt.date(2026, 3, 3)
"""A Tuesday."""
KIT = (
    "ankle_anchor", "band", "barbell", "bench_or_box", "bike", "cable_machine", "dumbbells", "flywheel",
    "glute_ham_bench", "hip_extension_bench", "kettlebell", "leg_curl_machine", "partner", "running_space",
    "sliders", "stability_ball", "trap_bar",
)  # fmt: skip
GYM = frozenset(
    {"partner", "band", "barbell", "hip_extension_bench", "leg_curl_machine", "bike", "running_space"}
)
SLOTS = (
    "nordic_full",
    "nordic_partial",
    "hip_loaded",
    "knee_moderate",
    "front_of_thigh",
    "knee_light",
    "hip_light",
)
WANTED = (
    "nordic_weighted",
    "nordic_hamstring_curl",
    "good_morning",
    "slider_curl",
    "single_leg_rdl",
    "squat",
)
SUGGESTED = tuple(word for word in SeverityClass if word.value not in ("G3", "G3c", "AV"))


@dataclass(frozen=True)
class Planner:
    """Plans and checks under one rulebook."""

    rulebook: Rulebook = field(repr=False)

    @property
    def weeks(self) -> CaseWeekRules:
        assert self.rulebook.case_weeks is not None
        return self.rulebook.case_weeks

    def plan(self, now: StageNow, terms: Terms) -> CaseProgramme:
        programmes = self.rulebook.programmes
        assert programmes is not None
        return case_programme(now, terms, self.weeks, self.rulebook.plan, programmes)

    def breaches(self, now: StageNow, terms: Terms, programme: CaseProgramme | None = None) -> list[str]:
        """What the days of a case break, or another programme in its place."""
        made = self.plan(now, terms) if programme is None else programme
        return check_case_programme(made, now, terms, self.weeks, self.rulebook.plan)


def standing(state: State = State.S3, **changes: object) -> StageNow:
    """A case as most are: second grade, left, green, on the rung where the stage starts."""
    start = {"S1": 0, "S2": 1, "S3": 3, "S4": 5}.get(state.value, 7)
    values: dict[str, object] = {
        "state": state,
        "side": Side.LEFT,
        "severity": SeverityClass.G2,
        "day": DAY,
        "rung": start,
        "light": Light.GREEN,
        "light_on": DAY - dt.timedelta(1),
        "age_years": 25,
        "loaded_weeks": 1,
        "cleared_until": DAY + dt.timedelta(28),
        "days_in_competition": 3 if state in (State.S7, State.S8) else None,
    }
    return StageNow(**{**values, **changes})  # type: ignore[arg-type]  # names of the fields, checked by its use


_BEFORE = st.integers(1, 20).map(lambda days: DAY - dt.timedelta(days))

pasts = st.lists(
    st.builds(
        Past,
        on=_BEFORE,
        rung=st.none() | st.integers(0, 9),
        strength=st.booleans(),
        competition=st.booleans(),
        fast_metres=st.none() | st.integers(0, 900).map(float),
    ),
    max_size=6,
).map(tuple)

cases = st.builds(
    StageNow,
    state=st.sampled_from(STAGES),
    side=st.sampled_from(Side),
    severity=st.sampled_from(SUGGESTED),
    day=st.integers(0, 6).map(lambda days: DAY + dt.timedelta(days)),
    rung=st.integers(0, 9),
    rung_lowered=st.booleans(),
    level_down=st.integers(0, 2),
    day_off=st.sampled_from([False, False, False, True]),
    cap_raised=st.booleans(),
    light=st.sampled_from([None, Light.GREEN, Light.GREEN, Light.AMBER, Light.RED]),
    light_on=st.integers(0, 3).map(lambda days: DAY - dt.timedelta(days)),
    pain_mode=st.sampled_from(PainMode),
    recurrent=st.booleans(),
    age_years=st.none() | st.integers(12, 50),
    is_tendon=st.booleans(),
    is_proximal=st.booleans(),
    cleared_until=st.none() | st.integers(0, 30).map(lambda days: DAY + dt.timedelta(days)),
    is_fast_track=st.booleans(),
    sessions=pasts,
    loaded_weeks=st.integers(0, 6),
    top_reps_before=st.integers(0, 40),
    matches_played=st.integers(0, 4),
    days_in_competition=st.none() | st.integers(0, 300),
)

terms = st.builds(
    Terms,
    days=st.sets(st.integers(1, 7), max_size=7).map(lambda days: tuple(sorted(days))),
    sessions_a_week=st.none() | st.integers(1, 7),
    minutes=st.none() | st.integers(6, 90),
    kit=st.none() | st.frozensets(st.sampled_from(KIT)),
    codes=st.frozensets(st.sampled_from([Code.C2, Code.C3, Code.C8, Code.C10, Code.C12]), max_size=2),
    level=st.none() | st.integers(1, 5),
    match_dates=st.lists(
        st.integers(0, 16).map(lambda days: DAY + dt.timedelta(days)), max_size=4, unique=True
    ).map(tuple),
    team_days=st.sets(st.integers(1, 7), max_size=3).map(lambda days: tuple(sorted(days))),
    length=st.sampled_from([7, 14]),
    choices=st.lists(
        st.builds(
            Choice,
            slot=st.sampled_from(SLOTS),
            exercise=st.none() | st.sampled_from(WANTED),
            sets=st.none() | st.integers(0, 9),
            amount=st.none() | st.integers(1, 40),
            left_out=st.sampled_from([False, False, False, True]),
        ),
        max_size=3,
        unique_by=lambda choice: choice.slot,
    ).map(tuple),
)


def load_of(programme: CaseProgramme) -> int:
    """Work weighed by eccentric class."""
    items = [item for session in programme.sessions for item in session.items]
    return sum((item.sets + item.extra_sets) * item.amount * item.eccentric_class for item in items)


def top_class(programme: CaseProgramme) -> int:
    return max((session.top_class for session in programme.sessions), default=0)


def top_rung(programme: CaseProgramme) -> int:
    return max((session.top_rung for session in programme.sessions), default=0)


def running_load(programme: CaseProgramme) -> int:
    """Runs and minutes weighed by their rung."""
    items = [item for session in programme.sessions for item in session.items if item.rung]
    return sum(item.sets * item.amount * (item.rung or 0) for item in items)
