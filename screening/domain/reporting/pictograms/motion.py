"""The movement of a figure as CSS key frames: rigid parts, no script, the tempo of the exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .draw import Scene, samples, samples_back
from .frames import Body, Frame
from .limbs import settled
from .marks import SCALE
from .mixing import exchanged
from .poses import Figure

_JUMP = 0.0001  # of one round: as good as at once

Timeline = Sequence[tuple[float, Body]]
"""Bodies with the share of the round at which each is reached."""


def seconds(figure: Figure) -> float:
    """How long one round takes."""
    tempo = figure.tempo
    return 2 * tempo.out_s if figure.cycle else tempo.out_s + tempo.hold_s + tempo.back_s + tempo.rest_s


def timeline(shown: Scene) -> Timeline:
    """Out, hold, back and rest; or, where the sides change places, round and round."""
    figure, bodies = shown.figure, shown.bodies
    if figure.is_hold:
        return ()
    if figure.cycle:
        rounds = [*bodies[:-1], *samples(_other_half(figure))]
        return [(i / (len(rounds) - 1), body) for i, body in enumerate(rounds)]
    tempo, whole, last = figure.tempo, seconds(figure), len(bodies) - 1
    back = tempo.out_s + tempo.hold_s
    out = [(tempo.out_s * i / last / whole, body) for i, body in enumerate(bodies)]
    if not tempo.back_s:
        return [*out, (back / whole, bodies[-1]), (back / whole + _JUMP, bodies[0]), (1.0, bodies[0])]
    way_home = samples_back(figure)
    home = [
        ((back + tempo.back_s * i / (len(way_home) - 1)) / whole, body) for i, body in enumerate(way_home)
    ]
    return [*out, *home, (1.0, bodies[0])]


def key_frames(shown: Scene) -> tuple[dict[int, str], str]:
    """The class of each piece that moves, by its place, and the style that moves them.

    It plays on screens only, and rests on the start picture where reduced motion is wished for.
    """
    times, labels = timeline(shown), {}
    known: dict[str, str] = {}
    for place, piece in enumerate(shown.pieces):
        stops = _stops([(share, piece.frame(body)) for share, body in times])
        if len({text for _, text in stops}) > 1:
            css = "".join(f"{share * 100:.4g}%{{transform:{text}}}" for share, text in stops)
            labels[place] = known.setdefault(css, f"m{len(known)}")
    total = seconds(shown.figure)
    rules = "".join(
        f"@keyframes {name}{{{css}}}.{name}{{animation:{name} {total:g}s linear infinite}}"
        for css, name in known.items()
    )
    if not rules:
        return labels, ""
    media = "@media screen and (prefers-reduced-motion:no-preference)"
    return labels, f"{media}{{.figure-arrow{{display:none}}{rules}}}"


def _other_half(figure: Figure) -> Figure:
    """The same movement with the other leg first."""
    start, *keys, end = (exchanged(pose) for pose in figure.poses)
    return replace(figure, start=start, keys=tuple(keys), end=end)


def _stops(frames: Sequence[tuple[float, Frame]]) -> list[tuple[float, str]]:
    """Each frame as a CSS transform; turns go the short way, never back round the full circle."""
    stops, turn = [], frames[0][1].turn if frames else 0.0
    for share, frame in frames:
        turn += settled(frame.turn - turn, -180)
        stops.append((share, _css(replace(frame, turn=turn))))
    return stops


def _css(frame: Frame) -> str:
    more = f" scale({frame.wide:.3f},{frame.long:.3f})" if (frame.wide, frame.long) != (1.0, 1.0) else ""
    return f"translate({frame.x * SCALE:.1f}px,{-frame.y * SCALE:.1f}px) rotate({frame.turn:.1f}deg){more}"
