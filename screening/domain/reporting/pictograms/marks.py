"""Outlines and equipment as SVG marks in a frame of their own, with the points that bound them."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from .poses import KitPiece, KitShape, Point
from .shapes import LOOSE, OUTLINE

SCALE = 200.0  # drawing units per body height


def path_through(points: Sequence[Point], *, closed: bool = True) -> str:
    """A path through the points with rounded corners (Catmull-Rom as cubic curves); y turns over."""
    pts = [(x * SCALE, -y * SCALE) for x, y in points]
    ring = [pts[-1], *pts, pts[0], pts[1]] if closed else [pts[0], *pts, pts[-1]]
    out = [f"M{pts[0][0]:.1f} {pts[0][1]:.1f}"]
    for p0, p1, p2, p3 in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        c = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        d = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        out.append(f"C{c[0]:.1f} {c[1]:.1f} {d[0]:.1f} {d[1]:.1f} {p2[0]:.1f} {p2[1]:.1f}")
    return "".join(out) + ("Z" if closed else "")


@functools.cache
def spots_of(part: str) -> tuple[Point, ...]:
    """The corners of a part's outline, in its own frame."""
    if part in LOOSE:
        return tuple(LOOSE[part])
    front = [(ahead, -along) for along, ahead, _ in OUTLINE[part]]
    back = [(-behind, -along) for along, _, behind in reversed(OUTLINE[part][1:-1])]
    return (*front, *back)


@functools.cache
def outline(part: str) -> str:
    """The part's outline as path data."""
    return path_through(spots_of(part))


def kit_spots(item: KitPiece) -> tuple[Point, ...]:
    """Points that bound a piece of equipment, in its own frame."""
    match item.shape:
        case KitShape.DISC:
            return _round(item.centre, item.r)
        case KitShape.BAR:
            return (*_round(item.start, item.r), *_round(item.end, item.r))
        case KitShape.BOX:
            (x0, y0), (x1, y1) = item.start, item.end
            return (x0, y0), (x1, y0), (x0, y1), (x1, y1)
        case KitShape.CURVE:
            return item.points
        case KitShape.STRETCH:
            return (0.0, 0.0), (1.0, 0.0)


def _round(centre: Point, r: float) -> tuple[Point, ...]:
    x, y = centre
    return (x - r, y), (x + r, y), (x, y - r), (x, y + r)


def kit_markup(item: KitPiece) -> str:
    """The element of a piece of equipment, without its colour."""
    s = SCALE
    match item.shape:
        case KitShape.DISC:
            x, y = item.centre
            return f'circle cx="{x * s:.1f}" cy="{-y * s:.1f}" r="{item.r * s:.1f}"'
        case KitShape.BAR:
            (x0, y0), (x1, y1), r = item.start, item.end, item.r * s
            length = math.hypot(x1 - x0, y1 - y0) * s
            turn = -math.degrees(math.atan2(y1 - y0, x1 - x0))
            return (
                f'rect x="{-r:.1f}" y="{-r:.1f}" width="{length + 2 * r:.1f}" height="{2 * r:.1f}" '
                f'rx="{r:.1f}" '
                f'transform="translate({x0 * s:.1f} {-y0 * s:.1f}) rotate({turn:.1f})"'
            )
        case KitShape.BOX:
            (x0, y0), (x1, y1) = item.start, item.end
            return (
                f'rect x="{x0 * s:.1f}" y="{-y1 * s:.1f}" width="{(x1 - x0) * s:.1f}" '
                f'height="{(y1 - y0) * s:.1f}" rx="{item.corner * s:.1f}"'
            )
        case KitShape.CURVE:
            return f'path d="{path_through(item.points)}"'
        case KitShape.STRETCH:
            return f'rect x="0" y="{-item.r * s:.1f}" width="{s:.1f}" height="{2 * item.r * s:.1f}"'
