"""The ideas the library is built on, each with what studies say and what we make of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from screening.domain.plan.exercises import Principle
from screening.domain.reporting.references import OWN
from screening.domain.sources import Source
from screening.web.exercises.blueprint import exercises
from screening.web.parts import parts
from screening.web.policies import Policy, policy


@dataclass(frozen=True, slots=True)
class Shown:
    """A principle with its sources written out."""

    principle: Principle
    sources: tuple[Source, ...]


@exercises.get("/exercises/principles")
@policy(Policy.PUBLIC)
def principles() -> str:
    """All of them on one page."""
    rulebook = parts().rulebook
    shown = [
        Shown(one, tuple(rulebook.sources[key] for key in one.sources if key != OWN))
        for one in rulebook.principles
    ]
    return render_template("exercises/principles.html", shown=shown)
