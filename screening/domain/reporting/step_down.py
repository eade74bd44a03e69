"""The smallest step to a lower band, and the changes an athlete may try out, in words."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.assessment import Assessment
from screening.domain.reporting.season import Figures, people
from screening.domain.reporting.view import Choice, Row, StepDown, WhatIf
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital, ended, listed
from screening.domain.risk.rules import Target
from screening.domain.risk.smallest_step import SmallestStep, StepKind, smallest_step
from screening.domain.risk.what_if import Ground
from screening.domain.vocabulary import InjuryStatus, RiskStatus, Urgency

MOST_NAMED = 3


def step_down_of(
    assessment: Assessment, figures: Figures | None, ground: Ground | None, wording: Wording
) -> StepDown | None:
    """The step in words, or why there is none; None where nothing is scored."""
    if ground is None:
        return None
    step = smallest_step(ground)
    title = wording.say("step.title")
    if step.kind is StepKind.LOWERS:
        return _lowers(title, step, figures, ground, wording)
    return StepDown(title, *_why_not(step, assessment, ground, wording))


def _lowers(
    title: str, step: SmallestStep, figures: Figures | None, ground: Ground, wording: Wording
) -> StepDown:
    say = wording.say
    lead = say("step.lead", band=say(f"band.{step.band}.word"), to=say(f"band.{step.to_band}.word"))
    targets = [ground.open_targets()[factor_id] for factor_id in step.changes]
    return StepDown(
        title=title,
        lead=lead,
        changes=tuple(Row(ended(target.text), ended(target.effort)) for target in targets),
        lines=(_number(step, figures, ground, wording), _minutes(step, ground, wording)),
    )


def _number(step: SmallestStep, figures: Figures | None, ground: Ground, wording: Wording) -> str:
    if figures is None or step.season_probability is None or step.low is None or step.high is None:
        return wording.say("step.no_number")
    rules = ground.rules
    return wording.say(
        "step.number",
        value=figures.label,
        changed=min(people(step.season_probability, rules), figures.value),
        low=people(step.low, rules, as_range=True),
        high=people(step.high, rules, as_range=True),
    )


def _minutes(step: SmallestStep, ground: Ground, wording: Wording) -> str:
    if step.minutes_per_week is None:
        return wording.say("step.minutes_none")
    if not step.minutes_not_known:
        return wording.say("step.minutes", minutes=step.minutes_per_week)
    besides = [ground.open_targets()[factor_id].text for factor_id in step.minutes_not_known]
    return wording.say("step.minutes_besides", minutes=step.minutes_per_week, what="; ".join(besides))


def _why_not(
    step: SmallestStep, assessment: Assessment, ground: Ground, wording: Wording
) -> tuple[str, tuple[Row, ...], tuple[str, ...]]:
    """The sentence, no changes, and what still helps."""
    say = wording.say
    kept = listed([f"“{label}”" for label in _labels(step.kept_by, assessment)[:MOST_NAMED]])
    helps = (say("step.still_helps"),) if ground.open_targets() else ()
    match step.kind:
        case StepKind.ALREADY_LOWEST:
            return say("step.lowest_kept", what=kept) if kept else say("step.lowest"), (), ()
        case StepKind.HELD_BY_FLOOR:
            return say("step.floor", what=kept, band=say(f"band.{step.band}.word")), (), helps
        case StepKind.NOTHING_LEFT:
            lead = say("step.nothing_left_kept", what=kept) if kept else say("step.nothing_left")
        case _:
            lead = say("step.not_reached_kept", what=kept) if kept else say("step.not_reached")
    return lead, (), helps


def _labels(factor_ids: Iterable[str], assessment: Assessment) -> list[str]:
    """As the result itself calls these factors."""
    labels = {factor.id: factor.label for factor in assessment.risk.factors}
    return [labels[factor_id] for factor_id in factor_ids if factor_id in labels]


def may_try_out(assessment: Assessment) -> bool:
    """Whether changes may be tried out: never beside a problem, an alarm or a blank about pain."""
    urgency = assessment.triage.urgency
    return (
        assessment.risk.status is RiskStatus.SCORED
        and assessment.injury.status is InjuryStatus.NO_PROBLEM
        and urgency is not None
        and not urgency.is_at_least(Urgency.T3)
    )


def what_if_of(assessment: Assessment, ground: Ground | None, wording: Wording) -> WhatIf | None:
    """The changes to try out; None where there are none or none may be."""
    if ground is None or not may_try_out(assessment):
        return None
    choices = tuple(
        Choice(id=factor_id, text=target.text, note=effort_words(target, wording))
        for factor_id, target in ground.open_targets().items()
    )
    if not choices:
        return None
    say = wording.say
    return WhatIf(
        title=say("what_if.title"),
        legend=say("what_if.legend"),
        button=say("what_if.button"),
        note=say("what_if.groups"),
        choices=choices,
    )


def effort_words(target: Target, wording: Wording) -> str:
    """The effort with its minutes: "Two short sessions a week; about 20 minutes a week"."""
    minutes = (
        wording.say("what_if.minutes_not_known")
        if target.minutes_per_week is None
        else wording.say("what_if.minutes", minutes=target.minutes_per_week)
    )
    return f"{capital(target.effort.rstrip('.'))}; {minutes}"
