"""What a season may look like if more of a squad take up the programme: people of a hundred, with a range.

Nobody's own result is used. Each athlete counts as the typical athlete of their group (sport, level, sex), so
that nobody's result can be worked out from the figure of a squad.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.risk.hazard import hazard_of, probability_of
from screening.domain.risk.rules import Published, RiskRules
from screening.domain.squad.model import GroupFigure
from screening.domain.squad.rules import SquadRules, WhatIfRules


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many injuries there were with the programme for one without, as published; `se_log` of its
    logarithm."""

    value: float
    published: tuple[float, float]
    se_log: float


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Expected share of athletes injured in a season at one take-up, 0 to 1, with its 80% range."""

    percent: int
    cases: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SquadWhatIf:
    """`counted` athletes belong to a group with a figure; `steps` is empty where they are too few."""

    counted: int
    members: int
    steps: tuple[TakeUp, ...]
    ratio: Ratio
    sources: tuple[str, ...]


def squad_what_if(
    groups: Sequence[GroupFigure | None], rules: SquadRules, risk_rules: RiskRules
) -> SquadWhatIf:
    """The season at each take-up.

    Args:
        groups: one entry for each athlete of the squad; None where there is no honest figure.
    Source:
        rules/squad/what_if.yaml. The baselines hold athletes who do some of the programme already, so the
        average weight of the factor is divided out first: zero is a squad in which nobody does it.
    """
    known = [group for group in groups if group is not None]
    ratio = ratio_of(rules.what_if, risk_rules)
    enough = len(known) >= rules.least_group
    sources = dict.fromkeys((*rules.what_if.sources, *(key for group in known for key in group.sources)))
    return SquadWhatIf(
        counted=len(known),
        members=len(groups),
        steps=_steps(known, ratio, rules.what_if, risk_rules) if enough else (),
        ratio=ratio,
        sources=tuple(sources),
    )


def ratio_of(rules: WhatIfRules, risk_rules: RiskRules) -> Ratio:
    """The ratio as published, and the standard error its interval stands for."""
    published = published_of(rules, risk_rules)
    if published.interval is None:
        raise ValueError(f"{rules.factor}: {rules.level} has no published interval")
    low, high = published.interval
    return Ratio(published.value, (low, high), math.log(high / low) / (2 * rules.published_z))


def published_of(rules: WhatIfRules, risk_rules: RiskRules) -> Published:
    """The published effect that is applied."""
    published = risk_rules.factor(rules.factor).level(rules.level).published
    if published is None:
        raise ValueError(f"{rules.factor}: {rules.level} has no published effect")
    return published


def _steps(
    groups: Sequence[GroupFigure], ratio: Ratio, rules: WhatIfRules, risk_rules: RiskRules
) -> tuple[TakeUp, ...]:
    mean = risk_rules.factor(rules.factor).mean
    nobody = math.fsum(probability_of(hazard_of(group.p0) / mean) for group in groups) / len(groups)
    spread = max(risk_rules.v_base[group.quality] for group in groups)
    return tuple(at_take_up(percent, nobody, spread, ratio, risk_rules.z) for percent in rules.take_up_pct)


def at_take_up(percent: int, nobody: float, sd_log: float, ratio: Ratio, z: float) -> TakeUp:
    """The season when so many percent of the squad do the programme.

    Args:
        nobody: share injured in a season in which nobody does it, 0 to 1.
        sd_log: standard deviation of the logarithm of `nobody`.
        z: factor of the range: 1.28 for 80%.
    Returns:
        A mixture of those who do it, at `ratio` times the others, and those who do not. The two sources of
        doubt are taken as independent, on the scale of logarithms.
    """
    share = percent / 100
    mixture = 1 - share * (1 - ratio.value)
    sd = math.hypot(sd_log, share * ratio.value * ratio.se_log / mixture)
    cases, spread = nobody * mixture, math.exp(z * sd)
    return TakeUp(percent, cases, cases / spread, min(cases * spread, 1.0))
