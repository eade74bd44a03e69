"""The drawn pieces of a figure, back to front: equipment, far side, trunk, near side, each in its frame."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .frames import PARTNER, Body, Frame
from .marks import SCALE, kit_markup, kit_spots, outline, spots_of
from .poses import Figure, KitPiece, Layer, Point, Tone, View, Work
from .shapes import LOOSE, OUTLINE

_LEG = ("foot", "toes", "shank", "thigh")
_ARM = ("upper_arm", "forearm", "hand")
_TRUNK = ("neck", "head", "thorax", "pelvis")


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing: the frame it follows (a name, or equipment carried by a point) and its markup."""

    follows: str | KitPiece | None
    markup: str
    spots: tuple[Point, ...] = ()
    """Points that bound it, in its frame."""

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
        work = self.figure.work
        far = Tone.INK if self.is_front else Tone.FAR
        out = [*self._kit(Layer.BEHIND), *self._partner(), *self._limb(_ARM, "far", far)]
        out += self._limb(_LEG, "far", far)
        if work in (Work.FAR, Work.BOTH):
            tone = Tone.HAMSTRING if work is Work.FAR else Tone.HAMSTRING_FAR
            out.append(self._part("hamstring", "thigh_far", tone))
        out += [*self._kit(Layer.MIDDLE), *self._halo(_LEG, "near"), *self._trunk("", Tone.INK)]
        out += self._limb(_LEG, "near", Tone.INK)
        if work in (Work.NEAR, Work.BOTH):
            out.append(self._part("hamstring", "thigh_near", Tone.HAMSTRING))
        out += [*self._kit(Layer.UNDER_HAND), *self._halo(_ARM, "near"), *self._limb(_ARM, "near", Tone.INK)]
        return [*out, *self._kit(Layer.FRONT), *self._partner_arm()]

    def _partner(self) -> list[Piece]:
        """The helper behind the athlete, all but the near arm."""
        if self.figure.partner is None:
            return []
        tone, soft = Tone.PARTNER, Tone.PARTNER_FAR
        return [
            *self._limb(_ARM, "far", soft, PARTNER),
            *self._limb(_LEG, "far", soft, PARTNER),
            *self._halo(_LEG, "near", PARTNER),
            *self._trunk(PARTNER, tone),
            *self._limb(_LEG, "near", tone, PARTNER),
        ]

    def _partner_arm(self) -> list[Piece]:
        """The helper's near hand lies on the athlete."""
        if self.figure.partner is None:
            return []
        return [*self._halo(_ARM, "near", PARTNER), *self._limb(_ARM, "near", Tone.PARTNER, PARTNER)]

    def _trunk(self, whose: str, tone: Tone) -> list[Piece]:
        suffix = "_front" if self.is_front else ""
        shapes = {name: "neck" if name == "neck" else f"{name}{suffix}" for name in _TRUNK}
        return [self._part(self.shapes.get(name, shapes[name]), whose + name, tone) for name in _TRUNK]

    def _part(self, shape: str, frame: str, tone: Tone) -> Piece:
        return Piece(frame, self._filled(f'path d="{outline(shape)}"', tone), spots_of(shape))

    def _filled(self, markup: str, tone: Tone) -> str:
        return f'<{markup}{class_of(tone, self.screen)} fill="{self.theme[tone]}"/>'

    def _shape(self, name: str, side: str, whose: str) -> str:
        return name if whose else self.shapes.get(f"{name}_{side}", name)

    def _limb(self, names: Sequence[str], side: str, tone: Tone, whose: str = "") -> list[Piece]:
        chosen = [(self._shape(name, side, whose), f"{whose}{name}_{side}") for name in names]
        return [self._part(shape, frame, tone) for shape, frame in chosen if shape != "none"]

    def _halo(self, names: Sequence[str], side: str, whose: str = "") -> list[Piece]:
        """A paper-coloured rim that parts a near limb from what lies behind it."""
        paper = self.theme[Tone.PAPER]
        named = ' class="figure-halo"' if self.screen else ""
        style = f'{named} fill="{paper}" stroke="{paper}" stroke-width="3.6" stroke-linejoin="round"'
        # No rim round the shoulder: the arm grows out of the trunk.
        edge = {"upper_arm": "upper_arm_edge"}
        shapes = ((name, self._shape(name, side, whose)) for name in names)
        return [
            Piece(f"{whose}{name}_{side}", f'<path d="{outline(edge.get(shape, shape))}"{style}/>')
            for name, shape in shapes
            if shape != "none"
        ]

    def _kit(self, layer: Layer) -> list[Piece]:
        return [self._kit_piece(item) for item in self.figure.kit if item.layer is layer]

    def _kit_piece(self, item: KitPiece) -> Piece:
        markup, spots = kit_markup(item), kit_spots(item)
        follows = item if item.at is not None else None
        if not item.edge:
            return Piece(follows, self._filled(markup, item.tone), spots)
        # The rim is drawn first and larger: not every renderer knows paint-order.
        paper = self.theme[Tone.PAPER]
        named = ' class="figure-halo"' if self.screen else ""
        rim = f'<{markup}{named} fill="{paper}" stroke="{paper}" stroke-width="3"/>'
        return Piece(follows, rim + self._filled(markup, item.tone), spots)
