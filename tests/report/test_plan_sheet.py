"""The printed plan: each session with its box, each exercise in pictures, nothing the renderer minds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from screening.domain.programme.make import make_programme
from screening.domain.reporting.plan_sheet import SheetExercise, plan_sheet, sheet_figures
from screening.domain.rulebook import Rulebook
from screening.report.html import report_html
from screening.report.pdf import html_to_pdf
from screening.services.training_situation import situation_of
from tests.report.test_pdf_ua import judged
from tests.support.followed import MONDAY, PLAYER, REQUEST


def test_the_plan_prints_on_few_pages_with_every_session_and_exercise(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, (), rulebook, MONDAY)
    figures = sheet_figures(sheet, rulebook)
    assert set(figures) == {one.exercise for one in sheet.exercises}
    html = report_html(sheet, figures=figures)
    sessions = [session for week in programme.weeks[:4] for session in week.sessions]
    assert html.count("Box to tick") == len(sessions)
    made = html_to_pdf(html)
    assert made.complaints == ()
    assert made.pages == 2, "the weeks, then how it goes"
    document = pypdfium2.PdfDocument(made.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    for one in sheet.exercises:
        assert one.name in text
    assert len(re.findall(r"____ of 10", text)) == len(sessions)
    assert "Screening aid, not a diagnosis" in text


@pytest.mark.release
def test_the_same_plan_is_the_same_bytes(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, (), rulebook, MONDAY)
    html = report_html(sheet, figures=sheet_figures(sheet, rulebook))
    assert html_to_pdf(html).content == html_to_pdf(html).content


def test_the_last_week_fits_on_one_page_with_its_exercises(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, (), rulebook, programme.weeks[-1].start)
    assert len(sheet.weeks) == 1
    made = html_to_pdf(report_html(sheet, figures=sheet_figures(sheet, rulebook)))
    assert (made.pages, made.complaints) == (1, ())


def test_an_exercise_is_never_parted_by_the_end_of_a_page(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, (), rulebook, MONDAY)
    library = sorted(rulebook.plan.exercises.values(), key=lambda one: -len("".join(one.cues)))
    many = replace(
        sheet,
        exercises=tuple(
            SheetExercise(one.id, one.name, one.cues, one.dose.tempo, one.dose.rest, one.stop_rule)
            for one in library[:14]
        ),
    )
    made = html_to_pdf(report_html(many, figures=sheet_figures(sheet, rulebook)))
    assert made.complaints == ()
    pages = [
        " ".join(page.get_textpage().get_text_bounded().split())
        for page in pypdfium2.PdfDocument(made.content)
    ]
    assert sum(page.count("Tempo:") for page in pages) == len(many.exercises)
    endings = {one.stop_rule for one in many.exercises}
    for page in pages:
        assert page.count("Tempo:") == sum(page.count(ending) for ending in endings), page


@pytest.mark.slow
@pytest.mark.release
def test_the_printed_plan_passes_for_readers_who_hear_it(rulebook: Rulebook, tmp_path: Path) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, (), rulebook, MONDAY)
    printed = tmp_path / "plan.pdf"
    printed.write_bytes(html_to_pdf(report_html(sheet, figures=sheet_figures(sheet, rulebook))).content)
    assert "PASS" in judged([printed])
