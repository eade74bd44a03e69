"""The eight stages as a climbing ladder: entered when, where the case stands now, and the gate above it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.reporting.words import ended

STEP_WIDTH, STEP_GAP, LOWEST, RISE, GROUND = 91.0, 4.0, 14.0, 7.0, 86.0
NAME_WIDTH, LINE_HEIGHT = 15, 14.0
"""Letters to a line below a step; a longer name takes two lines."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as known: `entered` is the day in words, empty where it was never entered."""

    code: str
    name: str
    entered: str = ""


@dataclass(frozen=True, slots=True)
class LadderStep:
    code: str
    name: str
    name_lines: tuple[str, ...]
    entered: str
    state: str
    """done, now or ahead."""
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class StageLadder:
    """Ready to draw. `gate` is open, shut or empty where there is no next stage or no stage now."""

    title: str
    steps: tuple[LadderStep, ...]
    gate: str
    gate_x: float
    gate_text: str
    width: float
    height: float
    entered_y: float


def stage_ladder(
    stages: Sequence[Stage], now: str | None, *, gate_is_open: bool | None = None, held: bool = False
) -> StageLadder:
    """The ladder with the stage `now`; None: the case stands on no stage, nothing is marked as now.

    Args:
        gate_is_open: whether everything is met that opens the next stage; None: there is no gate to show.
        held: a hold lies over the stage.
    """
    codes = [stage.code for stage in stages]
    place = codes.index(now) if now in codes else None
    steps = tuple(_step(stage, number, place) for number, stage in enumerate(stages))
    entered_y = 117 + LINE_HEIGHT * max(len(step.name_lines) for step in steps)
    gate = ""
    if place is not None and gate_is_open is not None and place + 1 < len(stages):
        gate = "open" if gate_is_open and not held else "shut"
    return StageLadder(
        title=_finding(stages, place, gate, held),
        steps=steps,
        gate=gate,
        gate_x=steps[place].x + STEP_WIDTH + STEP_GAP / 2 if gate and place is not None else 0.0,
        gate_text=f"gate {gate}" if gate else "",
        width=len(stages) * (STEP_WIDTH + STEP_GAP) + 2,
        height=entered_y + 6 if any(step.entered for step in steps) else entered_y - 8,
        entered_y=entered_y,
    )


def _step(stage: Stage, number: int, place: int | None) -> LadderStep:
    height = LOWEST + RISE * number
    if place is not None and number == place:
        state = "now"
    elif stage.entered and (place is None or number < place):
        state = "done"
    else:
        state = "ahead"
    return LadderStep(
        code=stage.code,
        name=stage.name,
        name_lines=tuple(textwrap.wrap(stage.name, NAME_WIDTH, break_on_hyphens=False)[:2]),
        entered=stage.entered,
        state=state,
        x=2 + number * (STEP_WIDTH + STEP_GAP),
        y=GROUND - height,
        height=height,
    )


def _finding(stages: Sequence[Stage], place: int | None, gate: str, held: bool) -> str:
    first, last = stages[0].code, stages[-1].code
    if place is None:
        return f"No stage of {first} to {last} now."
    stage = stages[place]
    since = f", entered {stage.entered}" if stage.entered else ""
    words = ended(f"Now on stage {stage.code} of {first} to {last}: {stage.name}{since}")
    if held:
        words += " A hold lies over it."
    if gate:
        words += f" The gate to {stages[place + 1].code} is {gate}."
    return words
