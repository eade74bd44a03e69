"""The colours of the tokens: contrast, order in grey, and apart for every kind of colour vision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from screening.web.assets import shipped

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-2", "action")
        for ground in ("paper", "surface", "sunken", "action-tint")
    ],
    ("on-action", "action", TEXT),
    ("on-action", "action-strong", TEXT),
    *[("error", ground, TEXT) for ground in ("surface", "paper", "error-tint")],
    *[("line-strong", ground, GRAPHIC) for ground in ("surface", "paper", "sunken")],
    *[(f"t{number}", "on-care", TEXT) for number in range(1, 6)],
]
STATES = ("low", "moderate", "high", "very-high")
for _state in STATES:
    PAIRS += [(_state, "surface", GRAPHIC), (_state, "paper", GRAPHIC), (_state, f"{_state}-tint", GRAPHIC)]
    PAIRS += [("ink", f"{_state}-tint", TEXT), ("on-state", _state, GRAPHIC)]

# Simulation matrices for full severity in linear RGB: Machado, Oliveira and Fernandes 2009.
VISION = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST_GREY_STEP = 5
LEAST_APART = 12


def linear(colour: str) -> list[float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: Sequence[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Sequence[float]) -> tuple[float, float, float]:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    f = [max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, luminance(rgb), z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen_by(kind: str, rgb: Sequence[float]) -> list[float]:
    return [min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in VISION[kind]]


def theme(name: str) -> dict[str, str]:
    find = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")
    light = dict(find.findall(shipped()["tokens.css"].decode()))
    return light if name == "light" else light | dict(find.findall(shipped()["tokens-dark.css"].decode()))


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_two_colours_that_meet_are_told_apart(name: str, one: str, other: str, least: float) -> None:
    colours = theme(name)
    assert contrast(colours[one], colours[other]) >= least


@pytest.mark.parametrize("name", ["light", "dark"])
def test_states_keep_their_order_in_grey(name: str) -> None:
    greys = [lab([luminance(linear(theme(name)[state]))] * 3)[0] for state in STATES]
    steps = [after - before for before, after in pairwise(greys)]
    assert all(step >= LEAST_GREY_STEP for step in steps) or all(step <= -LEAST_GREY_STEP for step in steps)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", list(VISION))
def test_states_stay_apart_for_every_kind_of_colour_vision(name: str, kind: str) -> None:
    labs = [lab(seen_by(kind, linear(theme(name)[state]))) for state in STATES]
    for one, other in combinations(labs, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= LEAST_APART


def test_no_style_sheet_names_a_colour_of_its_own() -> None:
    outside_print = re.sub(r"@media print \{.*", "", shipped()["screen.css"].decode(), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", outside_print) == []
