"""Which share of an assessment each of its steps takes, by the clock read between them.

Steps measured each in a loop of its own would look a third cheaper: their code would stay in the processor.
"""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable

from screening.domain.answers import Answers
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.plan.build import build_plan
from screening.domain.risk.score import score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.triage.decide import decide_urgency
from tests.benchmarks.timing import Timed

PARTS = ("facts and derived values", "grading", "triage", "risk", "plan with its weeks")


def parts_timed(take: Callable[[], Iterable[Answers]], rulebook: Rulebook, rounds: int) -> dict[str, Timed]:
    """The share of each step, without trace, one figure for each round; the first round only warms up."""
    shares: dict[str, list[float]] = {name: [] for name in PARTS}
    for number in range(rounds + 1):
        answer_sets = list(take())
        gc.disable()
        spent: Counter[str] = Counter()
        for answers in answer_sets:
            spent.update(_steps(answers, rulebook))
        gc.enable()
        if number:
            for name in PARTS:
                shares[name].append(spent[name] / spent.total())
    return {name: Timed(tuple(found)) for name, found in shares.items()}


def _steps(answers: Answers, rulebook: Rulebook) -> dict[str, float]:
    """The processor time of each step of one assessment, in the order of `assess`."""
    clock = time.process_time
    times = [clock()]
    facts = derive(Facts.of(answers), rulebook.derived)
    times.append(clock())
    injury = grade_injury(facts, rulebook.grading, explained=False)
    times.append(clock())
    triage = decide_urgency(injury.facts, injury.result, rulebook.triage, explained=False)
    times.append(clock())
    risk = score_risk(triage.facts, injury.result, triage.result, rulebook.risk, explained=False)
    times.append(clock())
    build_plan(triage.facts, risk.result, injury.result, triage.result, rulebook.plan, explained=False)
    times.append(clock())
    return {name: times[place + 1] - times[place] for place, name in enumerate(PARTS)}
