"""Places a body from joint angles, one absolute direction and one anchor. No drawing here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from .poses import Limb, Point, Pose, PoseError, View
from .shapes import HEAD_FORE, HEAD_UP, LENGTH, LIMITS, SOLE

FAR_SHIFT = 0.028  # the far side is seen a little ahead, still on the same floor
HIP_HALF, SHOULDER_HALF = 0.042, 0.098  # front view only
_REACH_SLACK = 0.004

# A limb is given by one key of a group; giving one on the far side drops the near side's others.
_GROUPS = (
    ("hip", "knee", "ankle_to"),
    ("ankle", "foot_tilt"),
    ("wrist", "palm_tilt"),
    ("shoulder", "elbow", "hand_to", "plumb_x"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a rigid part lies: origin, clockwise turn, and stretch (a band along x, a short arm along y)."""

    x: float
    y: float
    turn: float
    wide: float = 1.0
    long: float = 1.0

    def point(self, front: float, up: float) -> Point:
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        up *= self.long
        return self.x + front * cos + up * sin, self.y - front * sin + up * cos


@dataclass(frozen=True, slots=True)
class _Socket:
    """Where a limb grows out of the trunk: the place, the trunk's turn there, and how the side is seen."""

    place: Point
    trunk: float
    flip: int
    shift: float


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

    def breaches(self) -> list[str]:
        """Joint angles outside the anatomical limits, in words."""
        found = []
        for name, value in self.angles.items():
            low, high = LIMITS[name.split("_")[0]]
            if not low <= value <= high:
                found.append(f"{name} is {value:.0f} degrees, allowed {low:g} to {high:g}")
        return found


def solve(pose: Pose, view: View = View.SIDE) -> Body:
    """Place a pose: build it at the origin, move its anchor point to where it belongs, solve the targets.

    Raises:
        PoseError: a target is out of reach, or the anchor is unknown or itself on a solved limb.
    """
    loose = _place(pose, (0.0, 0.0), view, targets=False)
    if pose.anchor not in loose.points:
        raise PoseError(f"anchor {pose.anchor!r} is unknown or belongs to a limb that is itself solved")
    dx, dy = loose.points[pose.anchor]
    return _place(pose, (pose.at[0] - dx, pose.at[1] - dy), view, targets=True)


def between(a: Pose, b: Pose, share: float) -> Pose:
    """A pose on the way from one to the other: numbers mix, everything else must be equal."""
    if a.anchor != b.anchor or a.props.keys() != b.props.keys():
        raise PoseError("key poses differ in their anchor or their props")
    return Pose(
        anchor=a.anchor,
        at=_mix_points(a.at, b.at, share),
        near=_mix_limbs(a.near, b.near, share),
        far=_mix_limbs(a.far, b.far, share),
        lean=_mix(a.lean, b.lean, share),
        shank=_mix(a.shank, b.shank, share),
        lumbar=a.lumbar + (b.lumbar - a.lumbar) * share,
        neck=a.neck + (b.neck - a.neck) * share,
        props={
            name: (
                prop[0] + (b.props[name][0] - prop[0]) * share,
                prop[1] + (b.props[name][1] - prop[1]) * share,
                prop[2] + (b.props[name][2] - prop[2]) * share,
            )
            for name, prop in a.props.items()
        },
    )


def _mix(a: float | None, b: float | None, share: float) -> float | None:
    if a is None or b is None:
        if a is not b:
            raise PoseError("key poses do not give the same keys")
        return None
    return a + (b - a) * share


def _mix_points(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _mix_limbs(a: Limb, b: Limb, share: float) -> Limb:
    mixed: dict[str, object] = {}
    for slot in fields(Limb):
        one, other = getattr(a, slot.name), getattr(b, slot.name)
        if isinstance(one, tuple) and isinstance(other, tuple):
            mixed[slot.name] = _mix_points(one, other, share)
        elif isinstance(one, bool | str) or isinstance(other, bool | str):
            if one != other:
                raise PoseError(f"key poses differ in {slot.name}")
            mixed[slot.name] = one
        else:
            mixed[slot.name] = _mix(one, other, share)
    return replace(a, **mixed)  # type: ignore[arg-type]  # each value keeps the type of its field


def settled(angle: float, low: float) -> float:
    """The angle within one turn upwards from `low`."""
    return (angle - low) % 360 + low


def _far_limb(pose: Pose) -> Limb:
    """The far side copies the near one unless it says otherwise."""
    own = {slot.name: getattr(pose.far, slot.name) for slot in fields(Limb)}
    base = {slot.name: getattr(pose.near, slot.name) for slot in fields(Limb)}
    for group in _GROUPS:
        if any(own[key] is not None for key in group):
            base |= dict.fromkeys(group)
    return Limb(**{key: base[key] if value is None else value for key, value in own.items()})


def _place(pose: Pose, hip: Point, view: View, *, targets: bool) -> Body:
    """Frames outward from the hip; limbs with a target wait for the second pass (`targets`)."""
    body, front = Body(), view is View.FRONT
    lean, chest = _trunk(body, pose, hip, front)
    for name, (x, y, turn) in pose.props.items():
        body.frames[name], body.points[name] = Frame(x, y, turn), (x, y)
    pelvis, thorax = body.frames["pelvis"], body.frames["thorax"]
    for side, sign in (("near", 1), ("far", -1)):
        limb = pose.near if side == "near" else _far_limb(pose)
        flip, shift = (sign, 0.0) if front else (1, FAR_SHIFT if side == "far" else 0.0)
        if targets or limb.ankle_to is None:
            x, y = pelvis.point(sign * HIP_HALF if front else 0, 0)
            _leg(body, limb, side, _Socket((x + shift, y), lean, flip, shift))
        if targets or (limb.hand_to is None and limb.plumb_x is None):
            x, y = thorax.point(sign * SHOULDER_HALF if front else -0.004, LENGTH["thorax"] - 0.012)
            # Half the shift, or the far arm bulges at the chest.
            _arm(body, limb, side, _Socket((x + shift / 2, y), chest, flip, shift / 2))
        if front:
            body.angles.pop(f"ankle_{side}", None)  # a foot turned out has no angle in this plane
    return body


def _trunk(body: Body, pose: Pose, hip: Point, front: bool) -> tuple[float, float]:
    """Pelvis to head; returns the lean of pelvis and chest."""
    if pose.lean is not None:
        lean = pose.lean
    else:
        lean = (pose.near.hip or 0.0) - (pose.shank or 0.0) - (pose.near.knee or 0.0)
    chest = lean + pose.lumbar
    pelvis = Frame(*hip, lean)
    thorax = Frame(*pelvis.point(0, LENGTH["pelvis"]), chest)
    neck = Frame(*thorax.point(0, LENGTH["thorax"]), chest + pose.neck / 2)
    joint = Frame(*neck.point(0, LENGTH["neck"]), chest + pose.neck)
    head = Frame(*joint.point(0 if front else HEAD_FORE, HEAD_UP), chest + pose.neck)
    body.frames |= {"pelvis": pelvis, "thorax": thorax, "neck": neck, "head": head}
    body.points |= {
        "hip": hip,
        "seat": pelvis.point(-0.073, -0.005),
        "lap": pelvis.point(0.070, 0.02),
        "waist": (thorax.x, thorax.y),
        "chest": thorax.point(0.062, 0.10),
        "shoulder": (neck.x, neck.y),
        "upper_back": thorax.point(-0.058, 0.12),
        "nape": thorax.point(-0.055, 0.165),
        "head": (head.x, head.y),
        "crown": head.point(0, 0.065),
    }
    body.angles |= {"lumbar": pose.lumbar, "neck": pose.neck}
    return lean, chest


def _leg(body: Body, limb: Limb, side: str, socket: _Socket) -> None:
    flip = socket.flip
    if limb.ankle_to is not None:
        goal = (limb.ankle_to[0] + socket.shift, limb.ankle_to[1])
        line, at_root, knee = _two_bones(
            socket.place, goal, LENGTH["thigh"], LENGTH["shank"], f"ankle_to ({side})"
        )
        thigh = line + at_root
    else:
        knee, thigh = limb.knee or 0.0, flip * (limb.hip or 0.0) - socket.trunk
    shank, toe = thigh - knee, limb.toe or 0.0
    tilt = limb.foot_tilt if limb.foot_tilt is not None else shank + (limb.ankle or 0.0)
    upper = Frame(*socket.place, -thigh)
    lower = Frame(*upper.point(0, -LENGTH["thigh"]), -shank)
    foot = Frame(*lower.point(0, -LENGTH["shank"]), -tilt)
    toes = Frame(*foot.point(0.074, -0.029), -tilt - toe)
    parts = {"thigh": upper, "shank": lower, "foot": foot, "toes": toes}
    spots = {
        "knee": (lower.x, lower.y),
        "ankle": (foot.x, foot.y),
        "heel": foot.point(-0.036, -SOLE),
        "ball": foot.point(0.074, -SOLE),
        "toe": toes.point(0.036, -0.009),
        "kneecap": lower.point(0.034, 0),
        "back_of_ankle": lower.point(-0.024, -0.205),
        "calf": lower.point(-0.044, -0.10),
        "hamstring": upper.point(-0.054, -0.08),
    }
    angles = {
        "hip": settled(flip * (thigh + socket.trunk), -180),
        "knee": settled(knee, -90),
        "ankle": settled(tilt - shank, -180),
        "toe": toe,
    }
    body.add(side, parts, spots, angles)


def _arm(body: Body, limb: Limb, side: str, socket: _Socket) -> None:
    flip = socket.flip
    short = 1.0 if limb.arm_short is None else limb.arm_short
    arm, elbow = _arm_angles(body, limb, side, socket, short)
    fore = arm + flip * elbow
    palm = limb.palm_tilt + 90 if limb.palm_tilt is not None else fore + (limb.wrist or 0.0)
    upper = Frame(*socket.place, -arm, 1.0, short)
    lower = Frame(*upper.point(0, -LENGTH["upper_arm"]), -fore, 1.0, short)
    hand = Frame(*lower.point(0, -LENGTH["forearm"]), -palm)
    parts = {"upper_arm": upper, "forearm": lower, "hand": hand}
    spots = {"elbow": (lower.x, lower.y), "wrist": (hand.x, hand.y), "grip": hand.point(0, -LENGTH["grip"])}
    angles = {
        "shoulder": settled(flip * (arm + socket.trunk), -120),
        "elbow": elbow,
        "wrist": settled(palm - fore, -180),
    }
    # An arm turned out of the picture shows no joint angles.
    body.add(side, parts, spots, angles if short == 1.0 else {})


def _arm_angles(body: Body, limb: Limb, side: str, socket: _Socket, short: float) -> tuple[float, float]:
    """Absolute direction of the upper arm and bend of the elbow."""
    if limb.hand_to is not None:
        spot = body.points[limb.hand_to] if isinstance(limb.hand_to, str) else limb.hand_to
        reach = LENGTH["forearm"] + (LENGTH["grip"] if limb.grip else 0.0)
        line, at_root, elbow = _two_bones(
            socket.place,
            (spot[0] + socket.shift, spot[1]),
            LENGTH["upper_arm"] * short,
            reach * short,
            f"hand_to ({side})",
        )
        return (line - at_root, elbow) if short == 1.0 else (line + at_root, -elbow)
    if limb.plumb_x is not None:
        whole = LENGTH["upper_arm"] + LENGTH["forearm"] + LENGTH["grip"]
        off = (limb.plumb_x + socket.shift - socket.place[0]) / whole
        if abs(off) > 1:
            raise PoseError(f"plumb_x ({side}) is out of reach")
        return math.degrees(math.asin(off)), 0.0
    return socket.flip * (limb.shoulder or 0.0) - socket.trunk, limb.elbow or 0.0


def _two_bones(
    root: Point, target: Point, upper: float, lower: float, what: str
) -> tuple[float, float, float]:
    """Angles of a two-bone limb: direction of the line root to target, angle at the root, bend."""
    dx, dy = target[0] - root[0], target[1] - root[1]
    reach = math.hypot(dx, dy)
    if reach > upper + lower + _REACH_SLACK:
        raise PoseError(f"{what} is {reach - upper - lower:.3f} body heights out of reach")
    reach = min(max(reach, abs(upper - lower) + 1e-6), upper + lower - 1e-9)
    at_root = math.degrees(math.acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    bend = 180 - math.degrees(math.acos((upper**2 + lower**2 - reach**2) / (2 * upper * lower)))
    return math.degrees(math.atan2(dx, -dy)), at_root, bend
