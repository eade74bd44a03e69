"""The figures as the rules hold them, and what the tests measure on them."""

from __future__ import annotations

import re
from functools import cache

from screening.domain.reporting.pictograms.draw import Scene, scene
from screening.domain.reporting.pictograms.frames import PARTNER, Body
from screening.domain.reporting.pictograms.motion import timeline
from screening.domain.reporting.pictograms.poses import Figure
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.exercises import read_exercises
from screening.rulebook.figures import read_figures
from screening.rulebook.problems import Problems

MASS = {
    "head": 0.081,
    "pelvis": 0.20,
    "thorax": 0.297,
    "thigh": 0.100,
    "shank": 0.0465,
    "foot": 0.0145,
    "upper_arm": 0.028,
    "forearm": 0.016,
    "hand": 0.006,
}  # shares of body mass, after Winter
MIDDLE = {
    "pelvis": 0.06,
    "thorax": 0.08,
    "thigh": -0.106,
    "shank": -0.107,
    "upper_arm": -0.081,
    "forearm": -0.063,
}


@cache
def figures() -> dict[str, Figure]:
    """Every figure by exercise, read without the rest of the rules."""
    problems, unheard = Problems(), Problems()
    exercises = read_exercises(Context(rules_folder(), unheard))
    found = read_figures(Context(rules_folder(), problems), exercises)
    assert problems.found == ()
    return dict(found)


@cache
def scene_of(name: str) -> Scene:
    return scene(figures()[name])


@cache
def round_of(name: str) -> tuple[Body, ...]:
    """Every step of one whole round: out and back, or both halves of a cycle."""
    shown = scene_of(name)
    return tuple(body for _, body in timeline(shown)) or tuple(shown.bodies)


def balance_x(body: Body) -> float:
    """Where the athlete's centre of mass lies."""
    weights = [
        (MASS[part], frame.point(0, MIDDLE.get(part, 0))[0])
        for name, frame in body.frames.items()
        if not name.startswith(PARTNER) and (part := re.sub("_(near|far)$", "", name)) in MASS
    ]
    return sum(mass * x for mass, x in weights) / sum(mass for mass, _ in weights)
