"""A result beside what it would be with changes, as columns of words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.assessment import RiskResult
from screening.domain.reporting.bands import kind_of
from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.season import Figures, figures_of, people
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import capital
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.what_if import Ground
from screening.domain.vocabulary import Band


@dataclass(frozen=True, slots=True)
class Column:
    """One result: the band by shape and word, people of a hundred where they may be shown, peers in words."""

    head: str
    band: StateShape
    provisional: bool
    number: str | None
    likely: str | None
    compared: str


def column_of(head: str, risk: RiskResult, rules: RiskRules, wording: Wording) -> Column:
    """A result as it was worked out. `risk` is scored."""
    return _column(
        head,
        risk.band or Band.LOW,
        figures_of(risk, rules),
        risk.relative_to_peers or 1.0,
        provisional=risk.provisional,
        wording=wording,
    )


def changed_column(head: str, ground: Ground, chosen: Collection[str], wording: Wording) -> Column:
    """The result with the chosen factors at their target."""
    after = ground.outlook(ground.at_target(chosen))
    figures = None
    if ground.shows_numbers:
        rules, now = ground.rules, after.estimate
        is_or_more = now.probability > rules.display.highest / rules.display.of
        value = rules.display.highest if is_or_more else people(now.probability, rules)
        figures = Figures(
            value=value,
            typical=people(ground.baseline.p0, rules),
            low=people(now.low, rules, as_range=True),
            high=people(now.high, rules, as_range=True),
            is_or_more=is_or_more,
            label=f"{value} or more" if is_or_more else str(value),
        )
    return _column(
        head,
        after.band,
        figures,
        after.estimate.relative,
        provisional=after.provisional,
        wording=wording,
    )


def _column(
    head: str, band: Band, figures: Figures | None, relative: float, *, provisional: bool, wording: Wording
) -> Column:
    say = wording.say
    return Column(
        head=head,
        band=StateShape(kind=kind_of(band), title=say(f"band.{band}.word")),
        provisional=provisional,
        number=say("what_if.number", number=figures.label) if figures else None,
        likely=say("what_if.range", low=figures.low, high=figures.high) if figures else None,
        compared=capital(f"{wording.compare(relative)} typical"),
    )
