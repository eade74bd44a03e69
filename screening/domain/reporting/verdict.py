"""The sentence that leads: a verb first, never a number."""

from __future__ import annotations

from screening.domain.assessment import Assessment, FactorResult
from screening.domain.reporting.bands import band_steps
from screening.domain.reporting.situation import Situation, has_problem, shows_care_card, situation_of
from screening.domain.reporting.view import Verdict
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital, counted, ended
from screening.domain.vocabulary import InjuryStatus, Urgency

NOTICEABLE = 1.005
"""Effects nearer to one than this are printed as no effect anywhere."""


def raising(factors: tuple[FactorResult, ...]) -> tuple[FactorResult, ...]:
    """The factors that raise the risk."""
    return tuple(factor for factor in factors if factor.effect > NOTICEABLE)


def verdict_of(assessment: Assessment, wording: Wording) -> Verdict | None:
    """The verdict; None where a care card leads instead."""
    situation = situation_of(assessment)
    say = wording.say
    if situation is Situation.URGENT or (situation is not Situation.SCORED and shows_care_card(assessment)):
        return None
    if situation is not Situation.SCORED:
        key = "verdict.not_enough" if situation is Situation.NOT_ENOUGH else "verdict.not_scored"
        why = " ".join(capital(ended(reason)) for reason in assessment.risk.why_not)
        return Verdict(title=say("title"), lead=say(key), sub=_joined(_today(assessment, wording), why))
    if assessment.injury.status is InjuryStatus.NOT_ASKED:
        lead = say("verdict.not_asked")
    elif assessment.risk.return_module is not None:
        lead = say("verdict.first_weeks")
    else:
        lead = f"{say(f'verdict.{assessment.risk.band}')} {_what_can_change(assessment, wording)}"
    return Verdict(
        title=say("title"),
        lead=lead,
        sub=say("sub.sore")
        if has_problem(assessment)
        else _joined(_today(assessment, wording), say("sub.may_change")),
        bands=band_steps(assessment.risk.band, wording),
        band_note=_band_note(assessment, wording),
    )


def _what_can_change(assessment: Assessment, wording: Wording) -> str:
    up = raising(assessment.risk.factors)
    number = sum(factor.modifiable for factor in up)
    if not up:
        return wording.say("verdict.none_raises")
    if not number:
        return wording.say("verdict.none_can_change")
    if number == 1:
        return wording.say("verdict.only_one" if len(up) == 1 else "verdict.one_can_change")
    key = "verdict.all_can_change" if number == len(up) else "verdict.some_can_change"
    return wording.say(key, number=counted(number))


def _today(assessment: Assessment, wording: Wording) -> str:
    if assessment.injury.status is InjuryStatus.NOT_ASKED:
        return wording.say("sub.not_asked")
    if has_problem(assessment):
        return ""
    if assessment.triage.urgency is Urgency.T5:
        return wording.say("sub.no_problem")
    return wording.say("sub.no_problem_urgent")


def _band_note(assessment: Assessment, wording: Wording) -> str | None:
    if not assessment.risk.provisional:
        return None
    in_first_weeks = assessment.risk.return_module is not None
    return wording.say("band.provisional_first_weeks" if in_first_weeks else "band.provisional")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
