"""What a solved body is made of: a frame for each rigid part, named points, and joint angles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .poses import Point
from .shapes import LIMITS

PARTNER = "partner_"
"""Goes before the names of the helper's parts and points."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a rigid part lies: origin, clockwise turn, and stretch (a band along x, a short arm along y)."""

    x: float
    y: float
    turn: float
    wide: float = 1.0
    long: float = 1.0

    def point(self, front: float, up: float) -> Point:
        return self.placed(((front, up),))[0]

    def placed(self, spots: Sequence[Point]) -> list[Point]:
        """Points of the part, (towards the front, up), where they lie in the world."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        ahead, ahead_down = cos * self.wide, sin * self.wide
        aside, above = sin * self.long, cos * self.long
        return [
            (self.x + front * ahead + up * aside, self.y - front * ahead_down + up * above)
            for front, up in spots
        ]


@dataclass(slots=True)
class Body:
    """One solved pose: a frame per part, named points and every joint angle, for drawing and for tests."""

    frames: dict[str, Frame] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    angles: dict[str, float] = field(default_factory=dict)

    def add(
        self, side: str, frames: Mapping[str, Frame], points: Mapping[str, Point], angles: Mapping[str, float]
    ) -> None:
        self.frames |= {f"{name}_{side}": frame for name, frame in frames.items()}
        self.points |= {f"{name}_{side}": point for name, point in points.items()}
        self.angles |= {f"{name}_{side}": angle for name, angle in angles.items()}

    def add_partner(self, partner: Body) -> None:
        """Take the helper in, so that both are drawn and checked alike."""
        self.frames |= {PARTNER + name: frame for name, frame in partner.frames.items()}
        self.points |= {PARTNER + name: point for name, point in partner.points.items()}
        self.angles |= {PARTNER + name: angle for name, angle in partner.angles.items()}

    def breaches(self) -> list[str]:
        """Joint angles outside the anatomical limits, in words."""
        found = []
        for name, value in self.angles.items():
            low, high = LIMITS[name.removeprefix(PARTNER).split("_")[0]]
            if not low <= value <= high:
                found.append(f"{name} is {value:.0f} degrees, allowed {low:g} to {high:g}")
        return found
