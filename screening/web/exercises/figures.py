"""A file for each moment of each figure, under an address that changes with the drawing."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, abort, make_response, request, url_for

from screening.domain.reporting.pictograms.files import moving, still
from screening.domain.reporting.pictograms.poses import Figures
from screening.web.assets import YEAR_S
from screening.web.exercises.blueprint import exercises
from screening.web.limits import limited
from screening.web.parts import parts
from screening.web.policies import Policy, policy
from screening.web.security import DRAWING_POLICY, own_content_policy

MOMENTS: Mapping[str, Callable[[Figures, str], str]] = {
    "start": lambda figures, exercise: still(figures, exercise, "start", screen=True),
    "end": lambda figures, exercise: still(figures, exercise, "end", screen=True),
    "moving": moving,
}
MOST_KEPT = 600
"""Three drawings for each of 75 exercises and room for the rules of the day before: about 10 MB."""


_SIZE = re.compile(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """One finished picture, what tells it from any other, and its sides in drawing units."""

    svg: bytes
    version: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page needs to show a picture without moving its text about when it arrives."""

    address: str
    width: int
    height: int


@functools.lru_cache(maxsize=MOST_KEPT)
def _drawn(_rules: str, exercise: str, moment: str) -> Drawing | None:
    """Kept, since a picture takes milliseconds to draw and a list asks for one of each exercise."""
    figures = parts().rulebook.plan.figures
    if exercise not in figures:
        return None
    svg = MOMENTS[moment](figures, exercise)
    sides = _SIZE.search(svg)
    if sides is None:
        raise AssertionError("the renderer writes a view box into every picture")
    content = svg.encode()
    width, height = (round(float(side)) for side in sides.groups())
    return Drawing(content, hashlib.sha256(content).hexdigest()[:12], width, height)


def drawing(exercise: str, moment: str) -> Drawing | None:
    """The picture of an exercise; None where it has no poses."""
    return _drawn(parts().rulebook.digest, exercise, moment)


def picture(exercise: str, moment: str) -> Picture | None:
    """A picture for templates; None where the exercise has no poses."""
    found = drawing(exercise, moment)
    if found is None:
        return None
    address = url_for("exercises.figure", exercise=exercise, moment=moment, v=found.version)
    return Picture(address, found.width, found.height)


def figure_address(exercise: str, moment: str) -> str | None:
    """The address of a picture; None where the exercise has no poses."""
    found = picture(exercise, moment)
    return found.address if found is not None else None


@exercises.get("/figures/<exercise:exercise>-<any(start,end,moving):moment>.svg")
@limited()
@own_content_policy(DRAWING_POLICY)
@policy(Policy.PUBLIC)
def figure(exercise: str, moment: str) -> Response:
    """One picture; kept for a year under the address with its version, asked about again under any other."""
    found = drawing(exercise, moment)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    response = make_response(found.svg)
    response.content_type = "image/svg+xml; charset=utf-8"
    is_exact = request.args.get("v") == found.version
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR_S}, immutable" if is_exact else "public, no-cache"
    )
    response.set_etag(found.version)
    response.make_conditional(request)
    return response
