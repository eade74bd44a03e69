"""Sheets of invented cases, as the papers of a case are made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.case import events as ev
from screening.domain.case.state import replay
from screening.domain.case.words import Party, State
from screening.domain.reporting.case_sheet import CaseScreening, CaseSheet, Person
from screening.domain.reporting.case_sheet_of import CaseFile, case_sheet_of
from screening.domain.reporting.view import Row
from tests.support import case_lives
from tests.support.assessments import rulebook

PERSON = Person("Alex Example", "born 2002", "RF-17", "2002")
ANSWERED_AT = dt.datetime(2026, 9, 1, 18, 40, tzinfo=dt.UTC)
SCREENED = Answers({
    "age_years": 24, "sex": "female", "sport": "football", "position": "outfield", "level": "professional",
    "exclusions": ("none",), "has_problem": True, "problem_side": "left", "onset": "sudden",
    "mechanism": "sprint", "felt_pop": False, "stopped": "stopped", "walking": "limp", "pain_worst": 6,
    "days_since_onset": 0, "walking_pain_free": "not_yet", "bruising": "none", "swelling": "mild",
    "gap": False, "weakness": "some", "sitting_pain": "none", "pain_location": "middle_third",
    "both_legs": False, "numbness": "none", "foot_drop": "none", "back_pain": False,
    "cauda_equina_signs": False, "night_pain": False, "systemic_signs": (), "cancer_history": False,
    "calf_signs": (), "clot_risks": (), "chest_signs": False, "blood_thinner": "not_sure",
    "pain_out_of_proportion": False, "cold_foot": False, "dark_urine": False, "major_trauma": False,
    "lump": "none", "skin_signs": (), "hamstring_history": "over_12_months", "ake_deficit_deg": 18,
    "body_mass_kg": 71.5,
})  # fmt: skip
DECISION = ev.DecisionRecorded(
    tissue_health="No pain on palpation, strength 96% of the other leg, full sprints without pain",
    tissue_stress="Winger, about 18 sprints a match, two matches in the first week",
    modifiers="Last third of the season; the athlete wants to play; no pressure from the club was named",
    outcomes=(
        ev.Outcome(
            "Another hamstring injury within two months", "about 9 in 100", "Zein2024", "10 in 100", True
        ),
        ev.Outcome("Long-term loss of speed", "low", "", "none", False),
    ),
    views=(
        ev.View(Party.ATHLETE, "Alex Example", "I feel ready and would start from the bench", True),
        ev.View(Party.DOCTOR, "Dana Doctor", "Up to 30 minutes in the first two matches", True),
        ev.View(Party.COACH, "Chris Coach", "I would have liked 60 minutes", False),
    ),
    most_limiting="Long-term loss of speed: up to 30 minutes in the first two matches",
    scope="Matches, up to 30 minutes, no match within 72 hours of the last",
    review_on=case_lives.INJURED + dt.timedelta(days=36),
    for_move="move.TR8",
)


@cache
def screening(answers: Answers = SCREENED) -> CaseScreening:
    return CaseScreening(
        number=8,
        answers=answers,
        assessment=assess(answers, rulebook()),
        rulebook=rulebook(),
        answered_at=ANSWERED_AT,
        filled_by="typed by the athlete",
    )


def sheet_of(log: ev.Log, *, with_screening: bool = True, person: Person = PERSON) -> CaseSheet:
    """A case on the day of its last event."""
    kept = CaseFile(
        club="Riverside FC",
        case_id=12,
        person=person,
        log=log,
        screening=screening() if with_screening else None,
        seen=(
            Row("Pat Physio, physio", "Result, answers and case, last on 12 September 2026"),
            Row("Chris Coach, coach", "Availability, last on 13 September 2026"),
        ),
        consents=(
            Row("Physios and doctors", "Read answers and results"),
            Row("Coaches", "Availability, stage and plan; not the reasons"),
        ),
    )
    return case_sheet_of(kept, rulebook(), replay(log).last_day)


def sheet(kind: str, **given: bool) -> CaseSheet:
    """One of `case_lives.ALL`."""
    return sheet_of(case_lives.ALL[kind](), **given)


def decided() -> ev.Log:
    """Cleared for competition after a shared decision, with a grade and a code set."""
    life = case_lives.Life()
    life.log = case_lives.mild()
    life.n = (life.log[-1].day - case_lives.INJURED).days
    life.add(
        ev.GradeSet(
            replay(life.log).severity,
            None,
            None,
            (),
            "Ultrasound shows less than was proposed",
            None,
            "BAMIC 1b",
        ),
        case_lives.DOCTOR,
    )
    life.add(ev.CodeSet("OSIICS", "14", "TMB", "TM1"), case_lives.DOCTOR)
    life.add(ev.PainModeSet(replay(life.log).pain_mode, "No pain is wanted so close to a match"))
    life.add(DECISION, case_lives.DOCTOR)
    return life.log


def crowded(events: int = 200) -> ev.Log:
    """A long case: names at their longest, words of any length, a test and a note a day."""
    long_name = "Maximiliane-Theodora " * 6
    life = case_lives.Life(
        replace(
            case_lives.OPENED,
            responsible=replace(case_lives.PHYSIO, name=long_name.strip()),
            mechanism_note="Ran after a through ball, felt it grab at full stretch. " * 6,
        )
    )
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    while len(life.log) < events:
        life.day(1 + len(life.log) // 6).morning(pain=len(life.log) % 3)
        life.add(ev.NoteWritten("Seen at the pitch side; " + "x" * 180 + " " + "no change. " * 20))
        life.add(
            ev.TestRecorded(
                "eccentric_strength", life.today, injured=300.5, other=362.25, pain=1,
                method="Ankle hooks, three repetitions", device="NordBord", note="=HYPERLINK(\"x\")",
            )
        )  # fmt: skip
    return life.log
