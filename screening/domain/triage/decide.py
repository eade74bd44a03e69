"""How soon somebody should be seen: every row that holds counts, and the most urgent one wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.domain.assessment import InjuryResult, Reason, TriageResult
from screening.domain.conditions import holds, read_by
from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting, fitting
from screening.domain.outcome import Outcome
from screening.domain.trace import Trace, TraceStep
from screening.domain.vocabulary import InjuryStatus, Urgency, most_urgent

from .rules import Card, MissingBlock, Scope, TriageRow, TriageRules
from .wording import filled, placeholders

MILDEST = Urgency.T5


def decide_urgency(
    facts: Facts, injury: InjuryResult, rules: TriageRules, *, explained: bool = True
) -> Outcome[TriageResult]:
    """The urgency, its reasons and the words of the care card.

    Args:
        facts: answers and the conclusions of grading.
        injury: what grading found; its floors take part.
        explained: whether to write down the reasons; see `assess`.
    Returns:
        The result, and the facts with `result.urgency`, `result.fired` and `result.decisive`.
    Source:
        grading-and-referral.md sections 6 and 6.1; every row carries its own source.
    """
    if injury.status is InjuryStatus.NOT_ASKED:
        card = next(card for card in rules.cards if card.urgency is None)
        return Outcome(_worded(card, None, (), card.what_to_say), _concluded(facts, None, ()))
    steps: Trace = [] if explained else None
    reasons = _weigh(facts, injury, rules, steps)
    urgency = most_urgent([reason.urgency for reason in reasons])
    ordered = tuple(sorted(reasons, key=lambda reason: reason.urgency.rank))
    facts = _concluded(facts, urgency, ordered)
    card = next(card for card in rules.cards if card.urgency is urgency and holds(card.when, facts))
    what_to_say = _what_to_say(card, facts, rules) if explained else ""
    return Outcome(_worded(card, urgency, ordered, what_to_say), facts, tuple(steps or ()))


def _weigh(facts: Facts, injury: InjuryResult, rules: TriageRules, steps: Trace) -> list[Reason]:
    no_problem = injury.status is InjuryStatus.NO_PROBLEM
    scope = Scope.NO_PROBLEM if no_problem else Scope.PROBLEM
    reasons = list(injury.floors)
    reasons += _fired(rules.rows_by_scope[scope].fitting(facts), facts, steps)
    if _only_mildest(reasons):
        reasons += _fired(fitting(rules.fallbacks, facts)[:1], facts, steps)
    if not no_problem and _only_mildest(reasons):
        reasons += _fired(fitting(rules.blocks, facts), facts, steps)
    if injury.open_questions and all(reason.urgency.rank >= rules.missing.urgency.rank for reason in reasons):
        reasons.append(_open_questions(injury.open_questions, rules.missing))
    return reasons


def _only_mildest(reasons: Sequence[Reason]) -> bool:
    return {reason.urgency for reason in reasons} <= {MILDEST}


def _open_questions(text: str, missing: MissingBlock) -> Reason:
    return Reason(missing.id, missing.urgency, text, missing.sources)


def _fired(rows: Sequence[TriageRow], facts: Facts, steps: Trace) -> Iterator[Reason]:
    """The reasons of rows that hold; each one's step is written down with it."""
    for row in rows:
        raised = first_fitting(row.raised, facts)
        urgency, text = (raised.urgency, raised.text) if raised else (row.urgency, row.text)
        if steps is not None:
            steps.append(_step(row, urgency, text, facts))
        yield Reason(row.id, urgency, text, row.sources)


def _step(row: TriageRow, urgency: Urgency, text: str, facts: Facts) -> TraceStep:
    read = read_by(row.when, facts)
    for raised in row.raised:
        read |= read_by(raised.when, facts)
    return TraceStep(row.id, read, str(urgency), row.sources, text=text, certainty=row.certainty)


def _concluded(facts: Facts, urgency: Urgency | None, reasons: Sequence[Reason]) -> Facts:
    decisive = frozenset([reason.id for reason in reasons if reason.urgency is urgency])
    return facts.plus(
        {
            "result.urgency": str(urgency) if urgency else None,
            "result.fired": frozenset([reason.id for reason in reasons]),
            "result.decisive": decisive,
        }
    )


def _what_to_say(card: Card, facts: Facts, rules: TriageRules) -> str:
    if "{" not in card.what_to_say:
        return card.what_to_say
    return filled(card.what_to_say, placeholders(facts, rules.phrases))


def _worded(
    card: Card, urgency: Urgency | None, reasons: tuple[Reason, ...], what_to_say: str
) -> TriageResult:
    return TriageResult(
        urgency=urgency,
        headline=card.headline,
        who=card.who,
        when=card.how_soon,
        what_to_say=what_to_say,
        until_then=card.until_then,
        go_at_once=card.go_at_once,
        why=card.why,
        reasons=reasons,
        recheck=card.recheck,
    )
