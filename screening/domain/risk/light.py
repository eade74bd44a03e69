"""The light for the next 14 days: green, amber or red, never a percentage."""

from __future__ import annotations

import math

from screening.domain.facts import Facts
from screening.domain.fitting import fitting
from screening.domain.risk.rules import LightRules
from screening.domain.rounding import settled
from screening.domain.trace import Trace, TraceStep
from screening.domain.vocabulary import Light


def fortnight_light(relative: float, facts: Facts, rules: LightRules, steps: Trace = None) -> Light:
    """The relative risk times what applies only now, against the two cuts; adds its step.

    Source:
        risk-factors.md a.9 (expert rule); figures in rules/risk/model.yaml.
    """
    applied = fitting(rules.multipliers, facts)
    now = math.prod([multiplier.weight for multiplier in applied], start=1.0)
    light = _light_at(settled(relative * now), rules)
    if steps is not None:
        read = {name: facts.get(name) for name in rules.reads}
        words = ", ".join(multiplier.id for multiplier in applied)
        result = f"{light} with {words}" if words else light.value
        steps.append(TraceStep("risk.fortnight_light", read, result, rules.sources, effect=settled(now)))
    return light


def _light_at(value: float, rules: LightRules) -> Light:
    if value >= rules.red_from:
        return Light.RED
    return Light.AMBER if value >= rules.amber_from else Light.GREEN
