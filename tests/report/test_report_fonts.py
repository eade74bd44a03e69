"""The typeface: every sign we print, the same bytes every time, small enough for the web."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from screening.report import fonts


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_a_print_font_is_static_and_of_its_weight(weight):
    font = TTFont(io.BytesIO(fonts.report_font(weight)))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == weight
    assert font["name"].getDebugName(1) == "Source Sans 3"


@pytest.mark.parametrize("name", fonts.web_fonts())
def test_a_web_font_holds_the_letters_of_european_names_and_stays_small(name):
    content = fonts.web_font(name)
    assert content[:4] == b"wOF2"
    assert len(content) < 40_000
    letters = TTFont(io.BytesIO(content)).getBestCmap()
    assert all(ord(letter) in letters for letter in "Aaz019 ćłşžßéñøÅ“”–−×°…")


def test_every_sign_we_print_is_in_the_typeface():
    assert all(ord(letter) in fonts.covered() for letter in "≤≥✓→●◆▲■□−×°·“”–…ćłşž")


def test_a_font_that_is_not_ours_is_not_there():
    with pytest.raises(KeyError):
        fonts.web_font("../../etc/passwd")
