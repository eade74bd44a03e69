"""What moved the result: at most five rows, grouped by what can be done about them."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.assessment import Assessment, FactorResult
from screening.domain.reporting.charts.contributions import shares, whole_parts
from screening.domain.reporting.charts.model import Bar, BarGroup, ContributionChart
from screening.domain.reporting.references import References
from screening.domain.reporting.season import Figures, people
from screening.domain.reporting.situation import has_problem
from screening.domain.reporting.verdict import NOTICEABLE, raising
from screening.domain.reporting.view import Reasoned, WorkOn
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import counted, ended, signed
from screening.domain.risk.rules import RiskRules
from screening.domain.vocabulary import Certainty, RiskStatus

MOST_ROWS = 5
STEPS = {Certainty.HIGH: 3, Certainty.MODERATE: 2}
_STEP_KEYS = {3: "evidence.strong", 2: "evidence.some", 1: "evidence.weak"}


@dataclass(frozen=True, slots=True)
class _Part:
    """One row before it is worded; `factor` is None for the rest."""

    factor: FactorResult | None
    share: float
    whole: int | None
    others: int = 0


def contributions_of(
    assessment: Assessment,
    figures: Figures | None,
    rules: RiskRules,
    wording: Wording,
    references: References,
) -> ContributionChart | None:
    """The chart; None where nothing is scored or nothing that was answered moves anything."""
    risk = assessment.risk
    if risk.status is not RiskStatus.SCORED:
        return None
    moving = [factor for factor in risk.factors if abs(factor.effect - 1) > NOTICEABLE - 1]
    if not moving:
        return None
    parts = _parts(assessment, moving, figures)
    longest = max(abs(part.share) for part in parts) or 1.0
    changed = _changed(assessment, figures, rules)
    grouped: dict[str, list[Bar]] = {}
    ordered = sorted(parts, key=lambda part: (part.factor is None, -abs(part.share)))
    for part in ordered:
        bar = _bar(part, longest, changed, wording, references)
        grouped.setdefault(_group(part), []).append(bar)
    order = ("moved.fixed", "moved.changeable", "moved.favour", "moved.rest_group")
    groups = tuple(
        BarGroup(title=wording.say(key), bars=tuple(grouped[key])) for key in order if key in grouped
    )
    heading, note = _words(figures, wording)
    return ContributionChart(
        heading=heading,
        title=_title(heading, groups),
        groups=groups,
        note=note,
        notes_head=wording.say("moved.if_changed") if changed else "",
    )


def _parts(assessment: Assessment, moving: list[FactorResult], figures: Figures | None) -> list[_Part]:
    risk = assessment.risk
    adjustments = [adjustment.effect for adjustment in risk.adjustments]
    effects = [factor.effect for factor in moving] + adjustments
    # Without a number only the proportions count; any difference will do.
    probability, typical = risk.season_probability, risk.typical_probability
    raw = (
        shares(effects, probability, typical)
        if figures and probability is not None and typical is not None
        else shares(effects, 1 - 0.9 ** _product(effects), 0.1)
    )
    ranked = sorted(range(len(moving)), key=lambda place: (-abs(raw[place]), place))
    fits = len(effects) <= MOST_ROWS and not adjustments
    named = ranked if fits else ranked[: MOST_ROWS - 1]
    parts = [_Part(moving[place], raw[place], None) for place in named]
    rest = [share for place, share in enumerate(raw) if place not in named]
    if rest:
        parts.append(_Part(None, sum(rest), None, others=len(moving) - len(named)))
    if figures is None or figures.is_or_more:
        return parts
    whole = whole_parts([100 * part.share for part in parts], figures.value - figures.typical)
    return [
        _Part(part.factor, part.share, number, part.others) for part, number in zip(parts, whole, strict=True)
    ]


def _product(effects: list[float]) -> float:
    product = 1.0
    for effect in effects:
        product *= effect
    return product


def _group(part: _Part) -> str:
    if part.share < 0:
        return "moved.favour"
    if part.factor is None:
        return "moved.rest_group"
    return "moved.changeable" if part.factor.modifiable else "moved.fixed"


def _changed(assessment: Assessment, figures: Figures | None, rules: RiskRules) -> dict[str, str]:
    """By factor id: "29 to 18"."""
    risk = assessment.risk
    if figures is None or figures.is_or_more or risk.if_you_did_these is None:
        return {}
    return {
        action.id: f"{figures.value} to {people(action.season_probability, rules)}"
        for action in risk.if_you_did_these.actions
        if action.season_probability is not None
    }


def _bar(
    part: _Part, longest: float, changed: dict[str, str], wording: Wording, references: References
) -> Bar:
    say = wording.say
    if part.whole is not None:
        figure = signed(part.whole) if part.whole else say("moved.under_one")
    else:
        figure = say("moved.raises" if part.share >= 0 else "moved.lowers")
    if part.factor is None:
        label = say("moved.adjusted")
        if part.others:
            label = (
                say("moved.rest_one") if part.others == 1 else say("moved.rest", number=counted(part.others))
            )
        return Bar(label, 0, "", part.share / longest, figure, "", "")
    steps = STEPS.get(part.factor.certainty, 1)
    return Bar(
        label=part.factor.label,
        steps=steps,
        steps_title=say(_STEP_KEYS[steps]),
        share=part.share / longest,
        figure=figure,
        note=changed.get(part.factor.id, ""),
        references=references.mark(part.factor.sources),
    )


def _words(figures: Figures | None, wording: Wording) -> tuple[str, str]:
    say = wording.say
    if figures is None or figures.is_or_more:
        return say("moved.title_words"), say("moved.note_words")
    return (
        say("moved.title", typical=figures.typical, value=figures.value),
        say("moved.note", typical=figures.typical),
    )


def worth_working_on(assessment: Assessment, wording: Wording, references: References) -> WorkOn | None:
    """What can change, in words, where nothing is scored; the strongest first."""
    if assessment.risk.status is RiskStatus.SCORED:
        return None
    up = sorted(
        (factor for factor in raising(assessment.risk.factors) if factor.modifiable),
        key=lambda factor: -factor.effect,
    )
    if not up:
        return None
    key = "work.title_later" if has_problem(assessment) else "work.title"
    return WorkOn(
        title=wording.say(key),
        rows=tuple(
            Reasoned(head=factor.label, text=ended(factor.text), references=references.mark(factor.sources))
            for factor in up[: MOST_ROWS - 1]
        ),
    )


def _title(heading: str, groups: tuple[BarGroup, ...]) -> str:
    rows = [
        f"{group.title}: " + ", ".join(f"{bar.label} {bar.figure}" for bar in group.bars) for group in groups
    ]
    return f"{heading}. " + ". ".join(rows) + "."
