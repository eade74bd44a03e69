"""The data of a figure: poses by joint angles, equipment by simple shapes. Units: body height, degrees.

World: x to the right (the athlete faces right), y up, floor at y = 0.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Place: TypeAlias = Point | str
"""A point in the world, or the name of a point of the body."""


class PoseError(ValueError):
    """A pose cannot be drawn: a target is out of reach or a name is unknown. Shown to figure authors."""


class View(enum.StrEnum):
    SIDE = "side"
    FRONT = "front"


class Work(enum.StrEnum):
    """Whose posterior thigh is tinted."""

    BOTH = "both"
    NEAR = "near"
    FAR = "far"
    NONE = "none"


class Layer(enum.StrEnum):
    BEHIND = "behind"
    MIDDLE = "middle"
    UNDER_HAND = "under_hand"
    FRONT = "front"


class KitShape(enum.StrEnum):
    DISC = "disc"
    BAR = "bar"
    BOX = "box"
    CURVE = "curve"
    STRETCH = "stretch"


class Tone(enum.StrEnum):
    """What a colour means; the values are in shapes.py."""

    PAPER = "paper"
    INK = "ink"
    FAR = "far"
    HAMSTRING = "hamstring"
    HAMSTRING_FAR = "hamstring_far"
    KIT = "kit"
    KIT_SOFT = "kit_soft"
    PARTNER = "partner"
    PARTNER_FAR = "partner_far"
    BAND = "band"
    MOVE = "move"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Limb:
    """One side: joint angles, or targets that are solved. None: the near side's value, or 0."""

    hip: float | None = None
    knee: float | None = None
    ankle: float | None = None
    foot_tilt: float | None = None
    """Absolute slope of the sole; the ankle follows."""
    toe: float | None = None
    shoulder: float | None = None
    elbow: float | None = None
    wrist: float | None = None
    palm_tilt: float | None = None
    plumb_x: float | None = None
    """Straight arm with the fist on this vertical line."""
    arm_short: float | None = None
    """Arm turned out of the picture, foreshortened by this share."""
    thigh_short: float | None = None
    shank_short: float | None = None
    ankle_to: Point | None = None
    hand_to: Place | None = None
    grip: bool | None = None
    """The fist, not the wrist, goes to `hand_to`."""


@dataclass(frozen=True, slots=True)
class Pose:
    """A body with one anchor and one absolute direction: `lean` of the trunk or slope of the near `shank`."""

    anchor: str
    at: Point
    near: Limb
    far: Limb = field(default_factory=Limb)
    lean: float | None = None
    shank: float | None = None
    lumbar: float = 0.0
    neck: float = 0.0
    props: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    """Things that move by themselves: x, y, turn."""


@dataclass(frozen=True, slots=True)
class KitPiece:
    """One piece of equipment in the world, or carried by a point of the body (`at`, turned with `turn`)."""

    shape: KitShape
    tone: Tone
    layer: Layer = Layer.BEHIND
    at: Place | None = None
    turn: str | None = None
    to_point: str | None = None
    edge: bool = False
    r: float = 0.0
    centre: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    end: Point = (0.0, 0.0)
    corner: float = 0.008
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """The path of a body point, moved outwards by `away`, or the path through given points."""

    point: str | None = None
    away: float = 0.0
    part: tuple[float, float] = (0.0, 1.0)
    through: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one round of the moving picture; without `back_s` it jumps back to the start."""

    out_s: float = 2.5
    hold_s: float = 0.6
    back_s: float = 2.0
    rest_s: float = 0.6


@dataclass(frozen=True, slots=True)
class Figure:
    """One exercise: its poses, its kit, and what must hold while it moves."""

    id: str
    title: str
    description: str
    start: Pose
    end: Pose
    keys: tuple[Pose, ...] = ()
    """Poses on the way from start to end."""
    back: tuple[Pose, ...] = ()
    """Poses on the way from end to start, where that is another way."""
    view: View = View.SIDE
    work: Work = Work.BOTH
    fist: bool = False
    kit: tuple[KitPiece, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    partner: Pose | None = None
    """The helper. A hand goes to a point of the athlete by the name `athlete_` and the point."""
    tempo: Tempo = field(default_factory=Tempo)
    cycle: bool = False
    """Running and pedalling: from end to start the sides change places, so the picture turns on and on."""
    shapes: Mapping[str, str] = field(default_factory=dict)
    stays: tuple[str, ...] = ()
    floor: tuple[str, ...] = ()
    floor_height: float = 0.0
    balanced: bool = False

    @property
    def keeps_pace(self) -> bool:
        """Nothing slows down at start and end: it goes round, or has no time to rest there."""
        return self.cycle or not (self.tempo.hold_s or self.tempo.rest_s)

    @property
    def poses(self) -> tuple[Pose, ...]:
        return (self.start, *self.keys, self.end)

    @property
    def way_back(self) -> tuple[Pose, ...]:
        return (self.end, *(self.back or reversed(self.keys)), self.start)

    @property
    def is_hold(self) -> bool:
        """Nothing moves: start and end are the same pose."""
        return self.start == self.end


Figures: TypeAlias = Mapping[str, Figure]
