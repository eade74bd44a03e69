"""What a rulebook, as shipped or with a mistake in it, makes of one set of answers, step by step.

Steps before the first changed one are taken from the shipped rules, so that a mistake in the plan costs no
triage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from screening.domain.answers import Answers
from screening.domain.assessment import InjuryResult, RiskResult, TriageResult
from screening.domain.conditions import holds
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.outcome import Outcome
from screening.domain.plan.build import build_plan
from screening.domain.plan.model import Plan
from screening.domain.plan.situation import Situation, settle
from screening.domain.programme.model import Request
from screening.domain.programme.offer import choose_protocol, offers
from screening.domain.risk.score import score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.triage.decide import decide_urgency

STEPS = ("derived", "grading", "triage", "risk", "plan", "programmes")
MONDAY = dt.date(2026, 3, 2)


@dataclass
class Judged:
    """All steps for one set of answers, each worked out when somebody asks for it.

    `parts` are the parts of the rulebook; `before` holds the same answers under the shipped rules, and
    `changed` the first step whose rules differ from those.
    """

    answers: Answers
    parts: Mapping[str, Any]
    before: Judged | None = None
    changed: str = STEPS[0]

    def _as_before(self, step: str) -> Judged | None:
        return self.before if STEPS.index(step) < STEPS.index(self.changed) else None

    @cached_property
    def given(self) -> Facts:
        earlier = self._as_before("derived")
        return earlier.given if earlier else derive(Facts.of(self.answers), self.parts["derived"])

    @cached_property
    def graded(self) -> Outcome[InjuryResult]:
        earlier = self._as_before("grading")
        return earlier.graded if earlier else grade_injury(self.given, self.parts["grading"])

    @cached_property
    def decided(self) -> Outcome[TriageResult]:
        earlier = self._as_before("triage")
        if earlier:
            return earlier.decided
        return decide_urgency(self.graded.facts, self.graded.result, self.parts["triage"])

    @cached_property
    def scored(self) -> Outcome[RiskResult]:
        earlier = self._as_before("risk")
        if earlier:
            return earlier.scored
        return score_risk(self.decided.facts, self.injury, self.triage, self.parts["risk"])

    @cached_property
    def planned(self) -> Outcome[Plan]:
        earlier = self._as_before("plan")
        if earlier:
            return earlier.planned
        return build_plan(self.decided.facts, self.risk, self.injury, self.triage, self.parts["plan"])

    @cached_property
    def situation(self) -> Situation:
        """What a programme for these answers starts from."""
        earlier = self._as_before("programmes")
        if earlier:
            return earlier.situation
        row = next(row for row in self.parts["plan"].kinds if row.id == self.plan.rule)
        return settle(self.planned.facts, row, self.parts["plan"])

    @property
    def injury(self) -> InjuryResult:
        return self.graded.result

    @property
    def triage(self) -> TriageResult:
        return self.decided.result

    @property
    def risk(self) -> RiskResult:
        return self.scored.result

    @property
    def plan(self) -> Plan:
        return self.planned.result

    @property
    def facts(self) -> Facts:
        """Answers with the conclusions of grading and triage."""
        return self.decided.facts

    def says(self, name: str) -> bool:
        """Whether a rule, sign, tag, level or card of that name has a say."""
        return _SPEAKERS[name.split(".", 1)[0]](self, name)


def judged(answers: Answers, rulebook: Rulebook) -> Judged:
    """The answers under the shipped rules."""
    return Judged(answers, {step: getattr(rulebook, step) for step in STEPS})


def judged_with(before: Judged, changed: Mapping[str, Any]) -> Judged:
    """The same answers where some parts of the rules are different."""
    first = min(changed, key=STEPS.index)
    return Judged(before.answers, {**before.parts, **changed}, before, first)


def _fired(it: Judged, name: str) -> bool:
    reasons = (reason.id for reason in it.triage.reasons)
    steps = (step.rule for step in (*it.graded.trace, *it.decided.trace))
    return name in {*it.injury.rules_fired, *reasons, *steps}


def _counted(it: Judged, name: str) -> bool:
    item = next((item for item in it.parts["grading"].severity if item.id == name), None)
    return item is not None and holds(item.when, Facts.of(it.answers))


def _fact(it: Judged, name: str) -> bool:
    return it.facts.get(name.split(".", 1)[1]) is True


def _derived(it: Judged, name: str) -> bool:
    return it.given.get(name) is True


def _tag(it: Judged, name: str) -> bool:
    tags = it.facts.get("result.tags")
    return isinstance(tags, frozenset) and name.split(".", 1)[1] in tags


def _alternative(it: Judged, name: str) -> bool:
    return name in {alternative.id for alternative in it.injury.alternatives}


def _imaging(it: Judged, name: str) -> bool:
    texts = {advice.id: advice.text for advice in it.parts["grading"].imaging_advice}
    return texts.get(name) in it.injury.imaging_advice


def _card(it: Judged, name: str) -> bool:
    """The card on show, told by the words that no two cards share."""
    card = next((card for card in it.parts["triage"].cards if card.id == name), None)
    if card is None or card.urgency is not it.triage.urgency:
        return False
    first = next(
        card
        for card in it.parts["triage"].cards
        if card.urgency is it.triage.urgency and holds(card.when, it.facts)
    )
    return first.id == name and bool(it.triage.headline)


def _risk(it: Judged, name: str) -> bool:
    """`risk.<factor>.<level>`, or `risk.not_scored.<id>`."""
    _, kind, what = name.split(".", 2)
    if kind == "not_scored":
        why = next((rule.why for rule in it.parts["risk"].not_scored if rule.id == what), None)
        return why in it.risk.why_not
    return any(factor.id == kind and factor.level == what for factor in it.risk.factors)


def _light(it: Judged, name: str) -> bool:
    what = name.split(".", 1)[1]
    step = next((step for step in it.scored.trace if step.rule == "risk.fortnight_light"), None)
    return step is not None and what in step.result


def _planned(it: Judged, name: str) -> bool:
    rules, plan = it.parts["plan"], it.plan
    kind = name.split(".", 2)[1]
    if kind == "kind":
        return plan.rule == name
    if kind == "note":
        return next((note.text for note in rules.notes if note.id == name), None) in plan.notes
    if kind == "ladder":
        ladder = next((ladder for ladder in rules.ladders if ladder.id == name), None)
        return ladder is not None and [rung.exercise for rung in plan.ladder] == [
            exercise for exercise, _ in ladder.rungs
        ]
    return name in {step.rule for step in it.planned.trace}


def _offered(it: Judged, name: str) -> bool:
    """Whether a protocol may be asked for by name and nothing speaks against it."""
    found = offers(it.situation, Request(MONDAY), it.parts["plan"], it.parts["programmes"])
    return any(offer.fits and offer.protocol.id == name.split(".", 1)[1] for offer in found)


def _taken(it: Judged, name: str) -> bool:
    """Whether a protocol is the one taken where nobody asks for any."""
    choice = choose_protocol(it.situation, Request(MONDAY), it.parts["plan"], it.parts["programmes"])
    return choice is not None and choice.protocol.id == name.split(".", 1)[1]


def _advised(it: Judged, name: str) -> bool:
    topic = next((row.topic for row in it.parts["plan"].advice if row.id == name), None)
    return topic in {topic for topic, _ in it.plan.advice}


def _situation(it: Judged, name: str) -> bool:
    return holds(getattr(it.parts["plan"].situations, name.split(".", 1)[1]), it.planned.facts)


_SPEAKERS = {
    **dict.fromkeys(("triage", "gate", "grade", "findings", "missing"), _fired),
    "severity": _counted,
    "fact": _fact,
    "derived": _derived,
    "tag": _tag,
    "alternative": _alternative,
    "imaging": _imaging,
    "card": _card,
    "risk": _risk,
    "light": _light,
    "plan": _planned,
    "advice": _advised,
    "situation": _situation,
    "offer": _offered,
    "taken": _taken,
}
STEP_OF = {
    **dict.fromkeys(("risk", "light", "effect"), "risk"),
    **dict.fromkeys(("plan", "advice", "situation", "codes", "limits", "programmes", "kinds"), "plan"),
    **dict.fromkeys(("offer", "taken", "protocols", "doses", "following", "around_match"), "programmes"),
    **dict.fromkeys(("bag", "top_ups", "ladder", "reports", "effects", "wishes"), "programmes"),
}
"""The last step that has to run to know about a name; triage for all others."""
