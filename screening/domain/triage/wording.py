"""Puts answers into the first person, so that the athlete can say or read them out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from screening.domain.conditions import holds
from screening.domain.facts import Facts

from .rules import Phrase, Phrases

SAY_PLACEHOLDERS = frozenset({"story", "findings", "age"})


def placeholders(facts: Facts, phrases: Phrases) -> dict[str, str]:
    """The text for every placeholder of "what to say"; empty where nothing is known."""
    return {
        "story": _story(facts, phrases),
        "findings": _findings(facts, phrases),
        "age": _first(phrases.age, facts).format(years=_shown(facts.get("age_years"))),
    }


def filled(template: str, words: dict[str, str]) -> str:
    """The template with its placeholders, and no double spaces where one was empty."""
    return " ".join(template.format(**words).split())


def _story(facts: Facts, phrases: Phrases) -> str:
    if not holds(phrases.pain.when, facts):
        return ""
    limb = {"thigh": _first(phrases.thigh, facts), "calf": _first(phrases.calf, facts)}
    pain = phrases.pain.text.format(place=_first(phrases.place, facts).format(**limb))
    days = _shown(facts.get("days_since_onset"))
    started = _first(phrases.started, facts).format(days=days)
    how = [_first(phrases.onset, facts), _first(phrases.doing, facts), started]
    known = [part for part in how if part]
    return f"{pain} {phrases.start.format(how=' '.join(known))}" if known else pain


def _findings(facts: Facts, phrases: Phrases) -> str:
    values = facts.values
    fitting = (phrase.text for phrase in phrases.findings if phrase.when.is_true(values))
    said = list(itertools.islice(fitting, phrases.most_findings))
    if not said:
        return ""
    told = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{told[0].upper()}{told[1:]}."


def _first(options: Sequence[Phrase], facts: Facts) -> str:
    return next((phrase.text for phrase in options if holds(phrase.when, facts)), "")


def _shown(value: object) -> str:
    return "" if value is None else str(value)
