"""A file for each moment of each figure, under an address that changes when the drawing may have."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources

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
_SIDES = re.compile(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page needs to show a picture without moving its text about when it arrives."""

    address: str
    width: int
    height: int


@functools.cache
def _renderer() -> bytes:
    """Everything that decides how a pose is drawn, as one digest."""
    folder = resources.files("screening.domain.reporting.pictograms")
    modules = sorted((one for one in folder.iterdir() if one.name.endswith(".py")), key=lambda one: one.name)
    return hashlib.sha256(b"".join(one.read_bytes() for one in modules)).digest()


@functools.cache
def _version(rules: str) -> str:
    """Told from what the pictures are made of, since drawing all of a list first would keep it waiting."""
    return hashlib.sha256(rules.encode() + _renderer()).hexdigest()[:12]


def version() -> str:
    """A few letters that change when any picture may have changed."""
    return _version(parts().rulebook.digest)


@functools.lru_cache(maxsize=MOST_KEPT)
def _drawn(_made_of: str, exercise: str, moment: str) -> str:
    """Kept, since a picture takes some milliseconds to draw."""
    return MOMENTS[moment](parts().rulebook.plan.figures, exercise)


def drawing(exercise: str, moment: str) -> str | None:
    """A picture as SVG; None where the exercise has no poses."""
    if exercise not in parts().rulebook.plan.figures:
        return None
    return _drawn(version(), exercise, moment)


def figure_address(exercise: str, moment: str) -> str | None:
    """The address of a picture, for templates; None where the exercise has no poses."""
    if exercise not in parts().rulebook.plan.figures:
        return None
    return url_for("exercises.figure", exercise=exercise, moment=moment, v=version())


def picture(exercise: str, moment: str) -> Picture | None:
    """A picture with its sides in drawing units, for a page that shows it large."""
    address, svg = figure_address(exercise, moment), drawing(exercise, moment)
    if address is None or svg is None:
        return None
    sides = _SIDES.search(svg)
    if sides is None:
        raise AssertionError("the renderer writes a view box into every picture")
    width, height = (round(float(side)) for side in sides.groups())
    return Picture(address, width, height)


@exercises.get("/figures/<exercise:exercise>-<any(start,end,moving):moment>.svg")
@limited()
@own_content_policy(DRAWING_POLICY)
@policy(Policy.PUBLIC)
def figure(exercise: str, moment: str) -> Response:
    """One picture; kept for a year under the address with its version, asked about again under any other."""
    found = drawing(exercise, moment)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    response = make_response(found)
    response.content_type = "image/svg+xml; charset=utf-8"
    is_exact = request.args.get("v") == version()
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR_S}, immutable" if is_exact else "public, no-cache"
    )
    response.set_etag(version())
    response.make_conditional(request)
    return response
