"""The four bands as words and shapes."""

from __future__ import annotations

from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.view import BandStep
from screening.domain.reporting.wording import Wording
from screening.domain.vocabulary import Band, Light


def kind_of(band: Band) -> str:
    """The theme class and shape of a band."""
    return band.value.replace("_", "-")


def band_steps(now: Band | None, wording: Wording) -> tuple[BandStep, ...]:
    """All four, the highest on top."""
    return tuple(
        BandStep(
            shape=StateShape(kind=kind_of(band), title=wording.say(f"band.{band}.word")),
            word=wording.say(f"band.{band}.word"),
            advice=wording.say(f"band.{band}.advice"),
            is_now=band is now,
        )
        for band in reversed(Band)
    )


LIGHT_KINDS = {Light.GREEN: "low", Light.AMBER: "moderate", Light.RED: "high"}
"""A light borrows the shape of a state: circle, diamond, triangle."""
