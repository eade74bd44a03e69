"""On a black-and-white printer: what a figure tells by colour stays apart in grey."""

from __future__ import annotations

import pytest

from screening.domain.reporting.pictograms.poses import Tone
from screening.domain.reporting.pictograms.shapes import LIGHT
from tests.web.test_contrast import contrast

APART: tuple[tuple[Tone, Tone, float], ...] = (
    (Tone.INK, Tone.PAPER, 7.0),
    (Tone.HAMSTRING, Tone.INK, 3.0),
    (Tone.HAMSTRING_FAR, Tone.FAR, 1.3),
    (Tone.FAR, Tone.INK, 3.0),
    (Tone.FAR, Tone.PAPER, 3.0),
    (Tone.PARTNER, Tone.INK, 3.0),
    (Tone.PARTNER, Tone.PAPER, 3.0),
    (Tone.PARTNER_FAR, Tone.PARTNER, 1.5),
    (Tone.BAND, Tone.PAPER, 3.0),
    (Tone.KIT, Tone.PAPER, 3.0),
    (Tone.KIT_SOFT, Tone.KIT, 3.0),
    (Tone.MOVE, Tone.PAPER, 7.0),
)
"""Tones that touch in a drawing, with the least ratio of their brightness."""


@pytest.mark.parametrize(("one", "other", "least"), APART)
def test_parts_of_a_figure_that_touch_stay_apart_in_grey(one: Tone, other: Tone, least: float) -> None:
    assert contrast(LIGHT[one], LIGHT[other]) >= least
