"""The drawings as files: named, standing alone, small, the same every time, at rest where that is wished."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise

import pytest

from screening.domain.reporting.pictograms.draw import draw
from screening.domain.reporting.pictograms.files import moving, still
from screening.domain.reporting.pictograms.motion import seconds
from screening.domain.reporting.pictograms.poses import Tone
from screening.domain.reporting.pictograms.shapes import DARK, LIGHT
from screening.resources import rules_folder
from tests.support.contact_sheet import contact_sheet
from tests.support.figure_rules import figures

EVERY = pytest.mark.parametrize("name", sorted(figures()))
RIM_FREE = ("script", "javascript", "http-equiv", "onload", "foreignObject", "@import", "url(", "nan")
STILL_BYTES, LOOP_BYTES, SHORT_SIDE = 18_000, 60_000, 1 / 2


@cache
def loop_of(name: str) -> str:
    return moving(figures(), name)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def box_of(text: str) -> list[float]:
    found = re.search(r'viewBox="([^"]+)"', text)
    assert found is not None
    return [float(number) for number in found[1].split()]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("tone", "ground"),
    [
        (Tone.INK, Tone.PAPER),
        (Tone.FAR, Tone.PAPER),
        (Tone.KIT, Tone.PAPER),
        (Tone.MOVE, Tone.PAPER),
        (Tone.PARTNER, Tone.PAPER),
        (Tone.BAND, Tone.PAPER),
        (Tone.HAMSTRING, Tone.INK),
    ],
)
def test_what_carries_meaning_stands_out_three_to_one(
    theme: dict[Tone, str], tone: Tone, ground: Tone
) -> None:
    high, low = sorted((luminance(theme[tone]), luminance(theme[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 3


@EVERY
@pytest.mark.parametrize("screen", [False, True])
def test_each_picture_names_itself_and_needs_no_script_or_style(name: str, screen: bool) -> None:
    text = draw(figures(), name, "both", screen=screen)
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(root.get("aria-labelledby", "").split()) <= set(ids)
    titles = [element.text for element in root.iter() if element.tag.endswith("title")]
    assert titles
    assert titles[0].startswith(figures()[name].title)
    assert "style" not in text
    assert ("figure-ink" in text) is screen


@EVERY
def test_each_file_stands_alone_and_is_small(name: str) -> None:
    stills = [
        still(figures(), name, moment, screen=screen)
        for moment in ("start", "end")
        for screen in (True, False)
    ]
    loop = loop_of(name)
    for text in (*stills, loop):
        ET.fromstring(text)  # noqa: S314 - our own drawing
        assert not [word for word in RIM_FREE if re.search(rf"\b{re.escape(word)}", text)]
        assert set(re.findall(r'href="(.)', text)) <= {"#"}
    assert max(map(len, stills)) < STILL_BYTES
    assert len(loop) < LOOP_BYTES
    assert len({tuple(box_of(text)) for text in (*stills, loop)}) == 1


@EVERY
def test_the_picture_is_square_or_lower(name: str) -> None:
    _, _, wide, high = box_of(still(figures(), name, "start", screen=True))
    assert wide * SHORT_SIDE - 0.1 <= high <= wide + 0.1


def test_only_the_screen_has_dark_colours() -> None:
    screen = still(figures(), "squat", "start", screen=True)
    assert "prefers-color-scheme:dark" in screen
    assert DARK[Tone.INK] in screen
    assert "<style" not in still(figures(), "squat", "start", screen=False)


@EVERY
def test_the_loop_moves_on_screens_only_and_rests_where_reduced_motion_is_wished(name: str) -> None:
    text = loop_of(name)
    if figures()[name].is_hold:
        assert "@keyframes" not in text
        return
    rest = text.split("@media screen and (prefers-reduced-motion:no-preference){", 1)
    assert len(rest) == 2
    assert "@keyframes" not in rest[0]
    assert "animation" not in rest[0]
    assert ".figure-arrow{display:none}" in rest[1]
    assert 'class="figure-arrow"' in rest[1]
    assert set(re.findall(r"animation:m\d+ (\S+)s linear infinite", text)) == {
        f"{seconds(figures()[name]):g}"
    }


@EVERY
def test_key_frames_run_from_nought_to_a_hundred_and_never_turn_a_part_over(name: str) -> None:
    for body in re.findall(r"@keyframes m\d+\{((?:[^{}]+\{[^{}]+\})+)\}", loop_of(name)):
        stops = re.findall(r"([\d.e-]+)%\{transform:[^}]*rotate\((-?[\d.]+)deg\)", body)
        shares = [float(share) for share, _ in stops]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0, 100)
        turns = [float(turn) for _, turn in stops]
        steps = [abs(b - a) for a, b in pairwise(turns)]
        assert max(steps) < 120


def test_a_fast_exercise_moves_faster_than_a_slow_one() -> None:
    assert seconds(figures()["flying_sprint"]) < 1
    assert seconds(figures()["nordic_hamstring_curl"]) > 6


def test_a_way_back_of_its_own_is_shown() -> None:
    text = loop_of("slider_curl_eccentric")
    thigh = re.search(r"@keyframes m0\{((?:[^{}]+\{[^{}]+\})+)\}", text)
    assert thigh is not None
    assert thigh[1].count("%{") > 2 * 8 + 2


def test_two_drawings_on_one_page_keep_their_ids_apart() -> None:
    first, second = (draw(figures(), "squat", key=key) for key in ("", "card"))
    ids = [set(re.findall(r'id="([^"]+)"', text)) for text in (first, second)]
    assert not ids[0] & ids[1]


def test_the_arrow_belongs_to_the_start_only() -> None:
    arrow = f'stroke="{LIGHT[Tone.MOVE]}"'
    assert arrow in draw(figures(), "nordic_hamstring_curl", "start")
    assert arrow not in draw(figures(), "nordic_hamstring_curl", "end")


def test_start_and_end_side_by_side_are_twice_as_wide() -> None:
    single, both = (box_of(draw(figures(), "squat", moment)) for moment in ("start", "both"))
    assert both[3] == single[3]
    assert both[2] > 2 * single[2]


def test_the_helper_is_drawn_whole() -> None:
    text = still(figures(), "nordic_hamstring_curl", "start", screen=True)
    alone = still(figures(), "nordic_band_assisted", "start", screen=True)
    assert text.count('class="figure-partner"') == 11
    assert "figure-partner" not in alone.split("</style>")[1]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib;"
        "from tests.support.figure_rules import figures;"
        "from screening.domain.reporting.pictograms.draw import draw;"
        "from screening.domain.reporting.pictograms.files import moving;"
        "f = figures();"
        "text = ''.join(draw(f, n) + moving(f, n) for n in sorted(f)[::5]);"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            cwd=rules_folder().parent,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_contact_sheet_shows_all_with_their_names() -> None:
    text = contact_sheet(figures())
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    names = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert names == [figure.title for figure in figures().values()]
    assert text.count("<svg ") == 2 * len(figures()) + 1
