"""Draws an exercise figure as SVG from its poses; the bytes depend on the poses alone."""

from __future__ import annotations

import enum
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from .pieces import SCALE, check_kit, class_of, path_through, pieces, transform
from .poses import Arrow, Figure, Figures, Point, Tone
from .shapes import LIGHT
from .skeleton import Body, between, solve

FRAME = 1.20  # least width and height of the picture, body heights
FLOOR_TALL, FLOOR_LOW = 0.10, 0.30  # floor above the picture's lower edge
LOW_EXERCISE = 0.78
GAP = 0.08  # between start and end
STEPS = 8  # in-betweens per movement between two poses
_ARROW_HEAD = 0.034


class Moment(enum.StrEnum):
    START = "start"
    END = "end"
    BOTH = "both"


def draw(
    figures: Figures,
    exercise: str,
    moment: str = "both",
    *,
    screen: bool = False,
    key: str = "",
    theme: Mapping[Tone, str] = LIGHT,
) -> str:
    """One figure as SVG text.

    Args:
        moment: "start" (with the arrow), "end", or "both" side by side, start left; a hold is drawn once.
        screen: name the colours by class too (`figure-ink` and so on), for a page's dark style sheet; without
            it the attributes alone decide, as print needs it.
        key: makes the ids unique where one page draws the same figure twice.
    Raises:
        KeyError: no figure of that name. PoseError: a pose that cannot be drawn.
    """
    figure, which = figures[exercise], Moment(moment)
    bodies = samples(figure)
    side, x, y = _frame(figure, bodies)
    wide = 2 * side + GAP if which is Moment.BOTH else side
    marks = [_floor(x, wide, theme, screen)]
    for shift, each in _panels(figure, which, side):
        drawn = _still(figure, bodies, each, theme, screen)
        if each is Moment.START:
            drawn += "".join(_arrow(arrow, bodies, theme, screen) for arrow in figure.arrows)
        marks.append(f'<g transform="translate({shift * SCALE:g} 0)">{drawn}</g>' if shift else drawn)
    ids = "-".join(part for part in ("figure", exercise.replace("_", "-"), which.value, key) if part)
    box = f"{x * SCALE:.1f} {y * SCALE:.1f} {wide * SCALE:g} {side * SCALE:g}"
    what = "hold" if figure.is_hold else "start and end" if which is Moment.BOTH else which.value
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" class="figure" '
        f'aria-labelledby="{ids}-t {ids}-d"><title id="{ids}-t">{escape(figure.title)}: {what}</title>'
        f'<desc id="{ids}-d">{escape(figure.description)}</desc>{_share("".join(marks), ids)}</svg>'
    )


def check_figure(figure: Figure) -> None:
    """Try every pose and the way between them, without drawing.

    Raises:
        PoseError: a pose cannot be placed, or two key poses do not fit together.
        KeyError: kit, shapes or arrows name a point or part that there is not.
    """
    bodies = [solve(pose, figure.view) for pose in figure.poses]
    for one, other in pairwise(figure.poses):
        solve(between(one, other, 0.5), figure.view)
    check_kit(figure, bodies[0])
    for arrow in figure.arrows:
        if not arrow.through:
            _ = bodies[0].points[arrow.point or ""]


def _panels(figure: Figure, which: Moment, side: float) -> tuple[tuple[float, Moment], ...]:
    """What is drawn and how far to the right; a hold does not move, so once, in the middle, is enough."""
    if which is not Moment.BOTH:
        return ((0.0, which),)
    if figure.is_hold:
        return (((side + GAP) / 2, Moment.START),)
    return ((0.0, Moment.START), (side + GAP, Moment.END))


def samples(figure: Figure) -> list[Body]:
    """The movement from start to end, eased in and out, every in-between solved again."""
    poses = figure.poses
    total, bodies = (len(poses) - 1) * STEPS, []
    for i in range(total + 1):
        way = (1 - math.cos(math.pi * i / total)) / 2 * (len(poses) - 1)
        at = min(int(way), len(poses) - 2)
        bodies.append(solve(between(poses[at], poses[at + 1], way - at), figure.view))
    return bodies


def _frame(figure: Figure, bodies: Sequence[Body]) -> tuple[float, float, float]:
    """Side, left edge and upper edge of the square both moments share; all at one scale where it fits."""
    xs = [point[0] for body in bodies for point in body.points.values()]
    ys = [point[1] for body in bodies for point in body.points.values()]
    floor = FLOOR_LOW if max(ys) < LOW_EXERCISE else FLOOR_TALL
    middle = figure.centre_x if figure.centre_x is not None else (min(xs) + max(xs)) / 2
    need = max(2 * max(middle - min(xs), max(xs) - middle) + 0.10, max(ys) + floor + 0.05)
    side = max(FRAME, math.ceil(need * 20) / 20)
    return side, middle - side / 2, floor - side


def _still(
    figure: Figure, bodies: Sequence[Body], moment: Moment, theme: Mapping[Tone, str], screen: bool
) -> str:
    here = bodies[0] if moment is Moment.START else bodies[-1]
    marks = []
    for piece in pieces(figure, theme, screen):
        at = "" if piece.follows is None else f' transform="{transform(piece.frame(here))}"'
        marks.append(f"<g{at}>{piece.markup}</g>")
    return "".join(marks)


def _floor(left: float, side: float, theme: Mapping[Tone, str], screen: bool) -> str:
    line = f'<rect x="{left * SCALE:.1f}" y="0" width="{side * SCALE:g}" height="1.8"'
    return f'{line}{class_of(Tone.FLOOR, screen)} fill="{theme[Tone.FLOOR]}"/>'


def _arrow(arrow: Arrow, bodies: Sequence[Body], theme: Mapping[Tone, str], screen: bool) -> str:
    """The path of a named point, moved outwards, with a head at its end."""
    path = list(arrow.through) or [body.points[arrow.point or "head"] for body in bodies]
    first, last = (int(share * (len(path) - 1)) for share in arrow.part)
    points = _moved_out(path[first : last + 1], arrow.away)
    (x0, y0), (x1, y1) = points[-2], points[-1]
    heading = math.atan2(y1 - y0, x1 - x0)
    corners = [
        (x1 + _ARROW_HEAD * math.cos(heading + k), y1 + _ARROW_HEAD * math.sin(heading + k))
        for k in (0, 2.25, -2.25)
    ]
    head = "L".join(f"{x * SCALE:.1f} {-y * SCALE:.1f}" for x, y in corners)
    colour = theme[Tone.MOVE]
    line = ' class="figure-move-line"' if screen else ""
    return (
        f'<path d="{path_through(points, closed=False)}"{line} fill="none" stroke="{colour}" '
        f'stroke-width="3.2" stroke-linecap="round"/><path d="M{head}Z"{class_of(Tone.MOVE, screen)} '
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


def _share(marks: str, prefix: str) -> str:
    """Write an outline that is drawn more than once only once; halves the size of a picture."""
    repeated = [d for d, n in Counter(re.findall(r'<path d="([^"]+)"', marks)).items() if n > 1]
    for i, outline in enumerate(repeated):
        marks = marks.replace(f'<path d="{outline}"', f'<use href="#{prefix}-{i}"')
    shapes = "".join(f'<path id="{prefix}-{i}" d="{outline}"/>' for i, outline in enumerate(repeated))
    return f"<defs>{shapes}</defs>{marks}"
