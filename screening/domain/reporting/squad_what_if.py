"""The what-if of a squad as grids of a hundred people, with the ranges and what they rest on."""

from __future__ import annotations

import math

from screening.domain.reporting.charts.model import IconArray
from screening.domain.reporting.references import References
from screening.domain.reporting.squad_view import TakeUpRow, WhatIfPart
from screening.domain.risk.rules import RiskRules
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.what_if import SquadWhatIf, TakeUp

PEOPLE = 100


def what_if_part(
    found: SquadWhatIf, rules: SquadRules, risk_rules: RiskRules, references: References
) -> WhatIfPart:
    """The part; where too few belong to a group with a figure, the lead says so and there are no rows."""
    say, steps = rules.wording.say, found.steps
    heads = (
        say("what_if.take_up"),
        say("what_if.cases"),
        say("what_if.likely"),
        say("what_if.fewer"),
    )
    if not steps:
        why = say("what_if.none", number=found.counted, total=found.members, least=rules.least_group)
        return WhatIfPart(say("what_if.title"), why, heads, (), (), "")
    nobody, everybody = people(steps[0].cases), people(steps[-1].cases)
    return WhatIfPart(
        title=say("what_if.title"),
        lead=say(
            "what_if.lead",
            none=nobody,
            none_others=PEOPLE - nobody,
            all=everybody,
            all_others=PEOPLE - everybody,
        ),
        heads=heads,
        rows=tuple(_row(step, nobody, rules) for step in steps),
        lines=_lines(found, rules, risk_rules),
        references=references.mark(found.sources),
    )


def people(share: float) -> int:
    """The nearest whole number of a hundred people."""
    return math.floor(share * PEOPLE + 0.5)


def _row(step: TakeUp, nobody: int, rules: SquadRules) -> TakeUpRow:
    """One line; "fewer" is the difference of the printed figures, so that a reader can check it."""
    say, cases = rules.wording.say, people(step.cases)
    return TakeUpRow(
        head=say("what_if.row", percent=step.percent),
        cases=str(cases),
        likely=say("what_if.range", low=people(step.low), high=people(step.high)),
        fewer=str(nobody - cases),
        chart=IconArray(
            cases,
            nobody - cases,
            "ink-2",
            say("what_if.picture", number=cases, percent=step.percent),
        ),
    )


def _lines(found: SquadWhatIf, rules: SquadRules, risk_rules: RiskRules) -> tuple[str, ...]:
    say = rules.wording.say
    low, high = found.ratio.published
    lines = [
        say(
            "what_if.ratio",
            ratio=people(found.ratio.value),
            low=people(low),
            high=people(high),
            population=risk_rules.factor(rules.what_if.factor).population,
        ),
        say("what_if.typical"),
        say("what_if.counted", number=found.counted, total=found.members),
    ]
    left = found.members - found.counted
    if left:
        lines.append(say("what_if.not_counted", number=left))
    return tuple(lines)
