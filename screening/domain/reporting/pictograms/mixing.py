"""Poses made from poses: on the way from one to the other, and with the sides exchanged."""

from __future__ import annotations

from dataclasses import fields, replace

from .poses import Limb, Point, Pose, PoseError

# A limb is given by one key of a group; giving one on the far side drops the near side's others.
_GROUPS = (
    ("hip", "knee", "ankle_to"),
    ("ankle", "foot_tilt"),
    ("wrist", "palm_tilt"),
    ("shoulder", "elbow", "hand_to", "plumb_x"),
)


def far_limb(pose: Pose) -> Limb:
    """The far side copies the near one unless it says otherwise."""
    own = {slot.name: getattr(pose.far, slot.name) for slot in fields(Limb)}
    base = {slot.name: getattr(pose.near, slot.name) for slot in fields(Limb)}
    for group in _GROUPS:
        if any(own[key] is not None for key in group):
            base |= dict.fromkeys(group)
    return Limb(**{key: base[key] if value is None else value for key, value in own.items()})


def exchanged(pose: Pose) -> Pose:
    """The same pose with near and far side in each other's place; it needs `lean`, not `shank`."""
    if pose.lean is None:
        raise PoseError("a cycle needs `lean`, as the shank changes sides")
    return replace(pose, near=far_limb(pose), far=pose.near)


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
