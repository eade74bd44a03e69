"""Which protocol somebody gets: the one asked for where it fits, else the first that fits by itself."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.conditions import holds
from screening.domain.facts import Facts
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation
from screening.domain.vocabulary import PlanKind

from .model import Request
from .rules import ProgrammeRules, Protocol
from .setting import facts_asked, kind_row

_REASONS_SAID = 2
LOADING = (PlanKind.PREVENTION, PlanKind.RETURN_TO_TRAINING)


@dataclass(frozen=True, slots=True)
class Offer:
    """A protocol an athlete may ask for, with what speaks against it; nothing where it fits."""

    protocol: Protocol
    reasons: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.reasons


def offers(
    situation: Situation, request: Request, plan_rules: PlanRules, programme_rules: ProgrammeRules
) -> tuple[Offer, ...]:
    """Every protocol that may be asked for by name, those that do not fit with the reasons."""
    kind = kind_row(situation, plan_rules).kind
    facts = facts_asked(situation, request)
    return tuple(
        [
            Offer(protocol, _against(protocol, facts))
            for protocol in programme_rules.protocols.values()
            if protocol.by_name and protocol.kind is kind
        ]
    )


def _against(protocol: Protocol, facts: Facts) -> tuple[str, ...]:
    return tuple([need.otherwise for need in protocol.needs if not holds(need.when, facts)])


@dataclass(frozen=True, slots=True)
class Choice:
    """The protocol taken, and the sentence about one that was asked for and does not fit."""

    protocol: Protocol
    refused: str | None = None


def choose_protocol(
    situation: Situation,
    request: Request,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
    running: str | None = None,
) -> Choice | None:
    """The protocol for a request; None where loading is withheld.

    Args:
        running: the protocol under way, which goes on unless another one is asked for.
    """
    kind = kind_row(situation, plan_rules).kind
    if kind not in LOADING:
        return None
    wanted = request.protocol or running
    refused = None
    if wanted is not None:
        protocol = programme_rules.protocols.get(wanted)
        if protocol is not None and protocol.kind is kind and wanted == running:
            return Choice(protocol)
        reasons = _reasons(wanted, situation, request, plan_rules, programme_rules)
        if protocol is not None and not reasons:
            return Choice(protocol)
        title = protocol.title if protocol is not None else wanted
        if request.protocol is not None:
            refused = programme_rules.wording.refused.format(
                title=title, reasons=", and ".join(reasons[:_REASONS_SAID])
            )
    return Choice(_that_fits(kind, facts_asked(situation, request), programme_rules), refused)


def _reasons(
    wanted: str,
    situation: Situation,
    request: Request,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> tuple[str, ...]:
    for offer in offers(situation, request, plan_rules, programme_rules):
        if offer.protocol.id == wanted:
            return offer.reasons
    return ("it is not for your situation",)


def _that_fits(kind: PlanKind | None, facts: Facts, rules: ProgrammeRules) -> Protocol:
    return next(
        protocol
        for protocol in rules.protocols.values()
        if protocol.kind is kind and protocol.when is not None and holds(protocol.when, facts)
    )
