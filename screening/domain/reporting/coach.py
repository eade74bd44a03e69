"""The coach's sheet: what the athlete may do and the plan. No answer, symptom, band or number is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.reporting.athlete import athlete_view, required_wording
from screening.domain.reporting.identity import PageIdentity, ReportIdentity
from screening.domain.reporting.situation import has_problem
from screening.domain.reporting.view import AthleteReport, Foot, PlanPage, Row
from screening.domain.rulebook import Rulebook
from screening.domain.squad.rules import Said
from screening.domain.vocabulary import Availability, PlanKind, Urgency


@dataclass(frozen=True, slots=True)
class CoachReport:
    """Frozen view of the coach's sheet. `plan` is None where training is not simply "as planned"."""

    language: str
    document_title: str
    made_on: str
    identity: PageIdentity
    foot: Foot
    title: str
    availability: Availability
    word: str
    text: str
    not_a_clearance: str
    left_out: str
    plan: PlanPage | None
    professional: tuple[Row, ...]
    limits: tuple[str, ...]
    notices: tuple[str, ...] = ()
    times: tuple[Row, ...] = ()
    """When it was answered and when to ask again, on the sheet of a club."""
    opened: tuple[Row, ...] = ()
    """What the athlete opened to coaches."""


def availability_of(assessment: Assessment) -> Availability:
    """Full, modified, not cleared or unknown; an error or a gap never reads as full."""
    match assessment.plan.kind:
        case None:
            return Availability.UNKNOWN
        case PlanKind.REST_AND_REFER:
            return Availability.NOT_CLEARED
        case PlanKind.RETURN_TO_TRAINING:
            return Availability.MODIFIED
        case PlanKind.PREVENTION:
            calm = assessment.triage.urgency is Urgency.T5 and not has_problem(assessment)
            return Availability.FULL if calm else Availability.MODIFIED


def coach_view(
    assessment: Assessment,
    answers: Answers,
    rulebook: Rulebook,
    on: dt.date,
    identity: ReportIdentity | None = None,
) -> CoachReport:
    """What a coach needs today, from the same result as the athlete's report.

    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    shown = athlete_view(assessment, answers, rulebook, on, identity)
    wording = required_wording(rulebook)
    availability = availability_of(assessment)
    said = Said(wording.say(f"coach.{availability}.word"), wording.say(f"coach.{availability}.text"))
    return coach_sheet(shown, availability, said, rulebook)


def coach_sheet(
    shown: AthleteReport, availability: Availability, said: Said, rulebook: Rulebook
) -> CoachReport:
    """The sheet from an athlete's report, made now or kept.

    Args:
        availability: what the coach is told of today; a plan is there for full training alone.
        said: the same in words.
    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    wording = required_wording(rulebook)
    title = wording.say("coach.title")
    return CoachReport(
        language=shown.language,
        document_title=f"{title}: {shown.identity.name}, {shown.identity.answered_day}",
        made_on=shown.made_on,
        # Age, level and side are answers; the name and the code are enough to tell two sheets apart.
        identity=replace(shown.identity, summary="", side=""),
        foot=shown.foot,
        title=title,
        availability=availability,
        word=said.word,
        text=said.text,
        not_a_clearance=wording.say("coach.not_a_clearance"),
        left_out=wording.say("coach.left_out"),
        plan=_plan_of(shown.plan) if availability is Availability.FULL else None,
        professional=shown.professional,
        limits=shown.limits,
        notices=shown.notices,
    )


def _plan_of(plan: PlanPage) -> PlanPage:
    """The plan without the lines that say why it was chosen: they would tell what was answered."""
    weeks = tuple(replace(week, note=None) for week in plan.weeks)
    return replace(plan, why="", guidance="", advice=(), notes=(), weeks=weeks)
