"""The printed plan: each session with its box, each exercise in pictures, nothing the renderer minds."""

from __future__ import annotations

import re

import pypdfium2

from screening.domain.programme.make import make_programme
from screening.domain.reporting.plan_sheet import plan_sheet, sheet_figures
from screening.domain.rulebook import Rulebook
from screening.report.html import report_html
from screening.report.pdf import html_to_pdf
from screening.services.training_situation import situation_of
from tests.support.followed import MONDAY, PLAYER, REQUEST


def test_the_plan_prints_on_few_pages_with_every_session_and_exercise(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    programme = make_programme(situation_of(PLAYER, rulebook), REQUEST, rulebook.plan, rulebook.programmes)
    sheet = plan_sheet(programme, rulebook, MONDAY)
    figures = sheet_figures(sheet, rulebook)
    assert set(figures) == {one.exercise for one in sheet.exercises}
    html = report_html(sheet, figures=figures)
    sessions = [session for week in programme.weeks[:4] for session in week.sessions]
    assert html.count("Box to tick") == len(sessions)
    made = html_to_pdf(html)
    assert made.complaints == ()
    assert made.pages <= 3
    assert html_to_pdf(html).content == made.content
    document = pypdfium2.PdfDocument(made.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    for one in sheet.exercises:
        assert one.name in text
    assert len(re.findall(r"____ of 10", text)) == len(sessions)
    assert "Screening aid, not a diagnosis" in text
