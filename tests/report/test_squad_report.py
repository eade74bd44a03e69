"""The squad report: A4 across, one subject a page, one more page for each further 25."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from screening.domain.reporting.squad import squad_view
from screening.domain.squad.model import SquadMember
from screening.domain.squad.picture import picture_of
from screening.report.html import report_html
from screening.report.pdf import Made, html_to_pdf
from screening.services.squad_base import base_programme
from tests.report.test_pdf_ua import judged
from tests.support.assessments import rulebook
from tests.support.made_up_squad import CALENDAR, CANNOT_WALK, ON, ROUND, answered, squad

PROGRAM = """
import hashlib
from tests.report.test_squad_report import made_of
print(hashlib.sha256(made_of(25).content).hexdigest())
"""


def drawn(*members: SquadMember) -> Made:
    rules = rulebook()
    view = squad_view(picture_of(members, ROUND, rules, ON), rules, base=base_programme(CALENDAR, rules))
    return html_to_pdf(report_html(view))


SOME = 30
"""Enough for a second page of the map."""
SIZES = [
    (SOME, 4),
    pytest.param(25, 3, marks=pytest.mark.release),
    pytest.param(60, 5, marks=pytest.mark.release),
]


@cache
def made_of(size: int) -> Made:
    return drawn(*squad(size))


def pages_of(made: Made) -> list[str]:
    document = pypdfium2.PdfDocument(made.content)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize(("size", "pages"), SIZES)
def test_a_page_for_each_subject_and_one_more_for_each_further_25(size: int, pages: int) -> None:
    made = made_of(size)
    assert made.complaints == ()
    assert made.pages == pages
    texts = pages_of(made)
    assert "Do this week" in texts[0]
    assert "Talk to these five" in texts[0]
    assert "16 of 19" in texts[1] or size != 25
    assert "If more of the squad did it" in texts[1]
    assert "Since the last round" in texts[2]
    assert "Notes" in texts[2]
    for number, text in enumerate(texts[3:], start=1):
        last = min(25 * (number + 1), size)
        assert f"Squad map: athletes {25 * number + 1} to {last} of {size}" in text


def test_every_page_lies_across_and_says_whose_it_is() -> None:
    made = made_of(SOME)
    for page in pypdfium2.PdfDocument(made.content):
        width, height = page.get_size()
        assert (round(width), round(height)) == (842, 595)
    codes = set()
    for number, text in enumerate(pages_of(made), start=1):
        assert "Riverside FC, First team. Autumn round, 14 November 2026. As of 16 November 2026." in text
        assert "Screening aid, not a diagnosis" in text
        assert f"Page {number} of 4" in text
        codes.update(re.findall(r"Sheet code ([2-9A-Z]{4}-[2-9A-Z]{4})", text))
    assert len(codes) == 1


def test_every_athlete_stands_on_the_map_once() -> None:
    made = made_of(SOME)
    texts = pages_of(made)
    maps = " ".join([texts[1], *texts[3:]])
    for one in squad(SOME):
        assert re.search(rf"{one.name}(?! \d)", maps), one.name


@pytest.mark.parametrize("size", [0, pytest.param(7, marks=pytest.mark.release)])
def test_a_small_squad_has_its_three_pages_too(size: int) -> None:
    made = drawn(*squad()[:size])
    assert made.complaints == ()
    assert made.pages == 3


@pytest.mark.slow
@pytest.mark.release
def test_however_many_are_held_back_nothing_is_lost() -> None:
    made = drawn(*(replace(one, latest=answered(CANNOT_WALK)) for one in squad(60)))
    assert made.complaints == ()
    text = " ".join(pages_of(made)[: made.pages - 4])
    for one in squad(60):
        assert one.name in text
    assert "What this list cannot tell you" in text


@pytest.mark.release
def test_another_process_makes_the_same_bytes(pytestconfig: pytest.Config) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    there = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=pytestconfig.rootpath,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert there.stdout.split() == [hashlib.sha256(made_of(25).content).hexdigest()]


@pytest.mark.slow
@pytest.mark.release
def test_the_report_passes_the_referee_for_accessible_documents(tmp_path: Path) -> None:
    files = [tmp_path / f"{size}.pdf" for size in (25, 60)]
    for file in files:
        file.write_bytes(made_of(int(file.stem)).content)
    words = judged(files)
    assert words.count("PASS") == len(files), words
