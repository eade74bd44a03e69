"""What a report means, as its page shows it: a light as shape and word, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.programme.model import DatedSession, Done
from screening.domain.programme.respond import Response, latest_response, respond
from screening.domain.reporting.plan_page import SHAPES
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Light
from screening.services.training import Followed, programme_rules
from screening.services.training_situation import situation_of


@dataclass(frozen=True, slots=True)
class ResponseView:
    """`kind` is the light, `shape` its form for people who see no colour, `light` its name."""

    kind: str
    shape: str
    light: str
    word: str
    text: str


def response_to(current: Followed, session: DatedSession, rulebook: Rulebook) -> ResponseView | None:
    """What the report about a session means; None where it says that nothing was done and nothing hurt."""
    entry = current.logged(session.key)
    rules = programme_rules(rulebook)
    found = respond(current.log, session, situation_of(current.basis.answers, rulebook), rulebook.plan, rules)
    if entry.done is Done.NOT and found.light is Light.GREEN:
        return None
    return _view(found.light, found.word, found.text)


def response_in_force(current: Followed, rulebook: Rulebook) -> Response | None:
    """What all reports together ask for; None before the first."""
    latest = latest_response(
        {session.key: session for session in current.sessions},
        current.log,
        situation_of(current.basis.answers, rulebook),
        rulebook.plan,
        programme_rules(rulebook),
    )
    return latest.response if latest else None


def _view(light: Light, word: str, text: str) -> ResponseView:
    return ResponseView(light.value, SHAPES[light.value], f"{light.value.capitalize()} light", word, text)
