"""The drawn pieces of a figure, back to front: equipment, far side, trunk, near side, each in its frame."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .poses import Figure, KitPiece, KitShape, Layer, Point, Tone, View, Work
from .shapes import LOOSE, OUTLINE
from .skeleton import Body, Frame

SCALE = 200.0  # drawing units per body height
_LEG = ("foot", "toes", "shank", "thigh")
_ARM = ("upper_arm", "forearm", "hand")


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing: the frame it follows (a name, or equipment carried by a point) and its markup."""

    follows: str | KitPiece | None
    markup: str

    def frame(self, body: Body) -> Frame:
        item = self.follows
        if item is None:
            return Frame(0, 0, 0)
        if isinstance(item, str):
            return body.frames[item]
        x, y = body.points[item.at] if isinstance(item.at, str) else item.at or (0.0, 0.0)
        if item.to_point is None:
            return Frame(x, y, body.frames[item.turn].turn if item.turn else 0.0)
        dx, dy = body.points[item.to_point][0] - x, body.points[item.to_point][1] - y
        return Frame(x, y, -math.degrees(math.atan2(dy, dx)), math.hypot(dx, dy))


def transform(frame: Frame) -> str:
    """The frame as an SVG transform."""
    more = f" scale({frame.wide:.3f} {frame.long:.3f})" if (frame.wide, frame.long) != (1.0, 1.0) else ""
    turn = f" rotate({frame.turn:.1f})" if round(frame.turn, 1) else ""
    return f"translate({frame.x * SCALE:.1f} {-frame.y * SCALE:.1f}){turn}{more}"


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


def class_of(tone: Tone, screen: bool) -> str:
    """The class attribute of a colour, on screen only."""
    return f' class="figure-{tone.value.replace("_", "-")}"' if screen else ""


def check_kit(figure: Figure, body: Body) -> None:
    """Raise KeyError where a piece of kit or a shape names a point or part that there is not."""
    for item in figure.kit:
        Piece(item if item.at is not None else None, "").frame(body)
    for frame, shape in figure.shapes.items():
        if frame not in body.frames or (shape not in OUTLINE and shape not in LOOSE):
            raise KeyError(f"{frame}: {shape}")


def pieces(figure: Figure, theme: Mapping[Tone, str], screen: bool) -> list[Piece]:
    """Everything to draw, back to front."""
    return _Draughtsman(figure, theme, screen).pieces()


class _Draughtsman:
    def __init__(self, figure: Figure, theme: Mapping[Tone, str], screen: bool) -> None:
        self.figure, self.theme, self.screen = figure, theme, screen
        self.is_front = figure.view is View.FRONT
        fists = {"hand_near": "fist", "hand_far": "fist"} if figure.fist else {}
        self.shapes = fists | dict(figure.shapes)

    def pieces(self) -> list[Piece]:
        work, suffix = self.figure.work, "_front" if self.is_front else ""
        far = Tone.INK if self.is_front else Tone.FAR
        out = [*self._kit(Layer.BEHIND), *self._limb(_ARM, "far", far), *self._limb(_LEG, "far", far)]
        if work in (Work.FAR, Work.BOTH):
            tone = Tone.HAMSTRING if work is Work.FAR else Tone.HAMSTRING_FAR
            out.append(self._part("hamstring", "thigh_far", tone))
        out += [*self._kit(Layer.MIDDLE), *self._halo(_LEG, "near")]
        out += [self._part("neck", "neck", Tone.INK), self._part(f"head{suffix}", "head", Tone.INK)]
        out += [self._part(f"{name}{suffix}", name, Tone.INK) for name in ("thorax", "pelvis")]
        out += self._limb(_LEG, "near", Tone.INK)
        if work in (Work.NEAR, Work.BOTH):
            out.append(self._part("hamstring", "thigh_near", Tone.HAMSTRING))
        out += [*self._kit(Layer.UNDER_HAND), *self._halo(_ARM, "near"), *self._limb(_ARM, "near", Tone.INK)]
        return out + self._kit(Layer.FRONT)

    def _part(self, shape: str, frame: str, tone: Tone) -> Piece:
        return Piece(frame, self._filled(f'path d="{_outline(shape)}"', tone))

    def _filled(self, markup: str, tone: Tone) -> str:
        return f'<{markup}{class_of(tone, self.screen)} fill="{self.theme[tone]}"/>'

    def _limb(self, names: Sequence[str], side: str, tone: Tone) -> list[Piece]:
        chosen = [(self.shapes.get(f"{name}_{side}", name), f"{name}_{side}") for name in names]
        return [self._part(shape, frame, tone) for shape, frame in chosen if shape != "none"]

    def _halo(self, names: Sequence[str], side: str) -> list[Piece]:
        """A paper-coloured rim that parts a near limb from what lies behind it."""
        paper = self.theme[Tone.PAPER]
        named = ' class="figure-halo"' if self.screen else ""
        style = f'{named} fill="{paper}" stroke="{paper}" stroke-width="3.6" stroke-linejoin="round"'
        # No rim round the shoulder: the arm grows out of the trunk.
        edge = {"upper_arm": "upper_arm_edge"}
        shapes = ((name, self.shapes.get(f"{name}_{side}", edge.get(name, name))) for name in names)
        return [
            Piece(f"{name}_{side}", f'<path d="{_outline(shape)}"{style}/>')
            for name, shape in shapes
            if shape != "none"
        ]

    def _kit(self, layer: Layer) -> list[Piece]:
        return [self._kit_piece(item) for item in self.figure.kit if item.layer is layer]

    def _kit_piece(self, item: KitPiece) -> Piece:
        markup = _kit_markup(item)
        follows = item if item.at is not None else None
        if not item.edge:
            return Piece(follows, self._filled(markup, item.tone))
        # The rim is drawn first and larger: not every renderer knows paint-order.
        paper = self.theme[Tone.PAPER]
        named = ' class="figure-halo"' if self.screen else ""
        rim = f'<{markup}{named} fill="{paper}" stroke="{paper}" stroke-width="3"/>'
        return Piece(follows, rim + self._filled(markup, item.tone))


@functools.cache
def _outline(part: str) -> str:
    if part in LOOSE:
        return path_through(LOOSE[part])
    front = [(ahead, -along) for along, ahead, _ in OUTLINE[part]]
    back = [(-behind, -along) for along, _, behind in reversed(OUTLINE[part][1:-1])]
    return path_through(front + back)


def _kit_markup(item: KitPiece) -> str:
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
