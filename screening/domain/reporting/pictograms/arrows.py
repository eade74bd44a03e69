"""The arrow of a figure: the path of a point of the body, or a path given, with a head at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from .frames import Body
from .marks import SCALE, path_through
from .pieces import class_of
from .poses import Arrow, Point, Tone

_HEAD = 0.038


def arrow_path(arrow: Arrow, bodies: Sequence[Body]) -> list[Point]:
    """Where the arrow runs: the named point's way through the movement, moved outwards.

    Raises:
        KeyError: there is no point of that name.
    """
    path = list(arrow.through) or [body.points[arrow.point or ""] for body in bodies]
    first, last = (int(share * (len(path) - 1)) for share in arrow.part)
    return _moved_out(path[first : last + 1], arrow.away)


def arrow_markup(path: Sequence[Point], theme: Mapping[Tone, str], screen: bool) -> str:
    """Line and head."""
    (x0, y0), (x1, y1) = path[-2], path[-1]
    heading = math.atan2(y1 - y0, x1 - x0)
    corners = [
        (x1 + _HEAD * math.cos(heading + k), y1 + _HEAD * math.sin(heading + k)) for k in (0, 2.25, -2.25)
    ]
    head = "L".join(f"{x * SCALE:.1f} {-y * SCALE:.1f}" for x, y in corners)
    colour = theme[Tone.MOVE]
    line = ' class="figure-move-line"' if screen else ""
    return (
        f'<path d="{path_through(path, closed=False)}"{line} fill="none" stroke="{colour}" '
        f'stroke-width="3.8" stroke-linecap="round"/><path d="M{head}Z"{class_of(Tone.MOVE, screen)} '
        f'fill="{colour}" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>'
    )


def _moved_out(path: Sequence[Point], away: float) -> list[Point]:
    """The path moved to the left of its direction by `away`."""
    points = []
    for i, (x, y) in enumerate(path):
        (x0, y0), (x1, y1) = path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)]
        size = math.hypot(x1 - x0, y1 - y0) or 1.0
        points.append((x - (y1 - y0) / size * away, y + (x1 - x0) / size * away))
    return points
