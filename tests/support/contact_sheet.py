"""All figures on one sheet with their names: python -m tests.support.contact_sheet OUT.svg."""

from __future__ import annotations

import math
import re
import sys
from html import escape
from pathlib import Path

from screening.domain.reporting.pictograms.draw import draw
from screening.domain.reporting.pictograms.poses import Figures, Tone
from screening.domain.reporting.pictograms.shapes import LIGHT

from .figure_rules import figures

CELL, GAP, LABEL, COLUMNS = 180, 12, 26, 5


def contact_sheet(shown: Figures) -> str:
    """Every figure in the order of the rules, start and end side by side; a row is as high as it needs."""
    names = list(shown)
    wide, y, rows = COLUMNS * (2 * CELL + GAP) + GAP, GAP, ""
    for first in range(0, len(names), COLUMNS):
        row = [(name, *_pair(shown, name)) for name in names[first : first + COLUMNS]]
        high = max(tall for _, _, tall in row)
        for i, (name, pair, tall) in enumerate(row):
            place = f"translate({GAP + i * (2 * CELL + GAP)} {y})"
            rows += (
                f'<g transform="{place}"><rect width="{2 * CELL}" height="{high + LABEL:.1f}" rx="8" '
                f'fill="{LIGHT[Tone.PAPER]}"/><g transform="translate(0 {high - tall:.1f})">{pair}</g>'
                f'<text x="12" y="{high + 15:.1f}" font-size="13">{escape(shown[name].title)}</text></g>'
            )
        y += math.ceil(high) + LABEL + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {y}" width="{wide}" height="{y}" '
        f'font-family="sans-serif" role="img"><title>All exercise figures</title>'
        f'<rect width="{wide}" height="{y}" fill="#F6F7F4"/>{rows}</svg>\n'
    )


def _pair(shown: Figures, name: str) -> tuple[str, float]:
    """Start and end in cells of one width, and how high they are."""
    start, end = (draw(shown, name, moment) for moment in ("start", "end"))
    box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', start)
    assert box is not None
    high = CELL * float(box[2]) / float(box[1])
    return _placed(start, 0, high) + _placed(end, CELL, high), high


def _placed(picture: str, x: float, high: float) -> str:
    return picture.replace("<svg ", f'<svg x="{x}" width="{CELL}" height="{high:.1f}" ', 1)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(contact_sheet(figures()), encoding="utf-8")
