"""Places one arm or leg from its joint angles, or from where its hand or foot has to be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .frames import Body, Frame
from .poses import Limb, Point, PoseError
from .shapes import LENGTH, SOLE

_REACH_SLACK = 0.004


@dataclass(frozen=True, slots=True)
class Socket:
    """Where a limb grows out of the trunk: the place, the trunk's turn there, and how the side is seen."""

    place: Point
    trunk: float
    flip: int
    shift: float


def settled(angle: float, low: float) -> float:
    """The angle within one turn upwards from `low`."""
    return (angle - low) % 360 + low


def add_leg(body: Body, limb: Limb, side: str, socket: Socket) -> None:
    """Thigh, shank and foot with their points and angles."""
    flip = socket.flip
    thigh_share, shank_share = _share(limb.thigh_short), _share(limb.shank_short)
    if limb.ankle_to is not None:
        goal = (limb.ankle_to[0] + socket.shift, limb.ankle_to[1])
        bones = LENGTH["thigh"] * thigh_share, LENGTH["shank"] * shank_share
        line, at_root, knee = _two_bones(socket.place, goal, bones, f"ankle_to ({side})")
        thigh = line + flip * at_root
    else:
        knee, thigh = limb.knee or 0.0, flip * (limb.hip or 0.0) - socket.trunk
    shank, toe = thigh - flip * knee, limb.toe or 0.0
    tilt = limb.foot_tilt if limb.foot_tilt is not None else shank + (limb.ankle or 0.0)
    upper = Frame(*socket.place, -thigh, 1.0, thigh_share)
    lower = Frame(*upper.point(0, -LENGTH["thigh"]), -shank, 1.0, shank_share)
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
    # A leg turned out of the picture shows no joint angles.
    body.add(side, parts, spots, angles if thigh_share == shank_share == 1.0 else {"toe": toe})


def add_arm(body: Body, limb: Limb, side: str, socket: Socket) -> None:
    """Upper arm, forearm and hand with their points and angles."""
    flip = socket.flip
    share = _share(limb.arm_short)
    arm, elbow = _arm_angles(body, limb, side, socket, share)
    fore = arm + flip * elbow
    palm = limb.palm_tilt + 90 if limb.palm_tilt is not None else fore + (limb.wrist or 0.0)
    upper = Frame(*socket.place, -arm, 1.0, share)
    lower = Frame(*upper.point(0, -LENGTH["upper_arm"]), -fore, 1.0, share)
    hand = Frame(*lower.point(0, -LENGTH["forearm"]), -palm)
    parts = {"upper_arm": upper, "forearm": lower, "hand": hand}
    spots = {"elbow": (lower.x, lower.y), "wrist": (hand.x, hand.y), "grip": hand.point(0, -LENGTH["grip"])}
    angles = {
        "shoulder": settled(flip * (arm + socket.trunk), -120),
        "elbow": elbow,
        "wrist": settled(palm - fore, -180),
    }
    # An arm turned out of the picture shows no joint angles.
    body.add(side, parts, spots, angles if share == 1.0 else {})


def _share(short: float | None) -> float:
    return 1.0 if short is None else short


def _arm_angles(body: Body, limb: Limb, side: str, socket: Socket, share: float) -> tuple[float, float]:
    """Absolute direction of the upper arm and bend of the elbow."""
    if limb.hand_to is not None:
        spot = body.points[limb.hand_to] if isinstance(limb.hand_to, str) else limb.hand_to
        reach = LENGTH["forearm"] + (LENGTH["grip"] if limb.grip else 0.0)
        line, at_root, elbow = _two_bones(
            socket.place,
            (spot[0] + socket.shift, spot[1]),
            (LENGTH["upper_arm"] * share, reach * share),
            f"hand_to ({side})",
        )
        return (line - at_root, elbow) if share == 1.0 else (line + at_root, -elbow)
    if limb.plumb_x is not None:
        whole = LENGTH["upper_arm"] + LENGTH["forearm"] + LENGTH["grip"]
        off = (limb.plumb_x + socket.shift - socket.place[0]) / whole
        if abs(off) > 1:
            raise PoseError(f"plumb_x ({side}) is out of reach")
        return math.degrees(math.asin(off)), 0.0
    return socket.flip * (limb.shoulder or 0.0) - socket.trunk, limb.elbow or 0.0


def _two_bones(
    root: Point, target: Point, bones: tuple[float, float], what: str
) -> tuple[float, float, float]:
    """Angles of a two-bone limb: direction of the line root to target, angle at the root, bend."""
    upper, lower = bones
    dx, dy = target[0] - root[0], target[1] - root[1]
    reach = math.hypot(dx, dy)
    if reach > upper + lower + _REACH_SLACK:
        raise PoseError(f"{what} is {reach - upper - lower:.3f} body heights out of reach")
    reach = min(max(reach, abs(upper - lower) + 1e-6), upper + lower - 1e-9)
    at_root = math.degrees(math.acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    bend = 180 - math.degrees(math.acos((upper**2 + lower**2 - reach**2) / (2 * upper * lower)))
    return math.degrees(math.atan2(dx, -dy)), at_root, bend
