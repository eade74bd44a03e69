"""Draws an exercise figure as SVG from its poses; the bytes depend on the poses alone."""

from __future__ import annotations

import enum
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from .arrows import arrow_markup, arrow_path
from .crop import Crop, crop
from .frames import Body
from .marks import SCALE
from .mixing import between, exchanged
from .pieces import Piece, check_kit, class_of, pieces, transform
from .poses import Figure, Figures, Point, Pose, Tone
from .shapes import LIGHT
from .skeleton import solve_figure

GAP = 0.08  # between start and end
STEPS, STEPS_BETWEEN_KEYS = 8, 5  # in-betweens from pose to pose; fewer where key poses lie between


class Moment(enum.StrEnum):
    START = "start"
    END = "end"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure ready to be drawn: its in-betweens, pieces and arrows, and how much of the world is shown."""

    figure: Figure
    bodies: Sequence[Body]
    pieces: Sequence[Piece]
    arrows: Sequence[Sequence[Point]]
    crop: Crop
    theme: Mapping[Tone, str]
    screen: bool


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
    shown = scene(figure, theme=theme, screen=screen)
    side = shown.crop.wide
    drawn = []
    for shift, each in _panels(figure, which, side):
        marks = still_marks(shown, each)
        drawn.append(f'<g transform="translate({shift * SCALE:g} 0)">{marks}</g>' if shift else marks)
    wide = 2 * side + GAP if which is Moment.BOTH else side
    what = "hold" if figure.is_hold else "start and end" if which is Moment.BOTH else which.value
    return document(shown, "".join(drawn), wide=wide, moment=which.value, what=what, key=key)


def scene(figure: Figure, *, theme: Mapping[Tone, str] = LIGHT, screen: bool = False) -> Scene:
    """Solve a figure and see what there is to draw."""
    bodies = samples(figure)
    parts = pieces(figure, theme, screen)
    arrows = [arrow_path(arrow, bodies) for arrow in figure.arrows]
    return Scene(figure, bodies, parts, arrows, crop(parts, bodies, arrows), theme, screen)


def document(
    shown: Scene, marks: str, *, wide: float, moment: str, what: str, key: str = "", style: str = ""
) -> str:
    """The whole picture: its size, its name for those who cannot see it, the floor, and the marks."""
    figure, left = shown.figure, shown.crop.left
    name = figure.id.replace("_", "-")
    ids = "-".join(part for part in ("figure", name, moment, key) if part)
    box = f"{left * SCALE:.1f} {-shown.crop.top * SCALE:.1f} {wide * SCALE:g} {shown.crop.high * SCALE:.4g}"
    floor = (
        f'<rect x="{left * SCALE:.1f}" y="0" width="{wide * SCALE:g}" height="1.8"'
        f'{class_of(Tone.FLOOR, shown.screen)} fill="{shown.theme[Tone.FLOOR]}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
        'preserveAspectRatio="xMidYMax meet" role="img" class="figure" '
        f'aria-labelledby="{ids}-t {ids}-d"><title id="{ids}-t">{escape(figure.title)}: {what}</title>'
        f'<desc id="{ids}-d">{escape(figure.description)}</desc>{style}{_share(marks, ids)}{floor}</svg>'
    )


def still_marks(shown: Scene, moment: Moment, labels: Mapping[int, str] | None = None) -> str:
    """Every piece at the start, with the arrow, or at the end.

    Args:
        labels: the class of a piece by its place, for those that move.
    """
    here = shown.bodies[0] if moment is Moment.START else shown.bodies[-1]
    marks = []
    for i, piece in enumerate(shown.pieces):
        at = "" if piece.follows is None else f' transform="{transform(piece.frame(here))}"'
        named = f' class="{labels[i]}"' if labels and i in labels else ""
        marks.append(f"<g{named}{at}>{piece.markup}</g>")
    if moment is Moment.START and shown.arrows:
        drawn = "".join(arrow_markup(path, shown.theme, shown.screen) for path in shown.arrows)
        marks.append(f'<g class="figure-arrow">{drawn}</g>' if shown.screen else drawn)
    return "".join(marks)


def check_figure(figure: Figure) -> None:
    """Try every pose and the way between them, without drawing.

    Raises:
        PoseError: a pose cannot be placed, or two key poses do not fit together.
        KeyError: kit, shapes or arrows name a point or part that there is not.
    """
    bodies = [solve_figure(figure, pose) for pose in figure.poses]
    for one, other in (*pairwise(figure.poses), *pairwise(figure.way_back)):
        solve_figure(figure, between(one, other, 0.5))
    for pose in figure.poses if figure.cycle else ():
        solve_figure(figure, exchanged(pose))
    check_kit(figure, bodies[0])
    for arrow in figure.arrows:
        arrow_path(arrow, bodies)


def samples(figure: Figure) -> list[Body]:
    """The movement from start to end, every in-between solved again."""
    return _way(figure, figure.poses)


def samples_back(figure: Figure) -> list[Body]:
    """The movement from end to start."""
    return _way(figure, figure.way_back)


def _way(figure: Figure, poses: Sequence[Pose]) -> list[Body]:
    """Through the poses, eased in and out; running keeps its pace."""
    total, bodies = (len(poses) - 1) * (STEPS if len(poses) == 2 else STEPS_BETWEEN_KEYS), []
    for i in range(total + 1):
        share = i / total if figure.keeps_pace else (1 - math.cos(math.pi * i / total)) / 2
        way = share * (len(poses) - 1)
        at = min(int(way), len(poses) - 2)
        bodies.append(solve_figure(figure, between(poses[at], poses[at + 1], way - at)))
    return bodies


def _panels(figure: Figure, which: Moment, side: float) -> tuple[tuple[float, Moment], ...]:
    """What is drawn and how far to the right; a hold does not move, so once, in the middle, is enough."""
    if which is not Moment.BOTH:
        return ((0.0, which),)
    if figure.is_hold:
        return (((side + GAP) / 2, Moment.START),)
    return ((0.0, Moment.START), (side + GAP, Moment.END))


def _share(marks: str, prefix: str) -> str:
    """Write an outline that is drawn more than once only once; halves the size of a picture."""
    repeated = [d for d, n in Counter(re.findall(r'<path d="([^"]+)"', marks)).items() if n > 1]
    for i, outline in enumerate(repeated):
        marks = marks.replace(f'<path d="{outline}"', f'<use href="#{prefix}-{i}"')
    shapes = "".join(f'<path id="{prefix}-{i}" d="{outline}"/>' for i, outline in enumerate(repeated))
    return f"<defs>{shapes}</defs>{marks}"
