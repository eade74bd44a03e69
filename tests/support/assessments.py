"""Whole results for report tests: real rules for the season risk, made-up injury, triage and plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import (
    Alternative,
    Assessment,
    ExpectedReturn,
    InjuryResult,
    Reason,
    TriageResult,
)
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.plan.model import ExerciseCard, LadderRung, Plan, PlanItem, Session, Week
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.identity import ReportIdentity
from screening.domain.reporting.view import AthleteReport
from screening.domain.risk.score import score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import (
    Confidence,
    Grade,
    InjuryStatus,
    NotGradedBecause,
    PlanKind,
    Tag,
    Urgency,
)
from screening.rulebook.load import default_rulebook

ON = dt.date(2026, 11, 14)
AT = dt.datetime(2026, 11, 14, 18, 40, tzinfo=dt.UTC)

HEALTHY = Answers(
    {
        "age_years": 27,
        "sex": "male",
        "sport": "football",
        "position": "outfield",
        "level": "professional",
        "exclusions": ("none",),
        "has_problem": False,
        "hamstring_history": "within_12_months",
        "hamstring_injury_side": "left",
        "weeks_since_return": 30,
        "acl_history": False,
        "calf_strain_history": False,
        "knee_other_history": False,
        "groin_history": False,
        "ankle_history": False,
        "demand_sprinting": "most_sessions",
        "sprint_exposure": "regular",
        "matches_close_together": False,
        "warm_up_frequency": "always",
        "warm_up_minutes": 20,
        "warm_up_content": ("easy_running", "dynamic_stretching", "build_up_sprints"),
        "neuromuscular_warm_up_per_week": 0,
        "nordic_dose": "none",
        "often_fatigued": False,
        "sleep_hours": 6.0,
        "days_available_per_week": 2,
    }
)

PROBLEM = HEALTHY.with_(
    has_problem=True,
    problem_side="right",
    onset="sudden",
    mechanism="sprint",
    felt_pop=False,
    walking="limp",
    pain_worst=6,
    pain_location="middle_third",
    bruising="none",
    numbness="none",
    foot_drop="none",
    calf_signs=("none",),
    chest_signs=False,
    blood_thinner="not_sure",
    days_since_onset=1,
)


def rulebook() -> Rulebook:
    """The rulebook that ships with the product."""
    return default_rulebook()


NO_PROBLEM = InjuryResult(status=InjuryStatus.NO_PROBLEM)
NOT_ASKED = InjuryResult(status=InjuryStatus.NOT_ASKED)
STRAIN = InjuryResult(
    status=InjuryStatus.GRADED,
    grade=Grade.ONE_TO_TWO,
    grade_low=Grade.ONE,
    grade_high=Grade.TWO,
    provisional=True,
    confidence=Confidence.MODERATE,
    tags=(Tag.RECURRENCE,),
    alternatives=(
        Alternative("back", "pain from the back or a nerve", "numbness or pain below the knee; a slump test"),
        Alternative("tendon", "an injury of the tendon at the sit bone", "tenderness at the bone; a scan"),
        Alternative("soreness", "muscle soreness after hard work", "it eases within three days"),
    ),
    expected_return=ExpectedReturn("Often two to six weeks; the stages decide, not the calendar", 2, 6),
    notes=("In the first days a grade can still change, so look again after two days",),
    imaging_advice=("A scan changes little for this pattern",),
)
AVULSION = InjuryResult(
    status=InjuryStatus.GRADED,
    grade=Grade.TWO_TO_THREE,
    grade_low=Grade.TWO,
    grade_high=Grade.THREE,
    provisional=True,
    confidence=Confidence.LOW,
    tags=(Tag.AVULSION_SUSPECTED,),
    alternatives=STRAIN.alternatives,
)
GATED = InjuryResult(
    status=InjuryStatus.NOT_GRADED,
    not_graded_because=NotGradedBecause.VASCULAR,
    why_not="What you describe fits a clot better than a strain",
    alternatives=STRAIN.alternatives[:2],
)
SORENESS = InjuryResult(
    status=InjuryStatus.NOT_GRADED,
    not_graded_because=NotGradedBecause.DOMS,
    why_not="What you describe fits the soreness that follows unusual work",
)
OUT_OF_SCOPE = InjuryResult(
    status=InjuryStatus.NOT_GRADED,
    not_graded_because=NotGradedBecause.OUT_OF_SCOPE,
    why_not="This screening is not designed for people shortly after an operation on the leg",
)

_HEADLINES = {
    Urgency.T1: "Call an ambulance now",
    Urgency.T2: "See a doctor today",
    Urgency.T3: "See a sports doctor within 2 to 3 days",
    Urgency.T4: "See a physio within 7 days",
    Urgency.T5: "Look after it yourself and check again",
}


def care(urgency: Urgency, **changes: Any) -> TriageResult:
    """A card of that urgency, every part filled."""
    return TriageResult(
        **{
            "urgency": urgency,
            "headline": _HEADLINES[urgency],
            "who": "A sports doctor, a physio or a hospital clinic for sports injuries",
            "when": "Call this evening or tomorrow morning; do not wait for training",
            "what_to_say": "“I felt a sudden pain at the back of my right thigh while sprinting yesterday. "
            "I limp. A screening says that a tendon injury is possible. Can I be examined?”",
            "until_then": (
                "No running, stretching, massage or strength tests of the leg",
                "Walk as pain allows, with crutches if you limp",
                "No plan that loads the leg is given until you have been seen",
            ),
            "go_at_once": "Call your emergency number for a cold or numb foot, a foot you cannot move, "
            "a thigh that becomes tense with rising pain, chest pain or breathlessness.",
            "why": "What you describe can mean a larger tear. Only an examination can tell.",
            "reasons": (
                Reason("triage.U1", urgency, "A tear of the tendon cannot be ruled out", ("Martin2022",)),
                Reason("triage.P8", Urgency.T4, "You had a hamstring injury in the last year", ("expert",)),
            ),
            "recheck": "Answer again after 48 to 72 hours.",
            **changes,
        }
    )


FINE = TriageResult(
    urgency=Urgency.T5,
    headline="Nothing here needs a professional now",
    who="",
    when="",
    what_to_say="",
    reasons=(Reason("triage.Q3", Urgency.T5, "You reported no problem", ("expert",)),),
)
NOBODY_ASKED = TriageResult(urgency=None, headline="Nobody asked about pain", who="", when="", what_to_say="")


def _item(name: str, dose: str, exercise: str = "nordic_partial_range") -> PlanItem:
    return PlanItem(
        exercise=exercise,
        name=name,
        dose=dose,
        sets=2,
        tempo="3-0-1",
        rest="60 s",
        stop_rule="Sharp pain",
        eccentric_class=4,
        slot="knee_flexion",
        sources=("expert",),
    )


def _session(day: int) -> Session:
    return Session(
        day=day,
        minutes=12,
        items=(_item("Nordic, partial", "2 × 4"), _item("Romanian deadlift", "2 × 8", "romanian_deadlift")),
    )


PREVENTION = Plan(
    kind=PlanKind.PREVENTION,
    why="You have no problem now",
    title="Two sessions a week, 12 minutes each",
    lead="After the warm-up, never before it. Two days stay clear after the match and three before the next",
    weeks=tuple(
        Week(number, name, (_session(1), _session(3)), match_days=(6,))
        for number, name in ((1, "Learn"), (2, "Learn"), (3, "Build"), (4, "Easier"))
    ),
    ladder=(
        LadderRung("nordic_band_assisted", "With band", "If the next is too hard.", False),
        LadderRung("nordic_partial_range", "Partial range", "3 to 4 seconds down to a box.", True),
        LadderRung("nordic_hamstring_curl", "Full", "Slow, catch softly, push up.", False),
        LadderRung("nordic_weighted", "With weight", "After week 10, not before.", False),
    ),
    cards=tuple(
        ExerciseCard(
            exercise,
            name,
            ("Kneel on something soft", "Knees to shoulders in one line", "Lower as slowly as you can"),
            "bending at the hips",
            "Use a band",
            "Go further down",
            "A sharp pain",
            ("expert",),
        )
        for exercise, name in (
            ("nordic_partial_range", "Nordic, partial range"),
            ("romanian_deadlift", "Romanian deadlift"),
        )
    ),
    soreness="Soreness in both thighs on days 2 and 3 is expected in weeks 1 and 3. It fades.",
    real_life=(
        ("No partner", "Strap under a bench, or slider curl 2 × 6."),
        ("Six minutes", "The Nordic only."),
        ("Missed a week", "Repeat the last week you finished."),
        ("Extra match", "Skip any Nordic in the two days before."),
    ),
    pain_rule=(
        ("green", "Go on", "0 to 2 out of 10, and as before next morning", "As planned"),
        ("amber", "Repeat", "Next morning one point more, gone within a day", "Same session, less range"),
        ("red", "Stop", "Over 2, a sudden sharp pain, a pop, a limp or a bruise", "None; see the box"),
    ),
    sources=("VanDyk2019",),
)
WITHHELD = Plan(
    kind=PlanKind.REST_AND_REFER,
    why="No loading until you have been seen",
    title="Rest it until you have been seen",
    advice=(("Cold", "Ten minutes at a time if it eases pain."), ("Moving", "Walk as pain allows.")),
)
RETURN = Plan(
    kind=PlanKind.RETURN_TO_TRAINING,
    why="You have a problem that can start gentle work",
    title="The first gentle week",
    lead="Easy muscle work only, until a physio has seen it",
    weeks=(Week(1, "Calm", (Session(1, 10, (_item("Heel dig", "5 × 30 s", "heel_dig"),)),)),),
    advice=WITHHELD.advice,
    pain_rule=PREVENTION.pain_rule,
)
NOTHING = Plan(kind=None, why="Nobody asked about pain")


def assessed(
    answers: Answers = HEALTHY,
    *,
    injury: InjuryResult = NO_PROBLEM,
    triage: TriageResult = FINE,
    plan: Plan = PREVENTION,
) -> Assessment:
    """An assessment whose risk part comes from the shipped rules."""
    book = rulebook()
    facts = derive(Facts.of(answers), book.derived)
    risk = score_risk(facts, injury, triage, book.risk)
    present = injury.status in {InjuryStatus.GRADED, InjuryStatus.NOT_GRADED}
    return Assessment(
        rulebook_version=book.version,
        rulebook_digest=book.digest,
        risk=risk.result,
        injury=injury,
        triage=triage,
        plan=plan,
        valid_days=7 if present else 90,
        trace=risk.trace,
    )


def real_view(answers: Answers, *, identity: ReportIdentity | None = None) -> AthleteReport:
    """The report of these answers as the whole product makes it."""
    whose = identity or ReportIdentity(name="Daniel Mensah", check_code="7KQ4-M2RD", answered_at=AT)
    return athlete_view(assess(answers, rulebook()), answers, rulebook(), ON, whose)


def view_of(
    answers: Answers = HEALTHY, *, identity: ReportIdentity | None = None, **parts: Any
) -> AthleteReport:
    """The report of these answers with the given parts."""
    whose = identity or ReportIdentity(name="Daniel Mensah", check_code="7KQ4-M2RD", answered_at=AT)
    return athlete_view(assessed(answers, **parts), answers, rulebook(), ON, whose)


def urgent_view(identity: ReportIdentity) -> AthleteReport:
    """The shortest report, for what any report has to get right; whose it is decides the rest."""
    triage = care(Urgency.T1)
    return view_of(PROBLEM, injury=GATED, triage=triage, plan=WITHHELD, identity=identity)


CASES: dict[str, Any] = {
    "number": view_of,
    "no_number": lambda: view_of(HEALTHY.with_(sport="tennis", level="amateur").without("position")),
    "low": lambda: view_of(
        HEALTHY.with_(
            hamstring_history="never",
            age_years=20,
            nordic_dose="over_75",
            sleep_hours=8.0,
            level="amateur",
            neuromuscular_warm_up_per_week=2,
        ).without("hamstring_injury_side", "weeks_since_return")
    ),
    "blanks": lambda: view_of(
        Answers(
            {
                "age_years": 25,
                "sex": "male",
                "sport": "football",
                "level": "amateur",
                "has_problem": False,
                "hamstring_history": "within_12_months",
            }
        )
    ),
    "first_weeks": lambda: view_of(HEALTHY.with_(weeks_since_return=4)),
    "not_asked": lambda: view_of(
        HEALTHY.without("has_problem"), injury=NOT_ASKED, triage=NOBODY_ASKED, plan=NOTHING
    ),
    "not_enough": lambda: view_of(Answers({"age_years": 25, "has_problem": False})),
    "under_16": lambda: view_of(HEALTHY.with_(age_years=14, level="amateur")),
    "not_back_yet": lambda: view_of(
        HEALTHY.with_(hamstring_history="not_back_yet").without("weeks_since_return"),
        triage=care(Urgency.T4),
        plan=RETURN,
    ),
    "t1": lambda: view_of(PROBLEM, injury=GATED, triage=care(Urgency.T1), plan=WITHHELD),
    "t2": lambda: view_of(PROBLEM, injury=GATED, triage=care(Urgency.T2), plan=WITHHELD),
    "t3": lambda: view_of(
        PROBLEM.with_(pain_location="sit_bone"), injury=AVULSION, triage=care(Urgency.T3), plan=WITHHELD
    ),
    "t4": lambda: view_of(PROBLEM, injury=STRAIN, triage=care(Urgency.T4), plan=RETURN),
    "t5_soreness": lambda: view_of(
        PROBLEM.with_(problem_side="both", onset="gradual", pain_location="diffuse"),
        injury=SORENESS,
        triage=care(Urgency.T5),
    ),
    "exclusion": lambda: view_of(
        HEALTHY.with_(exclusions=("recent_leg_surgery",)),
        injury=OUT_OF_SCOPE,
        triage=care(Urgency.T4, headline="See the team that looks after your leg"),
        plan=WITHHELD,
    ),
}
"""One of each kind of result."""
