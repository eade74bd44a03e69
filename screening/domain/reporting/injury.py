"""What a present problem fits, how sure that is, and what else it could be."""

from __future__ import annotations

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment, InjuryResult
from screening.domain.questionnaire import Questionnaire
from screening.domain.reporting.answered import short_label
from screening.domain.reporting.charts.model import BodyMap
from screening.domain.reporting.situation import SIDES, has_problem, side_key
from screening.domain.reporting.view import Injury, Possibility, Row
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital, ended
from screening.domain.vocabulary import Grade, InjuryStatus, NotGradedBecause

OUT = NotGradedBecause.OUT_OF_SCOPE
REGIONS = frozenset({"sit_bone", "upper_third", "middle_third", "lower_third", "behind_knee", "calf"})


def grade_words(grade: Grade) -> str:
    """The label as printed, with a real dash: I–II."""
    return grade.value.replace("-", "–")


def injury_of(
    assessment: Assessment, answers: Answers, questionnaire: Questionnaire, wording: Wording
) -> Injury | None:
    """The part about the present problem; None without one."""
    injury = assessment.injury
    if not has_problem(assessment):
        return None
    say = wording.say
    key = side_key(assessment, answers)
    side = say(f"thigh.{key if key in SIDES else 'unknown'}")
    is_graded = injury.status is InjuryStatus.GRADED
    if is_graded and injury.grade:
        lead = say("injury.fits", span=_pattern(injury, injury.grade, wording), side=side)
    else:
        lead = ended(injury.why_not or "")
    return Injury(
        title=say("injury.title" if is_graded else "injury.title_other"),
        lead=lead,
        rows=_rows(injury, say(f"side.{key}"), wording, questionnaire),
        alternatives=tuple(
            Possibility(text=capital(other.text), what_would_tell=capital(other.what_would_tell))
            for other in injury.alternatives
        ),
        notes=tuple(ended(note) for note in injury.notes),
        body_map=_body_map(assessment, answers, questionnaire),
    )


def _pattern(injury: InjuryResult, grade: Grade, wording: Wording) -> str:
    """The label where it covers the span exactly; else the span, so that the upper end does not lead."""
    low, high = injury.grade_low, injury.grade_high
    if low and high and (low.reach[0], high.reach[1]) != grade.reach:
        return wording.say("injury.span_strain", low=grade_words(low), high=grade_words(high))
    return wording.say("injury.one_grade", grade=grade_words(grade))


def _rows(injury: InjuryResult, side: str, wording: Wording, questionnaire: Questionnaire) -> tuple[Row, ...]:
    say = wording.say
    rows = [Row(say("injury.side"), ended(capital(side)))] if injury.not_graded_because is not OUT else []
    sure = []
    low, high = injury.grade_low, injury.grade_high
    if low and high and low is not high:
        span = say("injury.span", low=grade_words(low), high=grade_words(high))
        is_second_line = injury.status is not InjuryStatus.GRADED
        sure.append(say("injury.second_line", span=span) if is_second_line else ended(capital(span)))
    elif injury.status is not InjuryStatus.GRADED and injury.grade:
        span = say("injury.one_grade", grade=grade_words(injury.grade))
        sure.append(say("injury.second_line", span=span))
    if injury.confidence:
        sure.append(say(f"injury.confidence.{injury.confidence}"))
    if injury.provisional:
        sure.append(say("injury.provisional"))
    if sure:
        rows.append(Row(say("injury.sure"), " ".join(sure)))
    if injury.tags:
        noted = " ".join(say(f"injury.tag.{tag}") for tag in injury.tags)
        rows.append(Row(say("injury.noted"), noted))
    if injury.expected_return:
        rows.append(Row(say("injury.return"), ended(injury.expected_return.text)))
    if injury.imaging_advice:
        rows.append(Row(say("injury.scan"), " ".join(ended(advice) for advice in injury.imaging_advice)))
    if injury.open_questions:
        rows.append(Row(say("missing.none_asked"), ended(injury.open_questions)))
    elif injury.missing:
        named = "; ".join(short_label(field, questionnaire) for field in injury.missing)
        rows.append(Row(say("missing.none_asked"), say("injury.missing", missing=named)))
    return tuple(rows)


def _body_map(assessment: Assessment, answers: Answers, questionnaire: Questionnaire) -> BodyMap | None:
    if assessment.injury.not_graded_because is OUT:
        return None
    side = answers.known("problem_side")
    region = answers.known("pain_location")
    if side not in {"left", "right", "both"} or region not in REGIONS:
        return None
    place = next(
        (
            option.label
            for option in questionnaire.question("pain_location").options
            if option.value == region
        ),
        str(region),
    )
    where = "on both sides" if side == "both" else f"on the {side}"
    return BodyMap(
        left=side in {"left", "both"},
        right=side in {"right", "both"},
        region=str(region),
        title=f"Back of both thighs seen from behind, marked {where}: {place.lower()}",
    )
