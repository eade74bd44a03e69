"""Reads the poses of the exercise figures: rules/exercises/figures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from screening.domain.plan.exercises import Exercise
from screening.domain.reporting.pictograms.draw import check_figure
from screening.domain.reporting.pictograms.poses import (
    Arrow,
    Figure,
    Figures,
    KitPiece,
    KitShape,
    Layer,
    Limb,
    Place,
    Point,
    Pose,
    PoseError,
    Tempo,
    Tone,
    View,
    Work,
)
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FOLDER = "exercises/figures"
MAT_HEIGHT = 0.024  # what rests on a mat lies a little above the floor
_MATS = ("mat_kneel", "mat_pair", "mat_long")
_LIMB_NUMBERS = (
    "hip",
    "knee",
    "ankle",
    "foot_tilt",
    "toe",
    "shoulder",
    "elbow",
    "wrist",
    "palm_tilt",
    "plumb_x",
    "arm_short",
    "thigh_short",
    "shank_short",
)


def read_figures(context: Context, exercises: Mapping[str, Exercise]) -> Figures:
    """Every figure by exercise id, under the name of its exercise; each must be drawable."""
    index = context.open(f"{FOLDER}/index.yaml")
    kit: dict[str, tuple[KitPiece, ...]] = {}
    if index is not None:
        top = index.block().child("kit")
        for name in top.keys():  # noqa: SIM118 - Block is not a mapping
            kit[name] = tuple(_kit_piece(block) for block in top.children(name))
    figures: dict[str, Figure] = {}
    for file in context.open_all(FOLDER):
        for name, block in file.block().named_children("figures"):
            if name not in exercises:
                block.problem("desc", f"{name!r} is not an exercise", "use the id of an exercise")
                continue
            figure = _figure(exercises[name], block, kit)
            _check_drawable(figure, block)
            figures[name] = figure
    return figures


_DRAWABLE: set[bytes] = set()
"""Digests of figures that could be drawn: versions of the rules share most of their figures, and to try them
all again would take a quarter of reading a version."""


def _check_drawable(figure: Figure, block: Block) -> None:
    digest = hashlib.sha256(repr(figure).encode()).digest()
    if digest in _DRAWABLE:
        return
    try:
        check_figure(figure)
    except PoseError as error:
        block.problem("start", f"cannot be drawn: {error}", "change the pose")
    except KeyError as error:
        block.problem("kit", f"names an unknown point or part {error}", "use a point of the body")
    else:
        _DRAWABLE.add(digest)


def _figure(exercise: Exercise, block: Block, kit: Mapping[str, tuple[KitPiece, ...]]) -> Figure:
    wanted = block.optional_texts("kit")
    for item in wanted:
        if item not in kit:
            block.problem("kit", f"{item!r} is not in the kit of index.yaml", "add it there or fix the name")
    return Figure(
        id=exercise.id,
        title=exercise.name,
        description=block.text("desc"),
        start=_pose(block.child("start")),
        end=_pose(block.child("end")),
        keys=tuple(_pose(pose) for pose in block.optional_children("keys")),
        back=tuple(_pose(pose) for pose in block.optional_children("back")),
        view=block.choice("view", View) if block.has("view") else View.SIDE,
        work=block.choice("work", Work) if block.has("work") else Work.BOTH,
        fist=block.flag("fist", default=False),
        kit=tuple(piece for item in wanted for piece in kit.get(item, ())),
        arrows=tuple(_arrow(arrow) for arrow in block.optional_children("arrows")),
        shapes=_shapes(block),
        partner=_partner(block),
        tempo=_tempo(block),
        cycle=block.flag("cycle", default=False),
        stays=block.optional_texts("stays"),
        floor=block.optional_texts("floor"),
        floor_height=MAT_HEIGHT if set(wanted) & set(_MATS) else 0.0,
        balanced=block.flag("balanced", default=False),
    )


def _partner(block: Block) -> Pose | None:
    partner = block.optional_child("partner")
    return None if partner is None else _pose(partner)


def _tempo(block: Block) -> Tempo:
    """Seconds out, held, back and resting."""
    if not block.has("tempo"):
        return Tempo()
    match block.numbers("tempo"):
        case (out, hold, back, rest) if out > 0 and min(hold, back, rest) >= 0:
            return Tempo(out, hold, back, rest)
        case _:
            block.problem("tempo", "is not [out, hold, back, rest]", "write four numbers of seconds")
            return Tempo()


def _shapes(block: Block) -> dict[str, str]:
    shapes = block.optional_child("shapes")
    return {} if shapes is None else {name: shapes.text(name) for name in shapes.keys()}  # noqa: SIM118


def _pose(block: Block) -> Pose:
    anchor = block.values("anchor")
    match anchor:
        case (str() as name, int() | float() as x, int() | float() as y):
            point, at = name, (float(x), float(y))
        case _:
            block.problem("anchor", "is not [point, x, y]", "write it like [ankle_near, 0, 0.039]")
            point, at = "hip", (0.0, 0.5)
    far = block.optional_child("far")
    props = block.optional_child("props")
    if block.has("lean") == block.has("shank"):
        block.problem("lean", "needs exactly one of lean and shank", "give one absolute direction")
    return Pose(
        anchor=point,
        at=at,
        near=_limb(block),
        far=_limb(far) if far is not None else Limb(),
        lean=block.optional_number("lean"),
        shank=block.optional_number("shank"),
        lumbar=block.optional_number("lumbar") or 0.0,
        neck=block.optional_number("neck") or 0.0,
        props={} if props is None else {name: _prop(props, name) for name in props.keys()},  # noqa: SIM118
    )


def _prop(block: Block, name: str) -> tuple[float, float, float]:
    match block.numbers(name):
        case (x, y, turn):
            return x, y, turn
        case _:
            block.problem(name, "is not [x, y, turn]", "write three numbers")
            return 0.0, 0.0, 0.0


def _limb(block: Block) -> Limb:
    numbers = {name: block.optional_number(name) for name in _LIMB_NUMBERS}
    return Limb(
        **numbers,
        ankle_to=_point(block, "ankle_to") if block.has("ankle_to") else None,
        hand_to=_place(block, "hand_to") if block.has("hand_to") else None,
        grip=block.flag("grip") if block.has("grip") else None,
    )


def _point(block: Block, key: str) -> Point:
    match block.numbers(key):
        case (x, y):
            return x, y
        case _:
            block.problem(key, "is not [x, y]", "write two numbers")
            return 0.0, 0.0


def _place(block: Block, key: str) -> Place:
    match block.values(key):
        case (str() as name,):
            return name
        case _:
            return _point(block, key)


def _points(block: Block, key: str) -> tuple[Point, ...]:
    numbers = block.numbers(key)
    if len(numbers) % 2:
        block.problem(key, "has an odd count of numbers", "write x, y, x, y and so on")
    return tuple(zip(numbers[::2], numbers[1::2], strict=False))


def _arrow(block: Block) -> Arrow:
    part = _point(block, "part") if block.has("part") else (0.0, 1.0)
    if block.has("through"):
        return Arrow(through=_points(block, "through"), part=part)
    return Arrow(point=block.text("point"), away=block.optional_number("away") or 0.0, part=part)


def _kit_piece(block: Block) -> KitPiece:
    return KitPiece(
        shape=block.choice("draw", KitShape),
        tone=block.choice("tone", Tone),
        layer=block.choice("layer", Layer) if block.has("layer") else Layer.BEHIND,
        at=_place(block, "at") if block.has("at") else None,
        turn=block.optional_text("turn"),
        to_point=block.optional_text("to_point"),
        edge=block.flag("edge", default=False),
        r=block.optional_number("r") or 0.0,
        centre=_point(block, "centre") if block.has("centre") else (0.0, 0.0),
        start=_point(block, "from") if block.has("from") else (0.0, 0.0),
        end=_point(block, "to") if block.has("to") else (0.0, 0.0),
        corner=block.optional_number("round") or 0.008,
        points=_points(block, "points") if block.has("points") else (),
    )
