"""How much of the world a picture shows: one of four formats, the same for start and end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .frames import Body
from .pieces import Piece
from .poses import Point

WIDTH = 1.20  # least width, body heights: all at one scale where it fits
FORMATS = (1 / 2, 2 / 3, 5 / 6, 1.0)  # height as a share of the width: from lying to standing
BELOW_FLOOR, ABOVE, ASIDE = 0.07, 0.03, 0.03  # free edges


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the world that is shown: its left edge, its size, and the floor's height in it."""

    left: float
    wide: float
    high: float

    @property
    def top(self) -> float:
        return self.high - BELOW_FLOOR


def crop(pieces: Sequence[Piece], bodies: Sequence[Body], arrows: Iterable[Sequence[Point]]) -> Crop:
    """Whatever is drawn at start, end and in between fits, in the lowest format that holds it."""
    points = [point for arrow in arrows for point in arrow]
    for body in bodies:
        for piece in pieces:
            points += piece.frame(body).placed(piece.spots)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    high = max(ys) + ABOVE + BELOW_FLOOR
    wide = _rounded(max(WIDTH, max(xs) - min(xs) + 2 * ASIDE))
    share = next((share for share in FORMATS if high <= wide * share), FORMATS[-1])
    wide = _rounded(max(wide, high / share))
    return Crop((min(xs) + max(xs) - wide) / 2, wide, wide * share)


def _rounded(size: float) -> float:
    return math.ceil(round(size * 50, 6)) / 50
